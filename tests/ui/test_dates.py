"""Days and moments in words."""

from datetime import UTC, date, datetime, time

import pytest

from jalon import ui

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def plain(text: str) -> str:
    """The text with ordinary spaces, to read the test."""
    return text.replace("\u00a0", " ")


def test_a_moment_is_said_as_the_wall_clock_of_the_centre_shows_it(centre):
    assert plain(ui.moment(MORNING, centre)) == "mardi 24 novembre 2026 à 9 h 30"
    assert plain(ui.moment_short(MORNING, centre)) == "24 nov. 2026, 9 h 30"


def test_the_day_of_a_moment_is_the_one_at_the_centre(centre):
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    assert ui.day(late, centre) == "mercredi 25 novembre 2026"


def test_the_clock_of_ramadan_is_that_of_its_days(centre):
    assert plain(ui.clock(datetime(2027, 2, 20, 9, 0, tzinfo=UTC), centre)) == "9 h"
    assert plain(ui.clock(datetime(2027, 4, 20, 9, 0, tzinfo=UTC), centre)) == "10 h"


def test_the_first_of_a_month_is_said_premier():
    assert ui.day(date(2026, 12, 1)) == "mardi 1er décembre 2026"
    assert plain(ui.day_short(date(2026, 12, 1))) == "1er déc. 2026"


def test_june_and_july_are_told_apart_in_a_few_letters():
    assert [ui.month_short(date(2027, month, 3)) for month in (5, 6, 7, 8)] == ["mai", "juin", "juil.", "août"]


@pytest.mark.parametrize(
    ("value", "said"), [(time(14, 30), "14 h 30"), (time(14), "14 h"), (time(0), "0 h"), (time(9, 5), "9 h 05")]
)
def test_clock_times(value, said):
    assert plain(ui.clock(value)) == said


def test_a_short_date_and_a_time_do_not_break_at_the_end_of_a_line(centre):
    assert " " not in ui.day_short(MORNING, centre)
    assert " " not in ui.clock(MORNING, centre)


def test_a_range_within_a_day_says_the_day_nowhere(centre):
    assert plain(ui.time_range(MORNING, MORNING.replace(hour=10), centre)) == "9 h 30 – 11 h 30"
    assert plain(ui.time_range(time(14), time(16, 15))) == "14 h – 16 h 15"


def test_a_range_over_two_days_says_both(centre):
    assert plain(ui.time_range(MORNING, MORNING.replace(day=25), centre)) == (
        "du mardi 24 novembre 2026 à 9 h 30 au mercredi 25 novembre 2026 à 9 h 30"
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 2), date(2026, 11, 6), "du 2 au 6 novembre 2026"),
        (date(2026, 11, 30), date(2026, 12, 4), "du 30 novembre au 4 décembre 2026"),
        (date(2026, 12, 28), date(2027, 1, 1), "du 28 décembre 2026 au 1er janvier 2027"),
        (date(2026, 11, 2), date(2026, 11, 2), "lundi 2 novembre 2026"),
    ],
)
def test_a_period_says_once_what_both_ends_share(first, last, said):
    assert ui.period(first, last) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "aujourd’hui"), (1, "demain"), (-1, "hier"), (2, "dans 2 jours"), (-3, "il y a 3 jours")],
)
def test_days_near_today(days, said):
    assert ui.relative_day(date(2026, 11, 10 + days), date(2026, 11, 10)) == said


def test_a_moment_without_its_place_or_zone_is_refused(centre):
    with pytest.raises(TypeError, match="give the centre"):
        ui.day(MORNING)
    with pytest.raises(ValueError, match="needs its zone"):
        ui.day(MORNING.replace(tzinfo=None), centre)
