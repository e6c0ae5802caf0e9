"""Events as an iCalendar file that calendar programs open: RFC 5545, wall-clock times with the zone's own rules."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from unicodedata import category
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Component

from jalon.bookings.feeds import Event

_AROUND = timedelta(days=366)
REFRESH = timedelta(hours=1)
"""How often programs are asked to come back."""


def calendar_of(events: Iterable[Event], *, name: str, zone: str) -> bytes:
    """The events as a file, its lines folded and ended as the RFC wants.

    Each event keeps the clock of its place (`TZID` with the rules of that zone in the file, the changes of Ramadan
    included), so that it stays at the same hour on the wall when a country changes its mind about its clock. The same
    events give the same bytes: `DTSTAMP` is when the event last changed, not when the file was read.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Jalon//Jalon//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    first, last = date.max, date.min
    for event in sorted(events, key=lambda one: (one.starts_at, one.uid)):
        calendar.add_component(_component(event))
        first, last = min(first, event.starts_at.date()), max(last, event.ends_at.date())
    if first <= last:
        calendar.add_missing_timezones(first_date=first - _AROUND, last_date=last + _AROUND)
    return bytes(calendar.to_ical())


def _component(event: Event) -> Component:
    zone = ZoneInfo(event.zone)
    starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    found = Component()
    found.add("uid", event.uid)
    found.add("dtstamp", event.changed_at.astimezone(UTC))
    found.add("last-modified", event.changed_at.astimezone(UTC))
    found.add("sequence", event.sequence)
    found.add("dtstart", starts.date() if event.is_whole_day else starts)
    found.add("dtend", ends.date() if event.is_whole_day else ends)
    found.add("summary", plain(event.title))
    found.add("status", _status(event))
    found.add("transp", "TRANSPARENT" if event.is_whole_day else "OPAQUE")
    for key, value in (("location", event.where), ("description", event.description), ("url", event.url)):
        if value:
            found.add(key, plain(value))
    return found


def plain(text: str) -> str:
    """The text without the control characters that the RFC forbids; lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) != "Cc")


def _status(event: Event) -> str:
    if event.is_cancelled:
        return "CANCELLED"
    return "CONFIRMED" if event.is_firm else "TENTATIVE"


def tag_of(content: bytes) -> str:
    """What tells whether a calendar program already has these bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def moment(value: datetime) -> str:
    """A moment as identifiers of repeated events write it."""
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
