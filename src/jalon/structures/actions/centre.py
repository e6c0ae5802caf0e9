"""The centre itself and its host institution."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor, ActorKind
from jalon.core.refusals import Forbidden, Refused
from jalon.journal import recording as journal
from jalon.structures import acts
from jalon.structures.actions.saving import check_or_refuse, require
from jalon.structures.models import Centre, HostInstitution


@transaction.atomic
def open_centre(*, code: str, name: str, host_institution: str, by: Actor, now: datetime, **fields: Any) -> Centre:
    """Found a centre with its host institution. Only Jalon itself or the first visitor of an empty installation may.

    Raises Refused when the code is taken, reserved or badly written.
    """
    if by.kind is not ActorKind.SYSTEM and Centre.objects.exists():
        raise Forbidden(_("Un centre existe déjà sur cette installation : demandez une invitation à son Manager."))
    centre = Centre(code=code, name=name, created_at=now, **fields)
    try:
        centre.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error
    centre.save()
    HostInstitution.objects.create(centre=centre, name=host_institution)
    journal.record(acts.OPENED, centre, by=by, at=now)
    return centre


@transaction.atomic
def describe_centre(
    centre: Centre, *, by: Actor, now: datetime, fields: Mapping[str, Any], host_institution: str | None = None
) -> Centre:
    """Change what the centre says of itself: name, zone, country, kit, and its host institution's name.

    Raises Refused for a value that cannot be; nothing is written when nothing changes.
    """
    require(centre, by)
    before = journal.changed(centre, fields)
    if before:
        check_or_refuse(centre)
        centre.save()
    if host_institution is not None:
        before |= _rename_host(centre, " ".join(host_institution.split()))
    if before:
        journal.record(acts.DESCRIBED, centre, by=by, at=now, before=before)
    return centre


def _rename_host(centre: Centre, name: str) -> dict[str, Any]:
    """Correct the host institution's name; its former name when it changed."""
    host = HostInstitution.objects.get(centre=centre)
    if not name:
        raise Refused(_("Donnez le nom de l’institution hôte."), field="host_institution")
    before = {"host_institution": host.name} if host.name != name else {}
    host.name = name
    host.save(update_fields=["name"])
    return before


@transaction.atomic
def finish_opening(centre: Centre, *, by: Actor, now: datetime) -> Centre:
    """The team has done, or set aside for good, the parts of *Ouvrir mon centre*: they no longer show."""
    require(centre, by)
    if centre.opened_at is None:
        centre.opened_at = now
        centre.save(update_fields=["opened_at"])
        journal.record(acts.OPENING_FINISHED, centre, by=by, at=now)
    return centre
