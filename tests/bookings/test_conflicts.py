"""Who or what is busy: what stands in the way, what does not, and what it is called."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from jalon.activities.actions import (
    cancel_activity,
    create_activity,
    edit_activity,
    publish_activity,
    restore_activity,
)
from jalon.activities.models import Activity
from jalon.bookings import queries
from jalon.bookings.actions import lock
from jalon.bookings.models import Busy, Equipment
from jalon.bookings.values import Resource
from jalon.core.refusals import Refused
from jalon.people.actions import declare_absence
from tests import factories
from tests.factories import ActivityFactory, ActivityTypeFactory, CentreFactory, PersonFactory, RoomFactory

CASABLANCA = ZoneInfo("Africa/Casablanca")


def at(hour: int, minute: int = 0, day: date = date(2026, 11, 17)) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=CASABLANCA)


@pytest.fixture
def room(centre):
    return RoomFactory(centre=centre, name="Salle B12")


@pytest.fixture
def leader(centre):
    return PersonFactory(centre=centre)


@pytest.fixture
def fields(centre, leader):
    return {
        "type": ActivityTypeFactory(centre=centre),
        "title": "Un entretien réussi",
        "leader": leader,
        "day": date(2026, 11, 17),
        "starts_clock": time(14),
        "ends_clock": time(16),
    }


def of(centre, *resources, starts_at=None, ends_at=None, **options):
    return queries.conflicts(
        centre, resources=resources, starts_at=starts_at or at(14), ends_at=ends_at or at(16), **options
    )


def test_a_workshop_takes_its_room_its_leader_and_its_equipment(centre, adviser, fields, room, leader, now):
    projector = Equipment.objects.create(centre=centre, name="Vidéoprojecteur 1")
    workshop = create_activity(centre, by=adviser, now=now, room=room, equipment=[projector], **fields)

    found = of(centre, Resource("room", room.pk), Resource("person", leader.pk), Resource("equipment", projector.pk))

    assert [(one.resource.kind, one.label, one.starts_at, one.ends_at, one.is_firm) for one in found] == [
        ("equipment", "Un entretien réussi", at(14), at(16), False),
        ("person", "Un entretien réussi", at(14), at(16), False),
        ("room", "Un entretien réussi", at(14), at(16), False),
    ]
    assert {(one.subject_kind, one.subject_id, one.url) for one in found} == {
        ("activity", workshop.pk, f"/{centre.code}/activites/{workshop.public_id}/")
    }


@pytest.mark.parametrize(
    ("starts", "ends", "count"),
    [(12, 14, 0), (16, 18, 0), (13, 15, 1), (15, 17, 1), (13, 17, 1), (14, 16, 1)],
)
def test_only_times_that_share_a_moment_conflict(centre, room, starts, ends, count):
    ActivityFactory(centre=centre, room=room)

    assert len(of(centre, Resource("room", room.pk), starts_at=at(starts), ends_at=at(ends))) == count


def test_the_subject_itself_and_what_was_cancelled_do_not_stand_in_the_way(centre, adviser, room, now):
    workshop = ActivityFactory(centre=centre, room=room)

    assert of(centre, Resource("room", room.pk), except_subject=("activity", workshop.pk)) == []
    cancel_activity(workshop, reason="Souffrante", by=adviser, now=now)
    assert of(centre, Resource("room", room.pk)) == []
    restore_activity(workshop, by=adviser, now=now)
    assert len(of(centre, Resource("room", room.pk))) == 1


def test_a_cancelled_workshop_does_not_come_back_into_a_room_taken_meanwhile(centre, adviser, room, now):
    workshop = ActivityFactory(centre=centre, room=room)
    cancel_activity(workshop, reason="Souffrante", by=adviser, now=now)
    ActivityFactory(centre=centre, room=room, title="La relève")

    with pytest.raises(Refused, match="La salle est déjà prise à ce moment-là par « La relève »"):
        restore_activity(workshop, by=adviser, now=now)

    assert Activity.objects.get(pk=workshop.pk).cancelled_at == now


def test_an_absent_leader_is_refused_with_the_days_and_can_be_accepted(centre, adviser, fields, leader, now):
    by = factories.actor(leader)
    declare_absence(leader, by=by, now=now, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 18), replacement=None)

    with pytest.raises(Refused) as refusal:
        create_activity(centre, by=adviser, now=now, **fields)

    assert str(refusal.value) == (
        "La personne qui anime est absente à ce moment-là (absence du 16 au 18 novembre 2026)."
    )
    assert refusal.value.field == "leader"
    assert create_activity(centre, by=adviser, now=now, accept_conflicts=True, **fields).leader == leader


def test_equipment_taken_is_refused_beside_its_field(centre, adviser, fields, now):
    projector = Equipment.objects.create(centre=centre, name="Vidéoprojecteur 1")
    ActivityFactory(centre=centre)
    first = create_activity(centre, by=adviser, now=now, equipment=[projector], **fields)
    fields |= {"leader": PersonFactory(centre=centre)}

    with pytest.raises(Refused, match="Du matériel est déjà pris") as refusal:
        create_activity(centre, by=adviser, now=now, equipment=[projector], **fields)

    assert refusal.value.field == "equipment"
    edit_activity(first, by=adviser, now=now, fields={}, equipment=[])
    assert list(create_activity(centre, by=adviser, now=now, equipment=[projector], **fields).equipment.all()) == [
        projector
    ]


def test_moving_publishing_and_changing_the_room_follow_in_what_is_taken(centre, adviser, room, leader, now):
    workshop = ActivityFactory(centre=centre, room=room, leader=leader, published_at=None, place="")
    other = RoomFactory(centre=centre)

    edit_activity(workshop, by=adviser, now=now, fields={"room": other, "day": date(2026, 11, 18)})
    publish_activity(workshop, by=adviser, now=now)

    taken = Busy.objects.live().of("activity", workshop.pk)
    assert {(row.resource, row.day, row.is_firm) for row in taken} == {
        (Resource("room", other.pk), date(2026, 11, 18), True),
        (Resource("person", leader.pk), date(2026, 11, 18), True),
    }


def test_another_centre_never_stands_in_the_way(centre, room):
    ActivityFactory(centre=centre, room=room)

    assert of(CentreFactory(), Resource("room", room.pk)) == []


def test_conflicts_cost_as_many_queries_for_five_as_for_one(centre, room, leader, now, django_assert_num_queries):
    asked = [Resource("room", room.pk), Resource("person", leader.pk)]
    for count in (1, 5):
        while Activity.objects.count() < count:
            ActivityFactory(centre=centre, room=room, leader=leader)
        with django_assert_num_queries(3):
            assert len(of(centre, *asked)) == 2 * count


def test_resources_are_locked_only_inside_the_transaction_of_an_act(centre, room, leader):
    with transaction.atomic():
        lock([Resource("room", room.pk), Resource("person", leader.pk)])
        assert connection.in_atomic_block


def test_a_time_that_ramadan_changes_is_read_on_the_wall(centre, adviser, fields, room, now):
    """Morocco is at UTC in Ramadan and one hour ahead otherwise."""
    year = centre.academic_years.get()
    assert year.starts_on <= date(2027, 2, 10) <= year.ends_on
    workshop = create_activity(centre, by=adviser, now=now, room=room, **fields | {"day": date(2027, 2, 10)})

    row = Busy.objects.of("activity", workshop.pk).get(room=room)

    assert (row.starts_at.hour, row.starts_clock, row.ends_at - row.starts_at) == (14, time(14), timedelta(hours=2))
