"""Calendar feeds: what they hold, that calendar programs can read them, and that their addresses close."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from icalendar import Calendar

from jalon.activities.actions import cancel_activity, edit_activity, register
from jalon.bookings import actions, calendars
from jalon.bookings.feeds import Event
from jalon.bookings.models import Feed, FeedReading, Holiday
from jalon.bookings.writing import calendar_of
from jalon.core.refusals import Forbidden
from jalon.people.actions import declare_absence
from tests import factories
from tests.factories import ActivityFactory, CentreFactory, PersonFactory, RoomFactory

TODAY = date(2026, 11, 10)
CASABLANCA = ZoneInfo("Africa/Casablanca")
LONGEST_LINE = 75


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: factories.NOON)


@pytest.fixture
def leader(centre):
    return PersonFactory(centre=centre)


@pytest.fixture
def own(centre, leader, now):
    return actions.open_feed(centre, by=factories.actor(leader), owner=leader, person=leader, now=now)


def titles(content: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in strict(content).walk("VEVENT")]


def strict(content: bytes) -> Calendar:
    """The calendar as RFC 5545 wants it, read without forgiving anything."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"") and b"\r" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= LONGEST_LINE for line in content.split(b"\r\n"))
    content.decode("utf-8")
    calendar = Calendar.from_ical(content)
    assert calendar.errors == [] and all(part.errors == [] for part in calendar.walk())
    assert (str(calendar["VERSION"]), calendar["PRODID"] != "") == ("2.0", True)
    named = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    for event in calendar.walk("VEVENT"):
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            assert name in event, name
        assert event["DTSTAMP"].dt.tzinfo is not None
        assert {event[name].params["TZID"] for name in ("DTSTART", "DTEND") if "TZID" in event[name].params} <= named
        assert event["DTEND"].dt > event["DTSTART"].dt
    return calendar


def test_ones_own_feed_holds_what_one_leads_is_registered_to_and_ones_absences(centre, leader, own, now):
    by = factories.actor(leader)
    ActivityFactory(centre=centre, leader=leader, title="Je l’anime")
    joined = ActivityFactory(centre=centre, title="J’y suis inscrite")
    ActivityFactory(centre=centre, title="Rien à voir")
    register(joined, leader, by=by, now=now)
    day = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2)}
    declare_absence(leader, by=by, now=now, replacement=None, **day)
    declare_absence(joined.leader, by=factories.actor(joined.leader), now=now, replacement=None, **day)

    assert sorted(titles(calendars.content_of(own, TODAY))) == ["Absence", "Je l’anime", "J’y suis inscrite"]


def test_a_rooms_feed_holds_what_takes_place_in_it_and_the_centres_feed_everything(centre, adviser, now):
    room = RoomFactory(centre=centre)
    ActivityFactory(centre=centre, room=room, title="Dans la salle")
    ActivityFactory(centre=centre, title="Brouillon ailleurs", published_at=None, day=date(2026, 11, 18))
    Holiday.objects.create(
        centre=centre, kind="holiday", label="Aïd", starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 21)
    )
    team = factories.actor(PersonFactory(centre=centre), "structures.read")
    owner = team.person_id
    of_room = Feed.objects.create(centre=centre, owner_id=owner, room=room, created_at=now)
    of_centre = Feed.objects.create(centre=centre, owner_id=owner, created_at=now)

    assert titles(calendars.content_of(of_room, TODAY)) == ["Dans la salle"]
    whole = strict(calendars.content_of(of_centre, TODAY)).walk("VEVENT")
    assert [(str(event["SUMMARY"]), str(event["STATUS"])) for event in whole] == [
        ("Dans la salle", "CONFIRMED"),
        ("Brouillon ailleurs", "TENTATIVE"),
        ("Aïd (à confirmer)", "TENTATIVE"),
    ]
    assert (whole[2]["DTSTART"].dt, whole[2]["DTEND"].dt) == (date(2026, 11, 20), date(2026, 11, 22))


def test_the_public_programme_holds_no_draft_no_absence_and_no_private_link(client, centre, leader, now):
    ActivityFactory(centre=centre, title="Publié", online_url="https://visio.example/secret", place="")
    ActivityFactory(centre=centre, title="Brouillon", published_at=None)
    by = factories.actor(leader)
    declare_absence(leader, by=by, now=now, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2), replacement=None)

    answer = client.get(f"/{centre.code}/agenda/programme.ics")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert titles(answer.content) == ["Publié"]
    assert b"visio.example" not in answer.content
    assert reverse("portal:programme", args=[centre.code]).encode() in answer.content.replace(b"\r\n ", b"")


