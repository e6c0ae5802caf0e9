"""Programming: create, edit, duplicate, publish, postpone, cancel. (P08.1, T01, T02)"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, policies, rules
from jalon.activities.actions.occupying import occupy
from jalon.activities.actions.queueing import fill_free_places
from jalon.activities.models import Activity, Ending, Status
from jalon.activities.telling import tell
from jalon.bookings import actions as bookings
from jalon.bookings.models import Equipment
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.core.web import why_not_an_address
from jalon.journal import recording as journal
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference
from jalon.structures.queries import year_of

WHEN = ("day", "starts_clock", "ends_clock")
WHERE = ("site", "room", "place", "online_url")
TAKES = (*WHEN, "site", "room", "leader", "equipment")
"""What changes whom or what the activity takes, and when."""
COPIED = (
    *("centre", "type", "title", "theme", "description", "audience", "language", "site", "room", "place", "online_url"),
    *("leader", "starts_clock", "ends_clock", "zone", "seats", "photos_planned"),
)


@transaction.atomic
def create_activity(
    centre: Centre,
    *,
    by: Actor,
    now: datetime,
    levels: Iterable[Reference] = (),
    equipment: Iterable[Equipment] = (),
    duplicated_from: Activity | None = None,
    accept_conflicts: bool = False,
    **fields: Any,
) -> Activity:
    """Put a new activity in the programme as a draft; what it takes must be free unless the conflict is accepted.

    Raises Refused with the field at fault: bad dates, window, room, leader or equipment taken. (T02, P08.1)
    """
    policies.activity.require("create", by, centre.pk)
    activity = Activity(
        centre=centre, created_at=now, created_by_id=by.person_id, duplicated_from=duplicated_from, **fields
    )
    activity.zone = activity.zone or _zone(activity)
    _check(activity, taken=0)
    activity.save()
    activity.levels.set(levels)
    activity.equipment.set(equipment)
    occupy(activity, accept_conflicts=accept_conflicts)
    journal.record(acts.CREATED, activity, about=[activity.leader], by=by, at=now)
    return activity


@transaction.atomic
def edit_activity(
    activity: Activity,
    *,
    by: Actor,
    now: datetime,
    fields: Mapping[str, Any],
    levels: Iterable[Reference] | None = None,
    equipment: Iterable[Equipment] | None = None,
    accept_conflicts: bool = False,
    quiet: bool = False,
) -> Activity:
    """Change an activity; a new date is a postponement, and unless `quiet` those expected are told of date and place.

    More seats are offered to the queue at once. Raises Refused as `create_activity` does, and when fewer seats are
    asked than are taken.
    """
    policies.activity.require("edit", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if reason := rules.why_not_changed(activity):
        raise Refused(reason)
    former_start, former_seats = activity.starts_at, activity.seats
    before = journal.changed(activity, fields)
    if levels is not None:
        activity.levels.set(levels)
    if equipment is not None:
        before |= _equip(activity, equipment)
    if not before:
        return activity
    activity.zone = _zone(activity)
    taken = activity.registrations.seated().count()
    _check(activity, taken=taken)
    activity.save()
    if any(name in before for name in TAKES):
        occupy(activity, accept_conflicts=accept_conflicts)
    moved = any(name in before for name in WHEN)
    if moved:
        params = {"former": f"{former_start:%d/%m/%Y}", "new": f"{activity.day:%d/%m/%Y}"}
        entry = journal.record(acts.POSTPONED, activity, by=by, at=now, params=params, before=before)
    else:
        entry = journal.record(acts.EDITED, activity, by=by, at=now, before=before)
    if not quiet and activity.published_at and (moved or any(name in before for name in WHERE)):
        context = {"moved": moved, "former": former_start}
        tell("changed", concerned_by(activity), activity, entry=entry, by=by, now=now, context=context)
    if former_seats is not None and (activity.seats is None or activity.seats > former_seats):
        fill_free_places(activity, by=by, now=now)
    return activity


@transaction.atomic
def duplicate_activity(activity: Activity, *, day: date, by: Actor, now: datetime) -> Activity:
    """The same activity on another day, as a draft: what was registered or said of the first one stays with it."""
    policies.activity.require("edit", by, activity)
    fields = {name: getattr(activity, name) for name in COPIED}
    return create_activity(
        fields.pop("centre"),
        by=by,
        now=now,
        levels=list(activity.levels.all()),
        equipment=list(activity.equipment.in_use()),
        duplicated_from=activity,
        accept_conflicts=True,
        day=day,
        **fields,
    )


@transaction.atomic
def publish_activity(activity: Activity, *, by: Actor, now: datetime) -> Activity:
    """Announce the activity on the portal, where people register. (P08.3)"""
    policies.activity.require("publish", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if activity.published_at:
        return activity
    if reason := rules.why_not_published(activity, now):
        raise Refused(reason)
    activity.published_at = now
    activity.save(update_fields=["published_at"])
    bookings.settle(activity, is_firm=True)
    journal.record(acts.PUBLISHED, activity, by=by, at=now)
    return activity


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by: Actor, now: datetime, quiet: bool = False) -> Activity:
    """Cancel an activity: registrations end, and unless `quiet` whoever expected to come is told why, once."""
    policies.activity.require("edit", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if why := rules.why_not_cancelled(activity, reason):
        raise Refused(why, field="reason")
    concerned = concerned_by(activity)
    activity.cancelled_at, activity.cancelled_reason = now, reason.strip()
    activity.save(update_fields=["cancelled_at", "cancelled_reason"])
    bookings.release(activity, now=now)
    former = {f"status:{pk}": status for pk, status in activity.registrations.live().values_list("pk", "status")}
    activity.registrations.live().update(status=Status.ENDED, ended_at=now, ending=Ending.ACTIVITY_CANCELLED)
    entry = journal.record(acts.CANCELLED, activity, by=by, at=now, before=former)
    if not quiet:
        tell("cancelled", concerned, activity, entry=entry, by=by, now=now)
    return activity


def concerned_by(activity: Activity) -> list[Person]:
    """Those who must be told of a change: whoever has a live registration."""
    return [row.person for row in activity.registrations.live().select_related("person__centre").order_by("pk")]


def _zone(activity: Activity) -> str:
    """The zone of the wall on which the times are read: the site's, else the centre's."""
    site = activity.site
    return (site.timezone if site else "") or activity.centre.timezone


def _equip(activity: Activity, equipment: Iterable[Equipment]) -> dict[str, list[int]]:
    """Set other equipment aside for the activity; gives what it had when that changes."""
    former = sorted(activity.equipment.values_list("pk", flat=True))
    if sorted(thing.pk for thing in equipment) == former:
        return {}
    activity.equipment.set(equipment)
    return {"equipment": former}


def _check(activity: Activity, *, taken: int) -> None:
    """Derive the UTC moments, then raise Refused for whatever is wrong, with the field to look at."""
    activity.derive_moments()
    year_known = year_of(activity.centre, activity.day) is not None
    if reason := rules.why_not_these_dates(
        starts_at=activity.starts_at, ends_at=activity.ends_at, year_known=year_known
    ):
        raise Refused(reason, field="day" if not year_known else "ends_clock")
    if reason := rules.why_not_window(
        opens_at=activity.registration_opens_at, ends_at=activity.registration_ends_at, starts_at=activity.starts_at
    ):
        raise Refused(reason, field="registration_ends_on")
    if reason := rules.why_not_these_seats(activity.seats, taken):
        raise Refused(reason, field="seats")
    if activity.online_url and (reason := why_not_an_address(activity.online_url)):
        raise Refused(reason, field="online_url")
    if activity.room and activity.room.centre_id != activity.centre_id:
        raise Refused(_("Cette salle n’est pas de ce centre."), field="room")
