from datetime import timedelta

import pytest

from jalon.activities.actions import (
    close_activity,
    confirm_registrations,
    mark,
    mark_rest_absent,
    mark_walk_in,
    register,
    reopen_activity,
    unmark,
)
from jalon.activities.models import Presence, Registration, Status
from jalon.activities.queries import presence_counts, unmarked_people
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Difference, Entry
from tests.factories import ActivityFactory, PersonFactory, actor


@pytest.fixture
def roll(centre, adviser, people, now):
    """A workshop with four people confirmed, and the moment at which its roll is called."""
    workshop = ActivityFactory(centre=centre)
    for person in people:
        register(workshop, person, by=actor(person), now=now)
    confirm_registrations(workshop, by=adviser, now=now)
    return workshop, workshop.starts_at + timedelta(minutes=5)


def test_a_tick_counts_once_whatever_the_number_of_times_it_arrives(roll, adviser, people):
    workshop, at = roll

    assert mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=at, at=at, key="tick-1") == 1
    assert mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=at, at=at, key="tick-1") == 1

    assert presence_counts(workshop) == {"present": 1, "excused": 0, "absent": 0, "cancelled": 0, "unmarked": 3}
    assert Entry.objects.filter(act="activities.marked").count() == 1


def test_an_older_tick_that_arrives_late_does_not_undo_a_newer_one(roll, adviser, people):
    workshop, at = roll
    mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=at, at=at, key="second")

    changed = mark(workshop, people[:1], Presence.ABSENT, by=adviser, now=at, at=at - timedelta(minutes=2), key="first")

    assert changed == 0
    assert workshop.attendances.get().status == Presence.PRESENT


def test_a_tick_from_a_clock_ahead_is_dated_at_its_arrival(roll, adviser, people):
    workshop, at = roll

    mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=at, at=at + timedelta(days=1), key="k")

    assert workshop.attendances.get().marked_at == at


def test_an_undone_tick_leaves_no_answer_and_the_journal_keeps_what_it_was(roll, adviser, people):
    workshop, at = roll
    mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=at, at=at, key=None)

    unmark(workshop, people[0], by=adviser, now=at, at=at)

    assert list(unmarked_people(workshop)) == sorted(people, key=lambda person: person.name_key)
    assert Difference.objects.get().before == "present"


def test_the_others_are_absent(roll, adviser, people):
    workshop, at = roll
    mark(workshop, people[:3], Presence.PRESENT, by=adviser, now=at, at=at, key=None)

    assert mark_rest_absent(workshop, by=adviser, now=at) == 1
    assert presence_counts(workshop) == {"present": 3, "excused": 0, "absent": 1, "cancelled": 0, "unmarked": 0}


def test_somebody_not_on_the_list_is_refused_then_added_as_a_walk_in(roll, adviser, centre):
    workshop, at = roll
    newcomer = PersonFactory(centre=centre)

    with pytest.raises(Refused, match="pas sur la liste"):
        mark(workshop, [newcomer], Presence.PRESENT, by=adviser, now=at, at=at, key=None)
    attendance = mark_walk_in(workshop, newcomer, by=adviser, now=at, at=at)

    assert (attendance.status, attendance.is_walk_in) == (Presence.PRESENT, True)
    newcomer.refresh_from_db()
    assert (newcomer.registered_at, newcomer.registered_origin) == (at, "activity")


def test_a_walk_in_who_was_waiting_takes_the_seat_of_their_own_registration(centre, adviser, people, now):
    workshop = ActivityFactory(centre=centre, seats=1)
    for person in people[:2]:
        register(workshop, person, by=actor(person), now=now)
    at = workshop.starts_at

    mark_walk_in(workshop, people[1], by=adviser, now=at, at=at)

    assert Registration.objects.get(person=people[1]).status == Status.CONFIRMED


def test_the_roll_opens_on_the_day_only(roll, adviser, people):
    workshop, _at = roll
    early = workshop.starts_at - timedelta(hours=13)

    with pytest.raises(Refused, match="le jour de l’activité"):
        mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=early, at=early, key=None)


def test_closing_cannot_forget_anyone(roll, adviser, people):
    workshop, at = roll
    mark(workshop, people[:3], Presence.PRESENT, by=adviser, now=at, at=at, key=None)

    with pytest.raises(Refused, match="Il reste 1 personne"):
        close_activity(workshop, by=adviser, now=workshop.ends_at)
    mark_rest_absent(workshop, by=adviser, now=at)
    closed = close_activity(workshop, by=adviser, now=workshop.ends_at, remarks=" Bon groupe. ")

    assert (closed.closed_at, closed.closed_by_id, closed.remarks) == (
        workshop.ends_at,
        adviser.person_id,
        "Bon groupe.",
    )


def test_a_closed_activity_is_corrected_by_reopening_it(roll, adviser, people):
    workshop, at = roll
    mark_rest_absent(workshop, by=adviser, now=at)
    close_activity(workshop, by=adviser, now=workshop.ends_at)

    with pytest.raises(Refused, match="rouvrez-la"):
        mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=workshop.ends_at, at=workshop.ends_at, key=None)
    reopen_activity(workshop, by=adviser, now=workshop.ends_at)
    later = workshop.ends_at + timedelta(minutes=1)

    assert mark(workshop, people[:1], Presence.PRESENT, by=adviser, now=later, at=later, key=None) == 1


def test_only_who_may_call_the_roll_does(roll, people):
    workshop, at = roll

    with pytest.raises(Forbidden):
        mark(workshop, people[:1], Presence.PRESENT, by=actor(people[0]), now=at, at=at, key=None)
