"""Every change to the organisation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.actor import Actor, ActorKind
from jalon.core.refusals import Forbidden, Refused
from jalon.journal import recording as journal
from jalon.structures import acts, policies, rules
from jalon.structures.models import AcademicYear, Centre, Establishment, HostInstitution, Room, Site


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
def describe_centre(centre: Centre, *, by: Actor, now: datetime, fields: Mapping[str, Any]) -> Centre:
    """Change what the centre says of itself: name, zone, day of the weekly meeting…"""
    policies.centre.require("configure", by, centre)
    before = journal.changed(centre, fields)
    if before:
        centre.full_clean()
        centre.save()
        journal.record(acts.DESCRIBED, centre, by=by, at=now, before=before)
    return centre


@transaction.atomic
def rename_host(centre: Centre, name: str, *, by: Actor, now: datetime) -> None:
    """Correct the host institution's name."""
    policies.centre.require("configure", by, centre)
    host = HostInstitution.objects.get(centre=centre)
    if host.name != name:
        before = host.name
        host.name = name
        host.save(update_fields=["name"])
        journal.record(acts.DESCRIBED, centre, by=by, at=now, before={"host_institution": before})


@transaction.atomic
def set_year(
    centre: Centre, *, starts_on: date, second_semester_on: date, ends_on: date, by: Actor, now: datetime
) -> AcademicYear:
    """Fix an academic year and its two semesters; a year with the same first day is corrected. (decision 19)"""
    policies.centre.require("configure", by, centre)
    others = AcademicYear.objects.filter(centre=centre).exclude(starts_on=starts_on).values_list("starts_on", "ends_on")
    reason = rules.why_not_year(starts_on, second_semester_on, ends_on) or rules.why_not_beside(
        (starts_on, ends_on), list(others)
    )
    if reason:
        raise Refused(reason, field="starts_on")
    year, _created = AcademicYear.objects.update_or_create(
        centre=centre, starts_on=starts_on, defaults={"second_semester_on": second_semester_on, "ends_on": ends_on}
    )
    journal.record(acts.YEAR_SET, centre, by=by, at=now, params={"year": year.span.code})
    return year


@transaction.atomic
def add_site(centre: Centre, name: str, *, by: Actor, now: datetime, address: str = "") -> Site:
    """Add a place where the centre works."""
    policies.centre.require("configure", by, centre)
    try:
        with transaction.atomic():
            site = Site.objects.create(centre=centre, name=name.strip(), address=address.strip())
    except IntegrityError as error:
        raise Refused(_("Un site porte déjà ce nom."), field="name") from error
    journal.record(acts.SITE_ADDED, site, about=[centre], by=by, at=now)
    return site


@transaction.atomic
def add_room(site: Site, name: str, *, by: Actor, now: datetime, seats: int | None = None) -> Room:
    """Add a room to a site."""
    policies.centre.require("configure", by, site.centre)
    try:
        with transaction.atomic():
            room = Room.objects.create(site=site, centre_id=site.centre_id, name=name.strip(), seats=seats)
    except IntegrityError as error:
        raise Refused(_("Ce site a déjà une salle de ce nom."), field="name") from error
    journal.record(acts.ROOM_ADDED, room, about=[site.centre], by=by, at=now)
    return room


@transaction.atomic
def archive_room(room: Room, *, by: Actor, now: datetime) -> None:
    """Stop offering a room; what took place there keeps it."""
    policies.room.require("archive", by, room)
    room.archived_at = now
    room.save(update_fields=["archived_at"])
    journal.record(acts.ARCHIVED, room, by=by, at=now)


def establishment_named(centre: Centre, name: str) -> Establishment:
    """The centre's establishment of this name, however it is written; made when it is new."""
    establishment, _created = Establishment.objects.get_or_create(
        centre=centre, name_key=names.key(name), defaults={"name": " ".join(name.split())}
    )
    return establishment
