"""What an address of the calendar asks: a view, the days that it shows, the filters."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.core.periods import Period, month_of, months_between, week_of
from jalon.ui import dates


class View(StrEnum):
    """How the calendar is looked at."""

    MONTH = "mois"
    WEEK = "semaine"
    DAY = "jour"
    LIST = "liste"
    YEAR = "annee"


LABELS = {
    View.MONTH: gettext_lazy("Mois"),
    View.WEEK: gettext_lazy("Semaine"),
    View.DAY: gettext_lazy("Jour"),
    View.LIST: gettext_lazy("Liste"),
    View.YEAR: gettext_lazy("Année"),
}
FILTERS = ("leader", "type", "room", "site", "etat")
"""The names of the filters in the address, the same as in the list of activities where both have them."""
FIRST_YEAR, LAST_YEAR = 1990, 2200


@dataclass(frozen=True)
class Asked:
    """A view around a day, narrowed by filters; `year` is the academic year of that day where the centre has one."""

    view: View
    day: date
    filters: dict[str, str] = field(default_factory=dict)
    year: Period | None = None

    @cached_property
    def period(self) -> Period:
        """What the view is about: the month, the week, the day, the year."""
        match self.view:
            case View.WEEK:
                return week_of(self.day)
            case View.DAY:
                return Period(self.day, self.day, self.day.isoformat(), dates.day(self.day))
            case View.YEAR:
                first, last = date(self.day.year, 1, 1), date(self.day.year, 12, 31)
                return self.year or Period(first, last, str(self.day.year), str(self.day.year))
        return month_of(self.day)

    @property
    def first(self) -> date:
        """The first day shown: a month is shown by whole weeks."""
        return week_of(self.period.first).first if self.view is View.MONTH else self.period.first

    @property
    def last(self) -> date:
        """The last day shown."""
        return week_of(self.period.last).last if self.view is View.MONTH else self.period.last

    @property
    def days(self) -> list[date]:
        """Every day shown, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def months(self) -> list[Period]:
        """The months of the year view."""
        return months_between(self.period.first, self.period.last)

    @property
    def title(self) -> str:
        """The period in words, as a heading."""
        match self.view:
            case View.WEEK:
                words = _("Semaine %(period)s") % {"period": dates.period(self.first, self.last)}
            case View.DAY:
                words = dates.day(self.day)
            case View.YEAR:
                words = _("Année %(code)s") % {"code": self.period.code}
            case _month:
                words = f"{MONTHS[self.day.month]} {self.day.year}"
        return words[:1].upper() + words[1:]

    @property
    def before(self) -> date:
        """A day of the period before."""
        return max(self.period.first - timedelta(days=1), date(FIRST_YEAR, 1, 1))

    @property
    def after(self) -> date:
        """A day of the period after."""
        return min(self.period.last + timedelta(days=1), date(LAST_YEAR, 12, 31))

    @cached_property
    def narrowing(self) -> str:
        """The filters as the end of an address, `&leader=3&etat=draft`."""
        kept = {name: value for name, value in self.filters.items() if value}
        return f"&{urlencode(kept)}" if kept else ""

    def query(self, *, view: View | None = None, day: date | None = None) -> str:
        """The address of another view or day of this calendar, the filters kept; it starts with `?`."""
        return f"?vue={view or self.view}&jour={day or self.day}{self.narrowing}"

    def without(self, *names: str, **others: str) -> str:
        """The address of this view and day with these filters taken away, and others set."""
        kept = {name: value for name, value in (self.filters | others).items() if value and name not in names}
        return f"?{urlencode({'vue': self.view.value, 'jour': self.day.isoformat(), **kept})}"


def read(
    parameters: QueryDict, *, today: date, year_of: Callable[[date], Period | None], default: View = View.MONTH
) -> Asked:
    """What the address asks; what it says wrongly is as good as not said."""
    view = parameters.get("vue", "")
    shown = View(view) if view in set(View) else default
    day = _day(parameters.get("jour", "")) or today
    filters = {name: value for name in FILTERS if (value := parameters.get(name, "").strip()[:60])}
    return Asked(shown, day, filters, year_of(day) if shown is View.YEAR else None)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
