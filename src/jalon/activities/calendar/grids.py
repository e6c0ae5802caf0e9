"""The month, the week, the list and the year, as markup around the boxes of activities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.activities.calendar.asked import Asked, View
from jalon.activities.calendar.boxes import Boxes, minutes
from jalon.activities.calendar.columns import STEP, side_by_side
from jalon.activities.calendar.marks import NOTHING, Day
from jalon.activities.calendar.reading import Event
from jalon.bookings.values import Hours
from jalon.core.periods import Period, week_of
from jalon.ui import dates

SHOWN = 4
"""Activities of a day that the month shows at once; the others open under them."""
OPENS, CLOSES = 8, 18
"""Hours that a week always shows; it grows for what lies outside."""
HEATS = (1, 3, 6, 10)
"""From how many activities a day of the year is drawn darker."""


@dataclass(frozen=True)
class Sheet:
    """What a view is drawn from."""

    asked: Asked
    boxes: Boxes
    today: date
    events: Mapping[str, Sequence[Event]]
    """By day, as text."""
    days: Mapping[date, Day] = field(default_factory=dict)
    new: str = ""
    """The address of a new activity, empty for those who may not create any."""

    def of(self, day: date) -> Sequence[Event]:
        """The activities of this day, by time."""
        return self.events.get(day.isoformat(), ())

    def about(self, day: date) -> Day:
        """Days off and absences."""
        return self.days.get(day, NOTHING)

    def link(self, *, day: date, view: View | None = None) -> str:
        """The address of another view or day, as it stands in an attribute."""
        return self.asked.query(view=view, day=day).replace("&", "&amp;")

    def classes(self, day: date) -> str:
        """Today, days off and days outside the period look different."""
        return (
            (" is-today" if day == self.today else "")
            + (" is-off" if self.about(day).is_off else "")
            + ("" if day in self.asked.period else " is-other")
        )

    def add(self, day: date, words: str) -> str:
        """The link that puts a new activity on this day."""
        if not self.new:
            return ""
        label = _("Nouvelle activité le %(day)s") % {"day": words}
        return (
            f'<a class="cal-add" href="{self.new}jour={day}" aria-label="{label}"><span aria-hidden="true">+</span></a>'
        )


def by_day(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The activities of each day."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.day].append(event)
    return found


def counted(number: int) -> str:
    """How many activities, in words."""
    if not number:
        return _("aucune activité")
    return ngettext("%(n)d activité", "%(n)d activités", number) % {"n": number}


def month(sheet: Sheet) -> SafeString:
    """A table of weeks. On a phone a day shows dots, and the list of the chosen day stands under the table."""
    asked, days = sheet.asked, sheet.asked.days
    heads = "".join(
        f'<th scope="col"><span class="cal-long">{WEEKDAYS[n]}</span>'
        f'<span class="cal-abbr" aria-hidden="true">{WEEKDAYS_ABBR[n]}</span></th>'
        for n in range(7)
    )
    rows = [f"<tr>{''.join([_month_cell(sheet, day) for day in days[n : n + 7]])}</tr>" for n in range(0, len(days), 7)]
    return SafeString(
        f'<table class="cal-month" data-calendar="month"><caption class="visually-hidden">{asked.title}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _month_cell(sheet: Sheet, day: date) -> str:
    events, words = sheet.of(day), dates.day(day)
    here = ' aria-current="date"' if day == sheet.today else ""
    chosen = " is-chosen" if day == sheet.asked.day else ""
    short = sheet.boxes.short
    items = [short(event) for event in events]
    more = len(items) - SHOWN
    shown = items if more <= 1 else items[:SHOWN]
    rest = ""
    if more > 1:
        label = _("et %(n)s autres") % {"n": more}
        rest = f'<details class="cal-rest"><summary>{label}</summary><ul>{"".join(items[SHOWN:])}</ul></details>'
    lead = f"{day.day}" if day.day > 1 else f"{dates.day_short(day).split(chr(160))[0]} {MONTHS[day.month]}"
    listed = f'<ul class="cal-list">{"".join(shown)}</ul>' if shown else ""
    return (
        f'<td class="cal-cell{sheet.classes(day)}{chosen}" data-day="{day}"><div class="cal-head">'
        f'<a class="cal-num" href="{sheet.link(view=View.DAY, day=day)}"{here} '
        f'aria-label="{lead}, {words}, {counted(len(events))}">{lead}</a>'
        f'<a class="cal-tap" href="{sheet.link(day=day)}#jour" tabindex="-1" aria-hidden="true"></a>'
        f"{sheet.add(day, words)}</div>{sheet.about(day).lines}{listed}{rest}</td>"
    )


def hours_shown(events: Iterable[Event]) -> tuple[int, int]:
    """The first and the last hour of the grid: working hours, and whatever lies outside them."""
    first, last = OPENS, CLOSES
    for event in events:
        first = min(first, minutes(event.starts) // 60)
        last = max(last, -(-minutes(event.ends) // 60))
    return first, min(last, 24)


def week(sheet: Sheet) -> SafeString:
    """Days side by side on a grid of hours; on a phone, a list by day."""
    days = sheet.asked.days
    first, last = hours_shown(event for day in days for event in sheet.of(day))
    for day in days:
        for opens, closes in sheet.about(day).hours or ():
            first, last = min(first, opens.hour), max(last, closes.hour + bool(closes.minute))
    labels = "".join(
        f'<span class="r{(hour - first) * 60 // STEP + 1}">{dates.clock(_hour(hour))}</span>'
        for hour in range(first, last)
    )
    columns = "".join([_column(sheet, day, first, last) for day in days])
    rows = (last - first) * 60 // STEP
    return SafeString(
        f'<div class="cal-scroll" tabindex="0" role="group" aria-label="{sheet.asked.title}">'
        f'<div class="cal-week cal-days-{len(days)}" data-calendar="week" data-first="{first * 60}" data-step="{STEP}" '
        f'data-rows="{rows}"><div class="cal-hours g{rows}" aria-hidden="true">{labels}</div>{columns}</div></div>'
    )


def _hour(hour: int) -> time:
    return time(hour)


def _column(sheet: Sheet, day: date, first: int, last: int) -> str:
    events, words = sheet.of(day), dates.day(day)
    here = ' aria-current="date"' if day == sheet.today else ""
    offset = first * 60
    places = side_by_side([(minutes(event.starts) - offset, minutes(event.ends) - offset) for event in events])
    groups: dict[int, list[int]] = defaultdict(list)
    for position, place in enumerate(places):
        groups[place.group].append(position)
    drawn = []
    for members in groups.values():
        place = places[members[0]]
        boxes = "".join([sheet.boxes.full(events[n], places[n]) for n in members])
        drawn.append(
            f'<li class="cal-group r{place.group_start + 1} s{place.group_end - place.group_start}">{boxes}</li>'
        )
    number = f"{WEEKDAYS_ABBR[day.weekday()]} {day.day}"
    rows = (last - first) * 60 // STEP
    shut = _shut(sheet.about(day).hours, first, last)
    listed = f'<ol class="cal-slots g{rows}" data-day="{day}">{shut}{"".join(drawn)}</ol>'
    return (
        f'<section class="cal-col{sheet.classes(day)}"><div class="cal-head"><h2><a class="cal-num" '
        f'href="{sheet.link(view=View.DAY, day=day)}"{here} aria-label="{number}, {words}, {counted(len(events))}">'
        f"{number}</a></h2>{sheet.add(day, words)}</div>"
        f'<div class="cal-notes">{sheet.about(day).lines}</div>{listed}</section>'
    )


def _shut(hours: Hours | None, first: int, last: int) -> str:
    """The parts of the grid outside opening hours, greyed; nothing where the centre never said its hours."""
    if hours is None:
        return ""
    edges, grey = [first * 60], []
    for opens, closes in hours:
        edges += [opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute]
    edges.append(last * 60)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        top, bottom = max(start, first * 60), min(end, last * 60)
        if bottom - top >= STEP:
            at = f"r{(top - first * 60) // STEP + 1} s{(bottom - top) // STEP}"
            grey.append(f'<li class="cal-shut {at}" aria-hidden="true"></li>')
    return "".join(grey)


def agenda(sheet: Sheet, days: Iterable[date], *, level: int = 2) -> SafeString:
    """Day after day, those on which something stands."""
    drawn = []
    for day in days:
        events, about = sheet.of(day), sheet.about(day)
        if not events and not about.lines:
            continue
        words = dates.day(day)
        here = ' aria-current="date"' if day == sheet.today else ""
        items = "".join([sheet.boxes.full(event, with_day=False) for event in events])
        drawn.append(
            f'<section class="cal-agenda{sheet.classes(day)}"><h{level}><a href="{sheet.link(view=View.DAY, day=day)}"'
            f"{here}>{words}</a></h{level}>{about.lines}<ol>{items}</ol></section>"
        )
    return SafeString("".join(drawn))


DENSE = (6, 9, 12, 16, 22)
"""From how many activities in one day a printed week is set smaller, step by step."""


def paper(sheet: Sheet) -> SafeString:
    """The week in seven columns on one landscape page; the fuller its fullest day, the smaller its letters."""
    days = sheet.asked.days
    fullest = max(len(sheet.of(day)) for day in days)
    columns = "".join(
        f'<td class="{"is-off" if sheet.about(day).is_off else ""}">{sheet.about(day).lines}'
        f"<ol>{''.join([sheet.boxes.printed(event) for event in sheet.of(day)])}</ol></td>"
        for day in days
    )
    heads = "".join(f'<th scope="col">{WEEKDAYS[day.weekday()]} {day.day}</th>' for day in days)
    size = sum(fullest > limit for limit in DENSE)
    return SafeString(
        f'<table class="paper paper-{size}"><thead><tr>{heads}</tr></thead><tbody><tr>{columns}</tr></tbody></table>'
    )


def year(sheet: Sheet) -> SafeString:
    """Twelve small months; the more activities, the darker the day."""
    tables = [_small_month(sheet, month) for month in sheet.asked.months]
    return SafeString(f'<div class="cal-year">{"".join(tables)}</div>')


def _small_month(sheet: Sheet, period: Period) -> str:
    first, last = week_of(period.first).first, week_of(period.last).last
    total = 0
    cells = []
    for day in _days(first, last):
        if day in period:
            number = len(sheet.of(day))
            total += number
            heat = sum(number >= limit for limit in HEATS)
            about = sheet.about(day)
            off = f", {', '.join(about.names)}" if about.names else ""
            here = ' aria-current="date"' if day == sheet.today else ""
            cells.append(
                f'<td class="heat-{heat}{" is-today" if here else ""}{" is-off" if about.is_off else ""}"><a href="'
                f'{sheet.link(view=View.DAY, day=day)}"{here}>{day.day}<span class="visually-hidden"> '
                f"{MONTHS[day.month]}, {counted(number)}{off}</span></a></td>"
            )
        else:
            cells.append("<td></td>")
    rows = [f"<tr>{''.join(cells[n : n + 7])}</tr>" for n in range(0, len(cells), 7)]
    heads = "".join(
        f'<th scope="col"><abbr title="{WEEKDAYS[n]}">{str(WEEKDAYS[n])[:1].upper()}</abbr></th>' for n in range(7)
    )
    name = f"{MONTHS[period.first.month]} {period.first.year}"
    link = sheet.link(view=View.MONTH, day=period.first)
    return (
        f'<table class="cal-small"><caption><a href="{link}">{name[:1].upper()}{name[1:]}</a> '
        f'<span class="muted">{counted(total)}</span></caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
