"""Reading a calendar file that somebody sends: what it says, and a sentence when it cannot be trusted.

Nothing in the file is run: its own time zones are left aside (zones are known by name), repeated events are unfolded by
our own bounded arithmetic, and everything is counted before it is read.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar

from jalon.bookings.repeating import days_of
from jalon.bookings.writing import moment, plain
from jalon.ui.text import without_overrides

LARGEST = 2_000_000
"""Bytes: years of a busy calendar."""
MOST = 1000
"""Events, once those that repeat are unfolded."""
BEHIND, AHEAD = timedelta(days=1), timedelta(days=400)
"""What is over says nothing of who is taken."""
_ZONES = re.compile(r"^BEGIN:VTIMEZONE\r?$.*?^END:VTIMEZONE\r?$\n?", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_OURS = "@jalon"


class Unreadable(Exception):
    """The file cannot be read; `sentence` says what to mend."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Found:
    """One event of the file, at one time."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    is_whole_day: bool
    where: str

    @property
    def fingerprint(self) -> str:
        """What it says, in short: another one under the same `uid` is a newer version."""
        said = [self.title, moment(self.starts_at), moment(self.ends_at), str(self.is_whole_day), self.where]
        return hashlib.sha256("\x1f".join(said).encode()).hexdigest()


@dataclass
class Read:
    """What a file holds: the events that count, and how many were left aside, each kind with its reason."""

    events: list[Found] = field(default_factory=list)
    past: int = 0
    free: int = 0
    ours: int = 0
    broken: int = 0
    odd: int = 0
    """Repeated in a way that is not unfolded: only their first time was looked at."""


def read_calendar(content: bytes, *, zone: str, now: datetime) -> Read:
    """The events to come of a calendar file. Raises Unreadable with the sentence to show."""
    if len(content) > LARGEST:
        raise Unreadable(_("Ce fichier dépasse 2 Mo : exportez seulement les mois qui viennent."))
    text = _text(content)
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Unreadable(_("Ce fichier n’est pas un agenda : exportez-le au format .ics (iCalendar)."))
    if text.upper().count("BEGIN:") > 5 * MOST:
        raise Unreadable(_too_many())
    try:
        calendar = Calendar.from_ical(_ZONES.sub("", text))
        components = list(calendar.walk("VEVENT"))
    except Exception as fault:
        raise Unreadable(_("Cet agenda est abîmé et ne se lit pas : exportez-le de nouveau.")) from fault
    found, read = {}, Read()
    for component in sorted(components, key=lambda one: "RECURRENCE-ID" in one):  # exceptions after what they replace
        for event in _events(component, zone, now, read):
            found[event.uid] = event
            if len(found) > MOST:
                raise Unreadable(_too_many())
    read.events = sorted(found.values(), key=lambda one: (one.starts_at, one.uid))
    return read


def _too_many() -> str:
    return _("Cet agenda compte plus de %(most)s évènements : exportez seulement les mois qui viennent.") % {
        "most": MOST
    }


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\x00", "")


def _events(component: Any, zone: str, now: datetime, read: Read) -> Iterator[Found]:
    """The times of one event that count; what does not is noted in `read`."""
    try:
        uid = str(component["UID"])[:200]
        starts, ends = component["DTSTART"].dt, _end(component)
        title = without_overrides(plain(str(component.get("SUMMARY", "")))).strip()[:200] or _("Sans titre")
        where = without_overrides(plain(str(component.get("LOCATION", "")))).strip()[:200]
        whole_day = not isinstance(starts, datetime)
        first, last = _at(starts, zone), _at(ends, zone)
        lasts = last - first
        if uid.endswith(_OURS):
            read.ours += 1
            return
        if str(component.get("STATUS", "")).upper() == "CANCELLED" or _is_free(component):
            read.free += 1
            return
        if not timedelta(0) < lasts <= timedelta(days=60) or first.year < 2000:
            read.broken += 1
            return
        if "RECURRENCE-ID" in component:
            first_of = _at(component["RECURRENCE-ID"].dt, zone)
            times = [(f"{uid}/{moment(first_of)}", first)]
        else:
            times = list(_times(component, uid, starts, first, zone, now, read))
    except Exception:
        read.broken += 1  # a file that lies about one event is not refused for the others
        return
    for key, at in times:
        if at + lasts < now - BEHIND or at > now + AHEAD:
            read.past += 1
        else:
            yield Found(key, title, at, at + lasts, whole_day, where)


def _times(
    component: Any, uid: str, starts: Any, first: datetime, zone: str, now: datetime, read: Read
) -> Iterator[tuple[str, datetime]]:
    """When the event takes place, each time with its identifier."""
    if "RRULE" not in component:
        yield uid, first
        return
    day = starts.date() if isinstance(starts, datetime) else starts
    days = days_of(component["RRULE"], day, (now - BEHIND).date() - timedelta(days=60), (now + AHEAD).date())
    if days is None:
        read.odd += 1
        yield uid, first
        return
    left_out = {_at(one.dt, zone) for one in _dates(component.get("EXDATE"))}
    for on in days:
        at = _at(starts.replace(year=on.year, month=on.month, day=on.day), zone)
        if at not in left_out:
            yield f"{uid}/{moment(at)}", at


def _dates(values: Any) -> Iterator[Any]:
    for value in values if isinstance(values, list) else [values] if values is not None else []:
        yield from value.dts


def _end(component: Any) -> Any:
    if "DTEND" in component:
        return component["DTEND"].dt
    starts = component["DTSTART"].dt
    if "DURATION" in component:
        return starts + component["DURATION"].dt
    return starts + (timedelta(hours=1) if isinstance(starts, datetime) else timedelta(days=1))


def _at(value: date, zone: str) -> datetime:
    """The UTC moment; what has no zone of its own is read on the centre's wall."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return (value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _is_free(component: Any) -> bool:
    return str(component.get("TRANSP", "")).upper() == "TRANSPARENT"
