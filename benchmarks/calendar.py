"""The calendar's month of 600 activities beside a view that reads one row, with its queries.

Run `python -m benchmarks.calendar`. Measured as `benchmarks.pages` is: the same bare view, WSGI handlers without
network, a warm process, rounds that alternate, the best CPU time of each. The centre has 10,000 activities, 600 of
them in the month that is asked; the other views are printed for information.
"""

import sys
from datetime import date, timedelta

from benchmarks import _stage  # isort: skip - sets Django up, so it comes first

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings

from benchmarks import _bare
from benchmarks._measure import Comparison, measure, report
from benchmarks.pages import Visitor, counted, session_of

MONTH, OTHERS, REQUESTS, ROUNDS = 600, 9_400, 5, 12
LIMIT, QUERIES = 10, 8
"""How many times the bare view's CPU time the month may take; how many queries."""


def stage() -> tuple[dict[str, Visitor], Visitor]:
    """The centre, the views of its calendar and the view beside them."""
    centre = _stage.open_centre()
    first = _stage.NOW.date().replace(day=1)
    inside = [first + timedelta(days=number % 28) for number in range(MONTH)]
    outside = [first - timedelta(days=10 + number % 900) for number in range(OTHERS)]
    shown = _stage.add_activities(centre, outside + inside)[-1]
    _stage.settle()
    settings.ROOT_URLCONF = "benchmarks._bare"
    jalon = WSGIHandler()
    with override_settings(MIDDLEWARE=_bare.MIDDLEWARE):
        bare = WSGIHandler()
    cookie = session_of(_stage.coordinator())
    pages = {
        view: Visitor(jalon, address(view, first), cookie=cookie) for view in ("mois", "semaine", "liste", "annee")
    }
    return pages, Visitor(bare, f"/ligne/{shown.pk}/")


def address(view: str, day: date) -> str:
    """A view of the calendar that holds the crowded month."""
    return f"/essai/calendrier/?vue={view}&jour={day + timedelta(days=14)}"


def main() -> int:
    """Measure, print, and give the exit status: the month alone has a floor."""
    pages, bare = stage()
    compared = {
        view: Comparison(view, visitor.repeated(REQUESTS), bare.repeated(REQUESTS), LIMIT, REQUESTS)
        for view, visitor in pages.items()
    }
    status = report([measure(compared["mois"], rounds=ROUNDS)])
    queries, size = counted(pages["mois"]), len(pages["mois"].ask())
    print(f"mois: {queries} queries (at most {QUERIES}), {size:,} bytes")
    for view in ("semaine", "liste", "annee"):
        result = measure(compared[view], rounds=3)
        print(f"{view}, for information: {result.ratio:.1f} times, {counted(pages[view])} queries")
    return status | int(queries > QUERIES)


if __name__ == "__main__":
    sys.exit(main())