def test_a_moved_or_cancelled_workshop_is_a_newer_version_of_the_same_entry(centre, leader, own, adviser, now):
    workshop = ActivityFactory(centre=centre, leader=leader)
    before = strict(calendars.content_of(own, TODAY)).walk("VEVENT")[0]

    edit_activity(workshop, by=adviser, now=now + timedelta(hours=1), fields={"day": date(2026, 11, 18)})
    cancel_activity(workshop, reason="Souffrante", by=adviser, now=now + timedelta(hours=2))
    after = strict(calendars.content_of(own, TODAY)).walk("VEVENT")[0]

    assert (before["UID"], before["SEQUENCE"], str(before["STATUS"])) == (after["UID"], 0, "CONFIRMED")
    assert (after["SEQUENCE"], str(after["STATUS"]), after["DTSTART"].dt.day) == (2, "CANCELLED", 18)
    assert after["DTSTAMP"].dt - before["DTSTAMP"].dt == timedelta(hours=2)


@pytest.mark.parametrize("day", [date(2026, 11, 17), date(2027, 2, 10), date(2027, 2, 7), date(2027, 3, 14)])
def test_an_entry_stays_at_its_hour_on_the_wall_before_during_and_after_ramadan(centre, leader, own, day):
    """The file says the rules of the zone: read by another program, the UTC moment is the one that Jalon means."""
    workshop = ActivityFactory(centre=centre, leader=leader, day=day)

    calendar = strict(calendars.content_of(own, TODAY))

    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].to_ical() == f"{day:%Y%m%d}T140000".encode()
    assert event["DTSTART"].params["TZID"] == "Africa/Casablanca"
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    assert datetime.combine(day, time(14), tzinfo=zone).astimezone(UTC) == workshop.starts_at


def test_a_program_that_has_the_bytes_already_gets_nothing_and_its_visit_is_noted(client, centre, leader, own, now):
    ActivityFactory(centre=centre, leader=leader)
    address = f"/{centre.code}/agenda/{own.secret}.ics"

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["Cache-Control"] == "private, max-age=300"
    assert FeedReading.objects.get(feed=own).read_at == now


def test_a_closed_address_or_one_of_another_centre_gives_nothing(client, centre, leader, own, now):
    elsewhere = CentreFactory()
    assert client.get(f"/{elsewhere.code}/agenda/{own.secret}.ics").status_code == 404

    actions.revoke_feed(own, by=factories.actor(leader), now=now)

    assert client.get(f"/{centre.code}/agenda/{own.secret}.ics").status_code == 404
    assert client.get(f"/{centre.code}/agenda/inconnu.ics").status_code == 404


def test_asking_again_gives_the_same_address_and_a_new_one_once_closed(centre, leader, own, now):
    by = factories.actor(leader)

    assert actions.open_feed(centre, by=by, owner=leader, person=leader, now=now) == own
    actions.revoke_feed(own, by=by, now=now)
    assert actions.open_feed(centre, by=by, owner=leader, person=leader, now=now).secret != own.secret


def test_nobody_opens_a_feed_of_somebody_else_and_only_the_team_those_of_rooms_and_centre(centre, leader, now):
    other, room = PersonFactory(centre=centre), RoomFactory(centre=centre)
    young, team = factories.actor(other), factories.actor(other, "structures.read")
    foreign = RoomFactory()

    allowed = [
        (by, what)
        for by, who in ((young, "young"), (team, "team"))
        for what, wanted in {
            "own": {"person": other},
            "of somebody": {"person": leader},
            "room": {"room": room},
            "room elsewhere": {"room": foreign},
            "centre": {},
        }.items()
        if _opens(centre, by, other, now, **wanted)
    ]

    assert [("team" if by is team else "young", what) for by, what in allowed] == [
        ("young", "own"),
        ("team", "own"),
        ("team", "room"),
        ("team", "centre"),
    ]


def _opens(centre, by, owner, now, **wanted) -> bool:
    try:
        actions.open_feed(centre, by=by, owner=owner, now=now, **wanted)
    except Forbidden:
        return False
    return True


def test_a_feed_costs_as_many_queries_for_five_activities_as_for_one(centre, leader, own, django_assert_num_queries):
    feed = Feed.objects.select_related("centre", "room").get(pk=own.pk)
    for count in (1, 5):
        while leader.led_activities.count() < count:
            ActivityFactory(centre=centre, leader=leader, room=RoomFactory(centre=centre))
        with django_assert_num_queries(4):
            assert len(titles(calendars.content_of(feed, TODAY))) == count


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    title=some.text(min_size=1, max_size=200),
    where=some.text(max_size=200),
    day=some.dates(date(2024, 1, 1), date(2030, 12, 31)),
    hour=some.integers(0, 20),
    zone=some.sampled_from(["Africa/Casablanca", "Europe/Paris", "Africa/Dakar", "America/Martinique"]),
)
def test_whatever_the_words_days_and_zones_the_file_is_valid_and_says_the_same_moment(title, where, day, hour, zone):
    starts = datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    event = Event(
        uid="a@jalon",
        title=title,
        where=where,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        zone=zone,
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )

    content = calendar_of([event], name="Essai", zone=zone)

    (read,) = strict(content).walk("VEVENT")
    assert read["DTSTART"].dt.astimezone(UTC) == starts
    assert content == calendar_of([event], name="Essai", zone=zone)
