from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.activities.actions import (
    accept_offer,
    add_registration,
    cancel_registration,
    confirm_due,
    confirm_registrations,
    lapse_offers,
    offer_free_places,
    register,
    say_coming,
    send_reminders,
)
from jalon.activities.models import Activity, Ending, Registration, Status
from jalon.activities.queries import rank
from jalon.core.actor import system
from jalon.core.refusals import Forbidden, Refused
from jalon.journal import timeline
from jalon.journal.models import Entry
from jalon.messaging.models import Message
from tests.factories import ActivityFactory, PersonFactory, actor


def states(activity: Activity) -> list[tuple[int, str]]:
    return list(activity.registrations.order_by("pk").values_list("person_id", "status"))


def kinds_of(person) -> list[str]:
    return list(Message.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_a_seat_is_asked_for_then_confirmed_by_the_adviser(workshop, adviser, people, now):
    registration = register(workshop, people[0], by=actor(people[0]), now=now)

    assert registration.status == Status.REQUESTED
    assert confirm_registrations(workshop, by=adviser, now=now) == 1
    assert states(workshop) == [(people[0].pk, Status.CONFIRMED)]
    assert kinds_of(people[0]) == ["activities.request_received", "activities.confirmed"]


def test_a_kind_that_confirms_by_itself_gives_the_seat_at_once(centre, people, now):
    workshop = ActivityFactory(centre=centre, type__confirmation="automatic")

    assert register(workshop, people[0], by=actor(people[0]), now=now).status == Status.CONFIRMED


def test_whoever_comes_after_the_last_seat_waits_in_order(workshop, people, now):
    for minute, person in enumerate(people[:3]):
        register(workshop, person, by=actor(person), now=now + timedelta(minutes=minute))

    assert [status for _person, status in states(workshop)] == [Status.REQUESTED, Status.WAITING, Status.WAITING]
    assert [rank(row) for row in workshop.registrations.order_by("pk")] == [None, 1, 2]


def test_a_freed_seat_goes_to_whoever_waited_longest(workshop, people, now):
    seated, early, late = [
        register(workshop, person, by=actor(person), now=now + timedelta(minutes=minute))
        for minute, person in enumerate(people[:3])
    ]

    cancel_registration(seated, by=actor(people[0]), now=now + timedelta(hours=1))

    early.refresh_from_db()
    assert early.status == Status.OFFERED
    assert early.offer_ends_at == now + timedelta(hours=25)
    assert list(workshop.registrations.waiting()) == [late]
    assert kinds_of(people[1]) == ["activities.on_waiting_list", "activities.place_offered"]


def test_an_offer_accepted_in_time_is_a_confirmed_seat(workshop, people, now):
    seated, early = [register(workshop, person, by=actor(person), now=now) for person in people[:2]]
    cancel_registration(seated, by=actor(people[0]), now=now)

    accepted = accept_offer(early, by=actor(people[1]), now=now + timedelta(hours=23))

    assert accepted.status == Status.CONFIRMED
    assert accept_offer(early, by=actor(people[1]), now=now + timedelta(hours=23)).status == Status.CONFIRMED


def test_an_offer_answered_too_late_is_refused_and_goes_to_the_next(workshop, people, now):
    seated, early, late = [register(workshop, person, by=actor(person), now=now) for person in people[:3]]
    cancel_registration(seated, by=actor(people[0]), now=now)
    after = now + timedelta(hours=24)

    with pytest.raises(Refused, match="délai pour accepter"):
        accept_offer(early, by=actor(people[1]), now=after)
    assert lapse_offers(by=system(), now=after) == 1

    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.status, early.ending) == (Status.ENDED, Ending.OFFER_LAPSED)
    assert late.status == Status.OFFERED


def test_within_twelve_hours_of_the_start_a_freed_seat_goes_to_no_one_by_itself(workshop, adviser, people, now):
    seated, early = [register(workshop, person, by=actor(person), now=now) for person in people[:2]]
    near = workshop.starts_at - timedelta(hours=12)

    cancel_registration(seated, by=actor(people[0]), now=near)

    early.refresh_from_db()
    assert early.status == Status.WAITING
    assert offer_free_places(workshop, by=adviser, now=near) == [early]
    early.refresh_from_db()
    assert early.status == Status.CONFIRMED


def test_a_newcomer_does_not_overtake_the_queue_when_a_seat_is_free(workshop, people, now):
    seated, _early = [register(workshop, person, by=actor(person), now=now) for person in people[:2]]
    near = workshop.starts_at - timedelta(hours=11)
    cancel_registration(seated, by=actor(people[0]), now=near)

    assert register(workshop, people[2], by=actor(people[2]), now=near).status == Status.WAITING


