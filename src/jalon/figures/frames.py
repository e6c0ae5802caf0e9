"""The period of a figure, as the address names it."""

from datetime import date

from jalon.core.periods import Period, month_of, months_between
from jalon.structures.models import AcademicYear, Centre
from jalon.ui.dates import period as in_words


def choices(centre: Centre, today: date) -> list[Period]:
    """The periods offered: each academic year begun, its semesters, and the months of the current one, newest first."""
    offered: list[Period] = []
    for year in AcademicYear.objects.filter(centre=centre, starts_on__lte=today).order_by("-starts_on"):
        span = year.span
        offered += [span.year(), *span.semesters()]
        if today in span.year():
            offered += reversed(months_between(span.starts_on, today))
    return offered or [month_of(today)]


def chosen(centre: Centre, today: date, *, code: str = "", first: str = "", last: str = "") -> Period:
    """The period asked for: free days, else a known code, else the current year. A wrong address is ignored."""
    if free := _free(first, last):
        return free
    offered = choices(centre, today)
    by_code = {period.code: period for period in offered}
    return by_code.get(code) or next((period for period in offered if today in period), offered[0])


def _free(first: str, last: str) -> Period | None:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    if end < start:
        return None
    return Period(start, end, "", in_words(start, end))
