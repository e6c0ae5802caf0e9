"""Weeks, months, semesters and academic years as spans of days. (decision 19: one academic year with two semesters)"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]  # source strings are French; the day filters of `ui` translate whole dates


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both included."""

    first: date
    last: date
    code: str
    label: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def week_of(day: date) -> Period:
    """The week, Monday to Sunday, in which the day falls."""
    first = day - timedelta(days=day.weekday())
    year, number, _weekday = day.isocalendar()
    return Period(first, first + timedelta(days=6), f"{year}-W{number:02}", _("semaine %(n)s") % {"n": number})


def month_of(day: date) -> Period:
    """The calendar month in which the day falls."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1), f"{day:%Y-%m}", f"{MONTHS[day.month - 1]} {day.year}")


def months_between(first: date, last: date) -> list[Period]:
    """The months that touch the span, in order."""
    months = [month_of(first)]
    while months[-1].last < last:
        months.append(month_of(months[-1].last + timedelta(days=1)))
    return months


@dataclass(frozen=True)
class YearSpan:
    """An academic year with the day on which its second semester begins."""

    starts_on: date
    second_semester_on: date
    ends_on: date

    @property
    def code(self) -> str:
        """How people write it: 2026-2027."""
        return f"{self.starts_on.year}-{self.ends_on.year}"

    def year(self) -> Period:
        """The whole year as a period."""
        return Period(self.starts_on, self.ends_on, self.code, _("année %(code)s") % {"code": self.code})

    def semesters(self) -> tuple[Period, Period]:
        """Its two semesters."""
        return (
            Period(
                self.starts_on,
                self.second_semester_on - timedelta(days=1),
                f"{self.code}-S1",
                _("1er semestre %(code)s") % {"code": self.code},
            ),
            Period(
                self.second_semester_on,
                self.ends_on,
                f"{self.code}-S2",
                _("2e semestre %(code)s") % {"code": self.code},
            ),
        )