def test_registering_twice_is_refused_and_writes_nothing(workshop, people, now):
    register(workshop, people[0], by=actor(people[0]), now=now)
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="déjà inscrite"):
        register(workshop, people[0], by=actor(people[0]), now=now)

    assert (Registration.objects.count(), Entry.objects.count()) == (1, entries)


def test_cancelling_twice_changes_nothing(workshop, people, now):
    registration = register(workshop, people[0], by=actor(people[0]), now=now)
    cancel_registration(registration, by=actor(people[0]), now=now)
    entries = Entry.objects.count()

    cancel_registration(registration, by=actor(people[0]), now=now + timedelta(minutes=1))

    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"published_at": None}, "pas encore publiée"),
        ({"seats": 1, "type__has_waiting_list": False, "full": True}, "Toutes les places sont prises"),
        ({"type__has_registrations": False}, "sans inscription"),
    ],
)
def test_registration_is_refused_with_its_reason(centre, people, now, change, sentence):
    full = change.pop("full", False)
    workshop = ActivityFactory(centre=centre, **change)
    if full:
        register(workshop, people[1], by=actor(people[1]), now=now)

    with pytest.raises(Refused, match=sentence):
        register(workshop, people[0], by=actor(people[0]), now=now)


def test_registration_closes_at_the_start(workshop, people):
    with pytest.raises(Refused, match="closes depuis"):
        register(workshop, people[0], by=actor(people[0]), now=workshop.starts_at)


def test_nobody_registers_another_person_without_the_right(workshop, people, now):
    with pytest.raises(Forbidden):
        register(workshop, people[0], by=actor(people[1]), now=now)


def test_nobody_of_another_centre_registers(workshop, now):
    stranger = PersonFactory()

    with pytest.raises(Forbidden):
        register(workshop, stranger, by=actor(stranger), now=now)


def test_the_team_adds_somebody_with_a_confirmed_seat_while_seats_last(workshop, adviser, people, now):
    assert add_registration(workshop, people[0], by=adviser, now=now).status == Status.CONFIRMED
    with pytest.raises(Refused, match="Toutes les places"):
        add_registration(workshop, people[1], by=adviser, now=now)


def test_what_still_waits_a_day_before_is_confirmed_by_itself(centre, people, now):
    workshop = ActivityFactory(centre=centre)
    register(workshop, people[0], by=actor(people[0]), now=now)

    assert confirm_due(by=system(centre.pk), now=workshop.starts_at - timedelta(hours=25)) == 0
    assert confirm_due(by=system(centre.pk), now=workshop.starts_at - timedelta(hours=24)) == 1
    assert confirm_due(by=system(centre.pk), now=workshop.starts_at - timedelta(hours=23)) == 0


def test_the_reminder_leaves_once_and_its_answer_is_kept(centre, people, now):
    workshop = ActivityFactory(centre=centre)
    registration = register(workshop, people[0], by=actor(people[0]), now=now)
    two_days = workshop.starts_at - timedelta(hours=48)

    assert send_reminders(by=system(centre.pk), now=two_days) == 1
    assert send_reminders(by=system(centre.pk), now=two_days + timedelta(hours=1)) == 0
    assert say_coming(registration, by=actor(people[0]), now=two_days).coming_at == two_days
    assert "/reponse/" in Message.objects.get(kind="activities.reminder").text


def test_confirming_costs_the_same_number_of_queries_for_one_and_for_five(centre, adviser, now):
    counts = []
    for size in (1, 5):
        workshop = ActivityFactory(centre=centre)
        for person in PersonFactory.create_batch(size, centre=centre):
            register(workshop, person, by=actor(person), now=now)
        with CaptureQueriesContext(connection) as queries:
            confirm_registrations(workshop, by=adviser, now=now)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_journal_says_who_did_it_for_whom(workshop, adviser, people, now):
    salma, anas = people[:2]
    registration = register(workshop, salma, by=actor(salma), now=now)
    cancel_registration(registration, by=actor(salma), now=now + timedelta(minutes=1))
    add_registration(workshop, anas, by=adviser, now=now + timedelta(minutes=2))

    assert [line.sentence for line in timeline.of(workshop)] == [
        f"Nadia Tahiri a inscrit {anas.full_name} à « Un CV qui donne envie »",
        f"{salma.full_name} a libéré sa place à « Un CV qui donne envie »",
        f"{salma.full_name} a demandé une place à « Un CV qui donne envie »",
    ]
