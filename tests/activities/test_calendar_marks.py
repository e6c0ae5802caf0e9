"""Days off, absences and opening hours stand on the calendar, each drawn in its own way."""

from datetime import date, time

import pytest

from jalon.activities.calendar.marks import Day, put_together
from jalon.bookings.models import Holiday, HolidayKind, OpeningHours
from jalon.bookings.values import Away, DayOff
from jalon.people.models import Absence
from tests.factories import PersonFactory

TUESDAY, WEDNESDAY = date(2026, 11, 17), date(2026, 11, 18)


@pytest.fixture
def marked(centre, now):
    """A holiday to confirm on Wednesday, university holidays all week, somebody away from Monday to Tuesday."""
    Holiday.objects.create(
        centre=centre,
        kind=HolidayKind.HOLIDAY,
        label="Fête <de> l’Indépendance",
        starts_on=WEDNESDAY,
        ends_on=WEDNESDAY,
    )
    Holiday.objects.create(
        centre=centre,
        kind=HolidayKind.SCHOOL,
        label="Vacances d’automne",
        starts_on=date(2026, 11, 16),
        ends_on=date(2026, 11, 22),
        confirmed_at=now,
    )
    away, stands_in = (
        PersonFactory(centre=centre, last_name="Bennis"),
        PersonFactory(centre=centre, last_name="Rachidi"),
    )
    Absence.objects.create(
        centre=centre,
        person=away,
        replacement=stands_in,
        starts_on=date(2026, 11, 16),
        ends_on=TUESDAY,
        declared_at=now,
    )
    return away


def cell(page: str, day: date) -> str:
    return page.split(f'data-day="{day}"')[1].split("</td>")[0]


def test_a_day_off_is_hatched_and_named_and_university_holidays_are_only_named(marked, desk, centre):
    page = desk.get(f"/{centre.code}/calendrier/?jour=2026-11-17").content.decode()

    assert "<bdi>Fête &lt;de&gt; l’Indépendance</bdi> (à confirmer)" in cell(page, WEDNESDAY)
    assert f'<td class="cal-cell is-off" data-day="{WEDNESDAY}">' in page
    assert "<bdi>Vacances d’automne</bdi></p>" in cell(page, TUESDAY)
    assert "is-off" not in page.split(f'data-day="{TUESDAY}"')[0].rpartition("<td")[2]


def test_who_is_away_stands_on_their_days_with_who_stands_in(marked, signed_in, centre):
    team = signed_in(PersonFactory(centre=centre), "activities.read", "accounts.read", "people.read")
    page = team.get(f"/{centre.code}/calendrier/?jour=2026-11-17").content.decode()

    assert "Absence : <bdi>Salma Bennis</bdi> (suppléance : <bdi>Salma Rachidi</bdi>)" in cell(page, TUESDAY)
    assert "Absence" not in cell(page, WEDNESDAY)
    other = team.get(f"/{centre.code}/calendrier/?jour=2026-11-17&leader={marked.pk + 1}").content.decode()
    assert "Absence" not in cell(other, TUESDAY)


def test_hours_outside_the_timetable_are_greyed_and_a_closed_day_is_hatched(desk, centre):
    week = [[["09:00", "12:00"], ["14:00", "18:00"]]] * 6 + [[]]
    OpeningHours.objects.create(centre=centre, label="Horaires", starts_on=date(2026, 9, 1), week=week)
    page = desk.get(f"/{centre.code}/calendrier/?vue=semaine&jour=2026-11-17").content.decode()
    slots = page.split(f'data-day="{TUESDAY}">')[1].split("</ol>")[0]

    assert slots == "".join(f'<li class="cal-shut {at}" aria-hidden="true"></li>' for at in ("r1 s4", "r17 s8"))
    assert page.count("cal-col is-off") == 1


def test_days_without_anything_to_say_are_left_out():
    off = [DayOff(TUESDAY, "Férié", HolidayKind.HOLIDAY, False, 1)]
    away = [Away(1, "Nadia", date(2026, 11, 1), TUESDAY, "Absence", "")]
    hours = {TUESDAY: [(time(9), time(12))], WEDNESDAY: None}
    days = put_together(off, away, hours, date(2026, 11, 16), WEDNESDAY)

    absent = "Absence : <bdi>Nadia</bdi>"
    assert days == {
        date(2026, 11, 16): Day((), (absent,), False, None),
        TUESDAY: Day(("<bdi>Férié</bdi>",), (absent,), True, [(time(9), time(12))]),
    }
