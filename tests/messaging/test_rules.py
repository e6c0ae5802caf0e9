"""When a message leaves, if it does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jalon.messaging import rules
from jalon.messaging.kinds import Audience, MailKind
from jalon.messaging.models import Choice, Why
from tests.messaging.conftest import KINDS, NOON

CASABLANCA = "Africa/Casablanca"


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "chosen", "is_own_act", "fate"),
    [
        ("confirmed", None, False, (Choice.NOW, None)),
        ("confirmed", "never", False, (Choice.NOW, None)),
        ("confirmed", None, True, (Choice.NOW, None)),
        ("news", None, False, (Choice.NEVER, Why.NOT_SUBSCRIBED)),
        ("news", "now", False, (Choice.NOW, None)),
        ("news", "morning", False, (Choice.NEVER, Why.NEVER)),
        ("news", "never", False, (Choice.NEVER, Why.NEVER)),
        ("left", None, False, (Choice.MORNING, None)),
        ("left", "now", False, (Choice.NOW, None)),
        ("left", "never", False, (Choice.NEVER, Why.NEVER)),
        ("left", "now", True, (Choice.NEVER, Why.OWN_ACT)),
        ("code", "never", True, (Choice.NOW, None)),
    ],
)
def test_who_gets_what(kind, chosen, is_own_act, fate):
    assert rules.fate(KINDS[kind], chosen=chosen, is_own_act=is_own_act) == rules.Fate(*fate)


def test_nobody_is_written_to_without_an_address_or_after_erasure():
    kind = KINDS["code"]
    assert rules.fate(kind, chosen=None, is_own_act=False, has_address=False).why is Why.NO_ADDRESS
    assert rules.fate(kind, chosen=None, is_own_act=False, has_address=False, is_gone=True).why is Why.GONE


def test_an_ordinary_message_waits_twenty_seconds_and_a_secret_one_leaves_at_once():
    at = {"now": NOON, "is_quiet": True, "zone": CASABLANCA}
    assert rules.leaves_at(**at, is_secret=False) == NOON + timedelta(seconds=20)
    assert rules.leaves_at(now=NOON, is_quiet=False, zone=CASABLANCA, is_secret=True) == NOON


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (utc(2026, 11, 24, 19, 59, 39), utc(2026, 11, 24, 19, 59, 59)),  # 20:59:59 on the wall
        (utc(2026, 11, 24, 19, 59, 40), utc(2026, 11, 25, 7, 0)),  # the undo window ends at 21:00 sharp
        (utc(2026, 11, 24, 23, 30), utc(2026, 11, 25, 7, 0)),  # half past midnight: the same morning
        (utc(2026, 11, 25, 6, 59, 30), utc(2026, 11, 25, 7, 0)),
        (utc(2026, 11, 25, 6, 59, 50), utc(2026, 11, 25, 7, 0, 10)),
        # Ramadan 2026: clocks go back on 15 February at 3:00, forward on 22 March at 2:00
        (utc(2026, 2, 14, 20, 30), utc(2026, 2, 15, 8, 0)),  # written in UTC+1, 8:00 is in UTC
        (utc(2026, 2, 15, 20, 30), utc(2026, 2, 15, 20, 30, 20)),  # 20:30 on the wall, not 21:30
        (utc(2026, 3, 21, 21, 0), utc(2026, 3, 22, 7, 0)),  # written in UTC, 8:00 is in UTC+1
        (utc(2026, 3, 22, 20, 0), utc(2026, 3, 23, 7, 0)),  # 21:00 on the wall again
    ],
)
def test_young_people_sleep_from_nine_to_eight_on_the_wall_of_their_centre(now, leaves):
    assert rules.leaves_at(now=now, is_secret=False, is_quiet=True, zone=CASABLANCA) == leaves


def test_a_reminder_wanted_at_night_leaves_in_the_morning():
    wanted = utc(2026, 11, 26, 3, 0)
    leaves = rules.leaves_at(now=NOON, is_secret=False, is_quiet=True, zone=CASABLANCA, not_before=wanted)
    assert leaves == utc(2026, 11, 26, 7, 0)


@pytest.mark.parametrize(
    ("day", "wakes"),
    [
        (None, False),
        (date(2026, 11, 23), False),
        (date(2026, 11, 24), True),
        (date(2026, 11, 25), True),
        (date(2026, 11, 26), False),
    ],
)
def test_only_a_change_to_today_or_tomorrow_wakes_people(day, wakes):
    late = utc(2026, 11, 24, 22, 30)  # 23:30 on the wall
    assert rules.waits_at_night(KINDS["moved"], day=day, now=late, zone=CASABLANCA) is not wakes
    assert rules.waits_at_night(KINDS["confirmed"], day=day, now=late, zone=CASABLANCA) is True


def test_the_team_and_codes_have_no_night():
    assert not rules.waits_at_night(KINDS["left"], day=None, now=NOON, zone=CASABLANCA)
    assert not rules.waits_at_night(KINDS["code"], day=None, now=NOON, zone=CASABLANCA)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (utc(2026, 11, 24, 6, 29), utc(2026, 11, 24, 6, 30)),
        (utc(2026, 11, 24, 6, 30), utc(2026, 11, 25, 6, 30)),
        (utc(2026, 11, 27, 12, 0), utc(2026, 11, 30, 6, 30)),  # Friday noon: Monday
        (utc(2026, 2, 13, 12, 0), utc(2026, 2, 16, 7, 30)),  # over the change of Ramadan
    ],
)
def test_what_waits_for_the_morning_leaves_on_the_next_working_day(now, morning):
    assert rules.next_morning(now, CASABLANCA) == morning


def test_mondays_digest_starts_where_fridays_ended():
    assert rules.previous_morning(date(2026, 11, 30), CASABLANCA) == utc(2026, 11, 27, 6, 30)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (utc(2026, 11, 24, 6, 29), None),
        (utc(2026, 11, 24, 6, 30), date(2026, 11, 24)),
        (utc(2026, 11, 24, 9, 29), date(2026, 11, 24)),
        (utc(2026, 11, 24, 9, 30), None),
        (utc(2026, 11, 28, 6, 30), None),  # Saturday
    ],
)
def test_digests_are_made_from_half_past_seven_on_working_days(now, day):
    assert rules.digest_day(now, CASABLANCA) == day


def test_five_tries_more_then_it_has_failed():
    waits = [rules.next_try(attempts, NOON) for attempts in range(1, 7)]
    assert waits == [
        NOON + timedelta(minutes=1),
        NOON + timedelta(minutes=5),
        NOON + timedelta(minutes=30),
        NOON + timedelta(hours=2),
        NOON + timedelta(hours=12),
        None,
    ]


def test_a_tenth_of_the_hour_is_kept_for_codes():
    assert [rules.room(limit=300, used=used, is_secret=False) for used in (0, 269, 270, 300)] == [270, 1, 0, 0]
    assert [rules.room(limit=300, used=used, is_secret=True) for used in (0, 270, 300, 310)] == [300, 30, 0, 0]


def test_no_address_of_a_message_is_shown():
    text = "Je viens : https://jalon.example/demo/p/abc?x=1\nou www.example.org/x, merci (http://a.b)."
    assert rules.without_links(text) == "Je viens : [lien personnel]\nou [lien personnel], merci ([lien personnel])."


def test_young_people_have_no_morning_digest():
    with pytest.raises(ValueError, match="only the team has a morning digest"):
        MailKind("workshop.x", "X", Audience.YOUNG, "x", default=Choice.MORNING)
