"""Bringing in a calendar file: what counts in it, what it becomes, and that a hostile one does no harm."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from jalon.activities.models import Activity
from jalon.bookings import actions, queries
from jalon.bookings.models import Busy, Occupation
from jalon.bookings.reading import Unreadable, read_calendar
from jalon.bookings.repeating import days_of
from jalon.bookings.values import Resource
from jalon.core.refusals import Refused
from tests import factories
from tests.architecture.centres import whole_centre
from tests.factories import ActivityTypeFactory, PersonFactory

ZONE = "Africa/Casablanca"
NOW = factories.NOON


def calendar(*events: str) -> bytes:
    """A file as calendar programs write it."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Essai//FR\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


DENTIST = "UID:dentiste-1\nSUMMARY:Dentiste\nLOCATION:Rabat\nDTSTART:20261117T140000Z\nDTEND:20261117T150000Z"
MOVED = DENTIST.replace("T14", "T16").replace("T15", "T17")
COURSE = (
    "UID:cours\nSUMMARY:Cours\nDTSTART;TZID=Africa/Casablanca:20261102T090000\nDTEND;TZID=Africa/Casablanca:20261102T110000\n"
    "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5\nEXDATE;TZID=Africa/Casablanca:20261123T090000"
)


def read(*events: str):
    return read_calendar(calendar(*events), zone=ZONE, now=NOW)


@pytest.fixture
def person(centre):
    return PersonFactory(centre=centre)


@pytest.fixture
def by(person):
    return factories.actor(person, "structures.read", "activities.edit", "activities.read")


def bring(person, by, *events, destination="bookings.occupations", now=NOW, **options):
    return actions.import_calendar(person, read(*events).events, destination=destination, by=by, now=now, **options)


def test_an_event_is_read_at_its_moment_with_its_title_and_place():
    (event,) = read(DENTIST).events

    assert (event.title, event.where, event.is_whole_day) == ("Dentiste", "Rabat", False)
    assert (event.starts_at, event.ends_at) == (
        datetime(2026, 11, 17, 14, tzinfo=UTC),
        datetime(2026, 11, 17, 15, tzinfo=UTC),
    )


def test_a_weekly_course_is_unfolded_without_its_exception_and_at_the_same_hour_on_the_wall():
    events = read(COURSE).events

    assert [event.starts_at for event in events] == [
        datetime(2026, 11, 16, 8, tzinfo=UTC),
        datetime(2026, 11, 30, 8, tzinfo=UTC),
    ]


def test_one_moved_time_of_a_repeated_event_replaces_it():
    moved = (
        "UID:cours\nSUMMARY:Cours déplacé\nRECURRENCE-ID;TZID=Africa/Casablanca:20261116T090000\n"
        "DTSTART;TZID=Africa/Casablanca:20261117T090000\nDTEND;TZID=Africa/Casablanca:20261117T110000"
    )

    assert [(event.title, event.starts_at.day) for event in read(moved, COURSE).events] == [
        ("Cours déplacé", 17),
        ("Cours", 30),
    ]


def test_what_is_past_free_cancelled_ours_or_broken_is_left_aside_and_counted():
    found = read(
        DENTIST,
        DENTIST.replace("dentiste-1", "passe").replace("2026", "2025"),
        f"{DENTIST.replace('dentiste-1', 'libre')}\nTRANSP:TRANSPARENT",
        f"{DENTIST.replace('dentiste-1', 'annule')}\nSTATUS:CANCELLED",
        DENTIST.replace("dentiste-1", "abc@jalon"),
        "UID:sans-date\nSUMMARY:Quand ?",
        "UID:a-l-envers\nDTSTART:20261117T140000Z\nDTEND:20261117T130000Z",
    )

    assert [event.uid for event in found.events] == ["dentiste-1"]
    assert (found.past, found.free, found.ours, found.broken) == (1, 2, 1, 2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "n\u2019est pas un agenda"),
        (b"PK\x03\x04 un classeur", "n\u2019est pas un agenda"),
        (b"x" * 2_000_001, "dépasse 2 Mo"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nN'importe quoi\r\n", "abîmé"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 6000, "plus de 1000"),
        (
            calendar(
                DENTIST.replace("dentiste-1", "a") + "\nRRULE:FREQ=DAILY",
                *(
                    f"UID:jour-{n}\nDTSTART:20261117T090000Z\nDTEND:20261117T100000Z\nRRULE:FREQ=DAILY"
                    for n in range(4)
                ),
            ),
            "plus de 1000",
        ),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read_calendar(content, zone=ZONE, now=NOW)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYDAY=1MO"],
)
def test_a_rule_made_to_run_for_ever_is_looked_at_once(rule):
    found = read(f"{DENTIST}\nRRULE:{rule}")

    assert [event.uid for event in found.events] in (["dentiste-1"], [])
    assert found.odd + found.broken == 1


