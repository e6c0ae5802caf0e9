"""Days and moments in words, as people at the place read them on their wall."""

from datetime import date, datetime, time
from typing import NamedTuple, Protocol, overload
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS, MONTHS_AP, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NBSP = "\u00a0"


class Place(Protocol):
    """Anything that lies in a time zone: a centre, a site, a room."""

    @property
    def timezone(self) -> str:
        """The zone's name, `Africa/Casablanca`."""
        ...


class Zone(NamedTuple):
    """A place of which only the clock matters: what rows of a list are given, because two equal ones compare so."""

    timezone: str


@overload
def at_place(value: datetime, centre: Place | None) -> datetime: ...
@overload
def at_place(value: date, centre: Place | None) -> date: ...
@overload
def at_place(value: time, centre: Place | None) -> time: ...


def at_place(value: date | time, centre: Place | None) -> date | time:
    """A moment as the wall clock at the place shows it; a plain day or clock time is already that."""
    if not isinstance(value, datetime):
        return value
    if centre is None:
        raise TypeError("a moment is shown in a place's time zone: give the centre")
    if value.tzinfo is None:
        raise ValueError("a moment needs its zone; keep days and clock times as date and time")
    return value.astimezone(ZoneInfo(centre.timezone))


def day(value: date, centre: Place | None = None) -> str:
    """`mardi 24 novembre 2026`, in the centre's zone when the value is a moment."""
    local = at_place(value, centre)
    return _("%(weekday)s %(number)s %(month)s %(year)s") % {
        "weekday": WEEKDAYS[local.weekday()],
        "number": _number(local),
        "month": MONTHS[local.month],
        "year": local.year,
    }


def day_short(value: date, centre: Place | None = None) -> str:
    """`24 nov. 2026`, for tables; nothing in it breaks at the end of a line."""
    local = at_place(value, centre)
    return f"{_number(local)}{NBSP}{month_short(local)}{NBSP}{local.year}"


def month_short(value: date) -> str:
    """`juin`, `juil.`, `nov.`: never three letters, which June and July share in French."""
    return str(MONTHS_AP[value.month])


def clock(value: datetime | time, centre: Place | None = None) -> str:
    """`14 h 30`; `14 h` on the hour; never broken at the end of a line."""
    local = at_place(value, centre)
    pattern = _("%(hour)d h %(minute)02d") if local.minute else _("%(hour)d h")
    return (pattern % {"hour": local.hour, "minute": local.minute}).replace(" ", NBSP)


def moment(at: datetime, centre: Place) -> str:
    """`mardi 24 novembre 2026 à 14 h 30`."""
    return _("%(day)s à %(clock)s") % {"day": day(at, centre), "clock": clock(at, centre)}


def moment_short(at: datetime, centre: Place) -> str:
    """`24 nov. 2026, 14 h 30`, for tables."""
    return f"{day_short(at, centre)}, {clock(at, centre)}"


def time_range(start: datetime | time, end: datetime | time, centre: Place | None = None) -> str:
    """`14 h 30 – 16 h`; when the day changes between two moments, both ends say theirs."""
    first, last = at_place(start, centre), at_place(end, centre)
    if (
        isinstance(first, datetime)
        and isinstance(last, datetime)
        and first.date() != last.date()
        and centre is not None
    ):
        return _("du %(start)s au %(end)s") % {"start": moment(first, centre), "end": moment(last, centre)}
    return f"{clock(start, centre)}{NBSP}– {clock(end, centre)}"


def period(first: date, last: date) -> str:
    """`du 2 au 6 novembre 2026`: what both ends share is said once; one day is said alone."""
    if first == last:
        return day(first)
    if first.year != last.year:
        start = f"{_number(first)} {MONTHS[first.month]} {first.year}"
    elif first.month != last.month:
        start = f"{_number(first)} {MONTHS[first.month]}"
    else:
        start = _number(first)
    end = f"{_number(last)} {MONTHS[last.month]} {last.year}"
    return _("du %(start)s au %(end)s") % {"start": start, "end": end}


def relative_day(value: date, today: date) -> str:
    """`aujourd’hui`, `demain`, `il y a 3 jours`, `dans 12 jours`."""
    distance = (value - today).days
    if near := {0: _("aujourd’hui"), 1: _("demain"), -1: _("hier")}.get(distance):
        return near
    if distance > 0:
        return ngettext("dans %(days)d jour", "dans %(days)d jours", distance) % {"days": distance}
    return ngettext("il y a %(days)d jour", "il y a %(days)d jours", -distance) % {"days": -distance}


def _number(local: date) -> str:
    """The day's number; the first of the month is `1er` in French."""
    return _("1er") if local.day == 1 else str(local.day)
