from datetime import date, time, timedelta

import pytest

from jalon.activities.actions import (
    cancel_activity,
    create_activity,
    duplicate_activity,
    edit_activity,
    publish_activity,
    register,
)
from jalon.activities.models import Status
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Difference, Entry
from jalon.messaging.models import Message
from tests.factories import ActivityFactory, ActivityTypeFactory, PersonFactory, RoomFactory, actor


@pytest.fixture
def draft(centre):
    """What a form gives for a workshop of next week."""
    return {
        "type": ActivityTypeFactory(centre=centre),
        "title": "Réussir son entretien",
        "leader": PersonFactory(centre=centre),
        "day": date(2026, 11, 18),
        "starts_clock": time(10),
        "ends_clock": time(12),
        "seats": 12,
    }


def test_a_workshop_is_created_as_a_draft_in_the_zone_of_the_centre(centre, adviser, draft, now):
    workshop = create_activity(centre, by=adviser, now=now, **draft)

    assert (workshop.published_at, workshop.zone) == (None, "Africa/Casablanca")
    assert workshop.starts_at.isoformat() == "2026-11-18T09:00:00+00:00"


def test_the_clock_of_ramadan_moves_the_utc_moment_not_the_wall_clock(centre, adviser, draft, now):
    ramadan = create_activity(centre, by=adviser, now=now, **draft | {"day": date(2027, 2, 16)})

    assert ramadan.starts_at.isoformat() == "2027-02-16T10:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "sentence", "field"),
    [
        ({"ends_clock": time(9)}, "après l’heure de début", "ends_clock"),
        ({"day": date(2031, 5, 5)}, "aucune année universitaire", "day"),
        (
            {"registration_opens_on": date(2026, 11, 18), "registration_ends_on": date(2026, 11, 16)},
            "ouvrir avant de fermer",
            "registration_ends_on",
        ),
    ],
)
def test_wrong_dates_are_refused_beside_their_field(centre, adviser, draft, now, change, sentence, field):
    with pytest.raises(Refused, match=sentence) as refusal:
        create_activity(centre, by=adviser, now=now, **draft | change)

    assert refusal.value.field == field
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "//x.example", "visio", "http://[x"],
)
def test_only_an_address_of_the_web_is_kept_as_the_online_place(address, centre, adviser, draft, now):
    with pytest.raises(Refused) as refused:
        create_activity(centre, by=adviser, now=now, **draft, online_url=address)
    workshop = create_activity(centre, by=adviser, now=now, **draft, online_url="https://visio.example/salle")
    with pytest.raises(Refused):
        edit_activity(workshop, by=adviser, now=now, fields={"online_url": address})

    assert refused.value.field == "online_url"
    workshop.refresh_from_db()
    assert workshop.online_url == "https://visio.example/salle"


def test_a_room_already_taken_is_named_and_can_be_accepted(centre, adviser, draft, now):
    room = RoomFactory(centre=centre)
    create_activity(centre, by=adviser, now=now, **draft | {"room": room, "title": "Le premier"})
    other = draft | {
        "room": room,
        "leader": PersonFactory(centre=centre),
        "starts_clock": time(11),
        "ends_clock": time(13),
    }

    with pytest.raises(Refused, match="La salle est déjà prise à ce moment-là par « Le premier »"):
        create_activity(centre, by=adviser, now=now, **other)

    assert create_activity(centre, by=adviser, now=now, accept_conflicts=True, **other).room == room


def test_two_workshops_that_follow_each_other_do_not_conflict(centre, adviser, draft, now):
    create_activity(centre, by=adviser, now=now, **draft)

    create_activity(centre, by=adviser, now=now, **draft | {"starts_clock": time(12), "ends_clock": time(13)})


def test_an_adviser_already_taken_is_refused(centre, adviser, draft, now):
    create_activity(centre, by=adviser, now=now, **draft)

    with pytest.raises(Refused, match="La personne qui anime est déjà prise") as refusal:
        create_activity(centre, by=adviser, now=now, **draft)

    assert refusal.value.field == "leader"


def test_publishing_needs_a_place(centre, adviser, draft, now):
    workshop = create_activity(centre, by=adviser, now=now, **draft)

    with pytest.raises(Refused, match="une salle, un lieu ou un lien"):
        publish_activity(workshop, by=adviser, now=now)
    edit_activity(workshop, by=adviser, now=now, fields={"place": "Bibliothèque"})

    assert publish_activity(workshop, by=adviser, now=now).published_at == now


def test_a_new_date_is_a_postponement_told_once_to_those_who_come(workshop, adviser, people, now):
    register(workshop, people[0], by=actor(people[0]), now=now)

    edit_activity(workshop, by=adviser, now=now, fields={"day": date(2026, 11, 24)})
    edit_activity(workshop, by=adviser, now=now, fields={"day": date(2026, 11, 24)})

    assert Entry.objects.filter(act="activities.postponed").count() == 1
    assert Difference.objects.get(field="day").before == "2026-11-17"
    assert Message.objects.filter(kind="activities.changed", person=people[0]).count() == 1


def test_fewer_seats_than_registered_are_refused(workshop, adviser, people, now):
    edit_activity(workshop, by=adviser, now=now, fields={"seats": 3})
    for person in people[:2]:
        register(workshop, person, by=actor(person), now=now)

    with pytest.raises(Refused, match="2 personnes ont déjà une place"):
        edit_activity(workshop, by=adviser, now=now, fields={"seats": 1})


def test_more_seats_are_offered_to_the_queue_at_once(workshop, adviser, people, now):
    rows = [register(workshop, person, by=actor(person), now=now) for person in people[:3]]

    edit_activity(workshop, by=adviser, now=now, fields={"seats": 2})

    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == [Status.REQUESTED, Status.OFFERED, Status.WAITING]


def test_cancelling_ends_registrations_and_says_why_to_each(workshop, adviser, people, now):
    for person in people[:2]:
        register(workshop, person, by=actor(person), now=now)

    with pytest.raises(Refused, match="Dites pourquoi"):
        cancel_activity(workshop, reason="  ", by=adviser, now=now)
    cancel_activity(workshop, reason="Intervenante souffrante", by=adviser, now=now)

    assert workshop.registrations.live().count() == 0
    told = Message.objects.filter(kind="activities.cancelled")
    assert [message.person_id for message in told.order_by("person_id")] == [person.pk for person in people[:2]]
    assert all("Intervenante souffrante" in message.text for message in told)


def test_a_duplicate_is_a_draft_without_the_people(workshop, adviser, people, now):
    register(workshop, people[0], by=actor(people[0]), now=now)

    copy = duplicate_activity(workshop, day=workshop.day + timedelta(days=7), by=adviser, now=now)

    assert (copy.title, copy.published_at, copy.duplicated_from) == (workshop.title, None, workshop)
    assert copy.registrations.count() == 0


def test_a_young_person_creates_nothing(centre, people, draft, now):
    with pytest.raises(Forbidden):
        create_activity(centre, by=actor(people[0]), now=now, **draft)


def test_an_activity_of_another_centre_is_out_of_reach(adviser, now):
    stranger = ActivityFactory()

    with pytest.raises(Forbidden):
        edit_activity(stranger, by=adviser, now=now, fields={"title": "Autre"})
