"""Faculties, schools and training institutes whose students the centre accompanies. (P05)"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures import acts
from jalon.structures.actions import saving
from jalon.structures.models import Centre, Establishment


def _taken() -> str:
    return _("Un établissement porte déjà ce nom, aux accents et majuscules près.")


def establishment_named(centre: Centre, name: str) -> Establishment:
    """The centre's establishment of this name, however it is written; made when it is new."""
    establishment, _created = Establishment.objects.get_or_create(
        centre=centre, name_key=names.key(name), defaults={"name": " ".join(name.split())}
    )
    return establishment


@transaction.atomic
def add_establishment(
    centre: Centre, name: str, *, by: Actor, now: datetime, is_attached: bool = True
) -> Establishment:
    """Add an establishment by hand, before any file names it."""
    saving.require(centre, by)
    name = " ".join(name.split())
    if not names.key(name):
        raise Refused(_("Donnez un nom à l’établissement."), field="name")
    row = Establishment(centre=centre, name=name, name_key=names.key(name), is_attached=is_attached)
    saving.save_or_refuse(row, _taken())
    journal.record(acts.ESTABLISHMENT_ADDED, row, about=[centre], by=by, at=now)
    return row


@transaction.atomic
def describe_establishment(
    establishment: Establishment, *, by: Actor, now: datetime, fields: Mapping[str, Any]
) -> Establishment:
    """Correct its name, or whether it is attached to the host institution."""
    saving.require(establishment.centre, by)
    wanted = dict(fields)
    if "name" in wanted:
        wanted["name"] = " ".join(str(wanted["name"]).split())
        wanted["name_key"] = names.key(wanted["name"])
    saving.describe(establishment, acts.ESTABLISHMENT_DESCRIBED, by=by, now=now, fields=wanted, taken=_taken())
    return establishment


@transaction.atomic
def archive_establishment(establishment: Establishment, *, by: Actor, now: datetime) -> None:
    """Stop offering an establishment; past studies keep it."""
    saving.require(establishment.centre, by)
    saving.archive(establishment, acts.ESTABLISHMENT_ARCHIVED, by=by, now=now)


@transaction.atomic
def restore_establishment(establishment: Establishment, *, by: Actor, now: datetime) -> None:
    """Offer an archived establishment again."""
    saving.require(establishment.centre, by)
    saving.restore(establishment, acts.ESTABLISHMENT_RESTORED, by=by, now=now)
