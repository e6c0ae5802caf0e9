"""The equipment of a centre."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.bookings import acts, policies
from jalon.bookings.models import Equipment
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures.actions import saving
from jalon.structures.models import Centre, Site


def _taken() -> str:
    return _("Un matériel porte déjà ce nom : numérotez-les pour les distinguer.")


@transaction.atomic
def add_equipment(
    centre: Centre, name: str, *, by: Actor, now: datetime, site: Site | None = None, note: str = ""
) -> Equipment:
    """Add something that can be booked: a projector, a stand, a sound system. Raises Refused when the name is taken."""
    policies.calendar.require("configure", by, centre)
    _refuse_other_site(centre.pk, site)
    row = Equipment(centre=centre, name=" ".join(name.split()), site=site, note=note.strip())
    saving.save_or_refuse(row, _taken())
    journal.record(acts.EQUIPMENT_ADDED, row, about=[centre], by=by, at=now)
    return row


@transaction.atomic
def describe_equipment(row: Equipment, *, by: Actor, now: datetime, fields: Mapping[str, Any]) -> Equipment:
    """Correct the name, the place or the note of a piece of equipment."""
    policies.equipment.require("configure", by, row)
    _refuse_other_site(row.centre_id, fields.get("site"))
    saving.describe(row, acts.EQUIPMENT_DESCRIBED, by=by, now=now, fields=fields, taken=_taken())
    return row


@transaction.atomic
def archive_equipment(row: Equipment, *, by: Actor, now: datetime) -> None:
    """Stop offering it; what it is booked for keeps it."""
    policies.equipment.require("configure", by, row)
    saving.archive(row, acts.EQUIPMENT_ARCHIVED, by=by, now=now)


@transaction.atomic
def restore_equipment(row: Equipment, *, by: Actor, now: datetime) -> None:
    """Offer it again."""
    policies.equipment.require("configure", by, row)
    saving.restore(row, acts.EQUIPMENT_RESTORED, by=by, now=now)


def _refuse_other_site(centre_id: int, site: Site | None) -> None:
    if site is not None and site.centre_id != centre_id:
        raise Refused(_("Ce site n’est pas de ce centre."), field="site")
