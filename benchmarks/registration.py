"""Registering with its lock beside a bare Django registration.

Run `python -m benchmarks.registration`. One process, one database: an SQLite file, or the empty database of
JALON_DATABASE_URL. The bare way is what a Django tutorial would write: one transaction that locks the activity,
counts the seats taken and inserts the row. Ours is `activities.actions.register`: the same, and the right to
register, the window, the queue, the journal's entry with what it is about, and the message with its words and the
moment when it may leave, written in the same transaction. Both fill an activity of as many seats as there are people.
Rounds alternate, the best CPU time of each counts; on PostgreSQL the server's own time is not in it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import NoReturn

from benchmarks import _stage  # isort: skip - sets Django up, so it comes first

from django.db import transaction

from benchmarks._measure import Comparison, run
from jalon.activities import actions
from jalon.activities.models import Activity, Registration, Status
from jalon.core.actor import Actor, ActorKind
from jalon.people.models import Person

PEOPLE, ROUNDS = 100, 20
FLOOR = 0.6
"""The least share of the bare way's throughput."""


def ours(activity: Activity, people: list[Person]) -> None:
    """Everybody registers, one after the other."""
    for person in people:
        by = Actor(ActorKind.PERSON, centre_id=person.centre_id, person_id=person.pk)
        actions.register(activity, person, by=by, now=_stage.NOW)


def bare(activity: Activity, people: list[Person]) -> None:
    """The same by hand."""
    for person in people:
        with transaction.atomic():
            locked = Activity.objects.select_for_update().get(pk=activity.pk)
            taken = Registration.objects.filter(activity=locked, status__in=["requested", "confirmed"]).count()
            Registration.objects.create(
                centre_id=locked.centre_id,
                activity=locked,
                person=person,
                status=Status.REQUESTED if taken < (locked.seats or 0) else Status.WAITING,
                requested_at=_stage.NOW,
            )


def filling(
    way: Callable[[Activity, list[Person]], None], activities: list[Activity], people: list[Person]
) -> Callable[[], None]:
    """The work of filling the next activity."""
    waiting = iter(activities)
    return lambda: way(next(waiting), people)


def main() -> NoReturn:
    """Measure, print, and end with the status."""
    centre = _stage.open_centre()
    people = _stage.add_people(centre, PEOPLE)
    days = [_stage.NOW.date() + timedelta(days=10 + n) for n in range(2 * (ROUNDS + 1))]
    activities = _stage.add_activities(centre, days, seats=PEOPLE)
    _stage.settle()
    first, second = activities[: ROUNDS + 1], activities[ROUNDS + 1 :]
    comparison = Comparison(
        "registration", filling(ours, first, people), filling(bare, second, people), 1 / FLOOR, PEOPLE
    )
    run([comparison], rounds=ROUNDS)


if __name__ == "__main__":
    main()
