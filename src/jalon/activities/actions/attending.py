"""Calling the roll: each tick is a command with its key and its own moment. (P08.7, P24.1)"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, queries
from jalon.activities.actions.registering import add_registration
from jalon.activities.actions.rolls import give_numbers, open_roll
from jalon.activities.models import Activity, Attendance, Channel, Presence
from jalon.core.actor import Actor
from jalon.core.arrivals import once
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people.models import Person


def _set(
    activity: Activity, people: Iterable[Person], status: str, by: Actor, at: datetime
) -> tuple[list[Person], dict[str, str]]:
    """Write one answer for each, leaving alone those whose last tick is newer.

    Gives those who really changed, and their former answers for the journal.
    """
    people = list(people)
    former: dict[str, str] = {}
    known = {row.person_id: row for row in activity.attendances.filter(person__in=people)}
    changed, new = [], []
    for person in people:
        row = known.get(person.pk)
        if row is None:
            new.append(Attendance(centre_id=activity.centre_id, activity=activity, person=person))
            row = new[-1]
        elif row.marked_at > at:
            continue
        elif row.status == status:  # said again later: an older tick no longer undoes it
            row.marked_at = at
            continue
        if row.status:
            former[f"status:{person.pk}"] = row.status
        row.status, row.marked_at, row.marked_by_id = status, at, by.person_id
        changed.append(person)
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(known.values(), ["status", "marked_at", "marked_by"])
    return changed, former


def _note(
    activity: Activity, people: Iterable[Person], status: str, *, by: Actor, now: datetime, at: datetime
) -> list[Person]:
    """Write the answers and their entry, with what is needed to take them back; those who really changed."""
    changed, former = _set(activity, people, status, by, at)
    if changed:
        params = {"count": len(changed), "status": str(status), "tick": at.isoformat()}
        journal.record(acts.MARKED, activity, about=changed, by=by, at=now, params=params, before=former)
    return changed


@transaction.atomic
def mark(
    activity: Activity,
    people: Iterable[Person],
    status: str,
    *,
    by: Actor,
    now: datetime,
    at: datetime,
    key: str | None,
) -> int:
    """Note the same answer for one or several people; how many changed. The same key twice changes nothing.

    `at` is the moment of the tick on the device, never later than `now`: an older tick does not undo a newer one.
    Raises Refused outside the roll's hours and for people who are not on the list.
    """
    people = list(people)
    activity = open_roll(activity, by, now)
    if status not in Presence.values:
        raise Refused(_("Choisissez présent, excusé ou absent."))
    expected = queries.expected_people(activity).filter(pk__in=[person.pk for person in people]).count()
    if expected != len({person.pk for person in people}):
        raise Refused(_("Cette personne n’est pas sur la liste : ajoutez-la comme arrivée sur place."))

    def do() -> int:
        return len(_note(activity, people, status, by=by, now=now, at=min(at, now)))

    return int(once(key, act=acts.MARKED, of=activity, by=by, now=now, do=do))


@transaction.atomic
def unmark(activity: Activity, person: Person, *, by: Actor, now: datetime, at: datetime) -> None:
    """Take a tick back: the person has no answer again."""
    activity = open_roll(activity, by, now)
    row = activity.attendances.filter(person=person).first()
    if row is None or not row.status or row.marked_at > at:
        return
    former = row.status
    row.status, row.marked_at, row.marked_by_id = "", min(at, now), by.person_id
    row.save(update_fields=["status", "marked_at", "marked_by"])
    journal.record(
        acts.MARKED,
        activity,
        about=[person],
        by=by,
        at=now,
        params={"count": 1},
        before={f"status:{person.pk}": former},
    )


@transaction.atomic
def mark_rest_absent(activity: Activity, *, by: Actor, now: datetime) -> int:
    """*Les autres : absents*: whoever is expected and has no answer yet was not there."""
    activity = open_roll(activity, by, now)
    return len(_note(activity, queries.unmarked_people(activity), Presence.ABSENT, by=by, now=now, at=now))


@transaction.atomic
def mark_walk_in(
    activity: Activity, person: Person, *, by: Actor, now: datetime, at: datetime, channel: str = Channel.WALK_IN
) -> Attendance:
    """Somebody came without being registered: added to the list and noted present in one gesture. (P06.1.c)"""
    activity = open_roll(activity, by, now)
    crowd = queries.crowd(activity, person)
    if not crowd.is_expected:
        if crowd.registration_id:
            registration = activity.registrations.get(pk=crowd.registration_id)
            registration.status, registration.confirmed_at = "confirmed", now
            registration.save(update_fields=["status", "confirmed_at"])
        else:
            add_registration(activity, person, by=by, now=now, channel=channel)
    _note(activity, [person], Presence.PRESENT, by=by, now=now, at=min(at, now))
    attendance = activity.attendances.get(person=person)
    if not crowd.is_expected:
        attendance.is_walk_in = True
        attendance.save(update_fields=["is_walk_in"])
    if activity.sheet_numbers:
        give_numbers(activity)
    return attendance
