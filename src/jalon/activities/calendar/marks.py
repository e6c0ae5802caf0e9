"""What marks the days of the calendar beside activities: days off, absences, opening hours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from jalon.bookings import queries as bookings
from jalon.bookings.models import HolidayKind
from jalon.bookings.values import Away, DayOff, Hours
from jalon.core.actor import Actor
from jalon.structures.models import Centre
from jalon.ui.text import isolated

OFF = {HolidayKind.HOLIDAY, HolidayKind.CLOSURE}
"""Days of these kinds are hatched; university holidays are only named: the centre often works then."""


@dataclass(frozen=True)
class Day:
    """What is known of a day: its names, whether nobody works, who is away (as markup), its hours."""

    names: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    is_off: bool = False
    hours: Hours | None = None

    @property
    def lines(self) -> str:
        """The lines that stand above the activities."""
        return "".join(
            [f'<p class="cal-off">{words}</p>' for words in self.names]
            + [f'<p class="cal-away">{words}</p>' for words in self.away]
        )


NOTHING = Day()


def days_of(
    actor: Actor,
    centre: Centre,
    first: date,
    last: date,
    *,
    person: int = 0,
    with_absences: bool = True,
    with_hours: bool = False,
) -> dict[date, Day]:
    """The days on which there is something to say, absences of one `person` only where one is chosen.

    One query each for days off, absences and hours.
    """
    off = bookings.days_off(centre, first, last)
    away = bookings.absences_between(actor, centre, first, last) if with_absences else []
    hours = bookings.openings(centre, first, last) if with_hours else {}
    return put_together(off, [row for row in away if not person or row.person_id == person], hours, first, last)


def put_together(
    off: Iterable[DayOff], away: Iterable[Away], hours: Mapping[date, Hours | None], first: date, last: date
) -> dict[date, Day]:
    """Everything by day."""
    names: dict[date, list[str]] = defaultdict(list)
    absent: dict[date, list[str]] = defaultdict(list)
    hatched = set()
    for one in off:
        doubt = f" {_('(à confirmer)')}" if one.to_confirm else ""
        names[one.day].append(f"{isolated(one.label)}{doubt}")
        if one.kind in OFF:
            hatched.add(one.day)
    for row in away:
        stands_in = f" ({_('suppléance :')} {isolated(row.substitute_name)})" if row.substitute_name else ""
        words = f"{_('Absence :')} {isolated(row.name)}{stands_in}"
        day = max(row.first_day, first)
        while day <= min(row.last_day, last):
            absent[day].append(words)
            day += timedelta(days=1)
    known = {day for day, open_at in hours.items() if open_at is not None}
    return {
        day: Day(
            tuple(names.get(day, ())),
            tuple(absent.get(day, ())),
            day in hatched or hours.get(day) == [],
            hours.get(day),
        )
        for day in {*names, *absent, *known}
    }