def test_a_zone_of_the_file_that_lies_or_never_ends_is_not_followed():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Africa/Casablanca\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    content = calendar(DENTIST.replace("START:", "START;TZID=Africa/Casablanca:").replace("Z", "")).decode()
    content = content.replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT", 1).encode()

    (event,) = read_calendar(content, zone=ZONE, now=NOW).events

    assert event.starts_at == datetime(2026, 11, 17, 13, tzinfo=UTC)


def test_the_same_file_again_changes_nothing_and_a_newer_one_what_it_changed(centre, person, by, now):
    first = bring(person, by, DENTIST, COURSE)
    again = bring(person, by, DENTIST, COURSE, now=now + timedelta(days=1))
    newer = bring(person, by, MOVED, COURSE, now=now + timedelta(days=2))

    assert [(one.created, one.changed, one.same) for one in (first, again, newer)] == [(3, 0, 0), (0, 0, 3), (0, 1, 2)]
    dentist = Occupation.objects.get(title="Dentiste")
    assert dentist.starts_at == datetime(2026, 11, 17, 16, tzinfo=UTC)
    assert Busy.objects.get(subject_id=dentist.pk).starts_at == dentist.starts_at
    assert Occupation.objects.count() == Busy.objects.count() == 3


def test_others_see_that_one_is_taken_and_never_by_what(centre, person, by):
    bring(person, by, DENTIST)

    (conflict,) = queries.conflicts(
        centre,
        resources=[Resource("person", person.pk)],
        starts_at=datetime(2026, 11, 17, 14, 30, tzinfo=UTC),
        ends_at=datetime(2026, 11, 17, 15, 30, tzinfo=UTC),
    )

    assert (conflict.label, conflict.url) == ("agenda personnel", "")


def test_a_time_taken_away_frees_the_person_and_stays_away_when_the_file_comes_again(centre, person, by, now):
    bring(person, by, DENTIST)
    row = Occupation.objects.get()
    actions.remove_occupation(row, by=by, now=now)
    bring(person, by, MOVED)

    assert Busy.objects.live().count() == 0
    actions.restore_occupation(row, by=by, now=now)
    assert Busy.objects.live().get().starts_at == datetime(2026, 11, 17, 16, tzinfo=UTC)


def test_whoever_programmes_activities_makes_drafts_of_the_events_once(centre, person, by):
    ActivityTypeFactory(centre=centre, code="atelier")
    whole_day = "UID:j\nSUMMARY:Journée\nDTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261121"
    options = {"destination": "activities.drafts", "choice": "atelier"}

    report = bring(person, by, DENTIST, whole_day, **options)
    again = bring(person, by, DENTIST, whole_day, **options)

    draft = Activity.objects.get()
    assert (report.created, report.refused, again.created, again.same) == (1, 1, 0, 1)
    assert (draft.title, draft.place, draft.published_at) == ("Dentiste", "Rabat", None)
    assert (draft.day, draft.starts_clock, draft.ends_clock) == (date(2026, 11, 17), time(15), time(16))


def test_nobody_makes_drafts_without_the_right_nor_imports_for_somebody_else(centre, person, now):
    plain = factories.actor(person, "structures.read")

    with pytest.raises(Refused, match="Choisissez ce que deviennent"):
        bring(person, plain, DENTIST, destination="activities.drafts", choice="atelier")
    with pytest.raises(Refused):
        bring(PersonFactory(centre=centre), plain, DENTIST)


def test_importing_five_costs_as_many_queries_as_one(person, by):
    counts = []
    for number in (1, 5):
        events = [DENTIST.replace("dentiste-1", f"{number}-{n}") for n in range(number)]
        with CaptureQueriesContext(connection) as captured:
            bring(person, by, *events)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=some.dates(date(2024, 1, 1), date(2026, 12, 31)),
    frequency=some.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=some.integers(1, 12),
    count=some.none() | some.integers(1, 30),
)
def test_repeated_days_are_ordered_within_the_window_and_no_more_than_said(start, frequency, interval, count):
    rule = {"FREQ": [frequency], "INTERVAL": [interval]} | ({"COUNT": [count]} if count else {})

    days = days_of(rule, start, date(2026, 1, 1), date(2027, 12, 31))

    assert days == sorted(set(days))
    assert all(date(2026, 1, 1) <= day <= date(2027, 12, 31) and day >= start for day in days)
    assert count is None or len(days) <= count
    if frequency == "WEEKLY":
        assert all((day - start).days % (7 * interval) == 0 for day in days)


def test_a_hostile_file_sent_to_the_page_keeps_the_page_and_says_why(client, centre, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    whole = whole_centre(code="import")
    client.force_login(whole.account)
    file = SimpleUploadedFile("agenda.ics", b"MZ\x90\x00", content_type="text/calendar")

    answer = client.post("/import/mon-agenda/", {"file": file})

    assert answer.status_code == 422
    assert "n’est pas un agenda" in answer.content.decode()
