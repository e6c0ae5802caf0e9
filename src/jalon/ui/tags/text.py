"""Dates, numbers, names, icons and badges: small things that stand in rows, so they cost little.

What is made of our own words and figures is marked safe: escaping it again would cost more than making it.
"""

from datetime import date, datetime, time
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jalon.core import texts
from jalon.ui import dates, numbers, statuses, text
from jalon.ui import icons as drawings
from jalon.ui.tags import register

EMPTY = SafeString("")
UNKNOWN = SafeString("–")


@register.filter
def day(value: date | None, centre: Any = None) -> SafeString:
    """`mardi 24 novembre 2026`; nothing for an empty value, like all filters here."""
    return SafeString(dates.day(value, centre)) if value else EMPTY


@register.filter
def day_short(value: date | None, centre: Any = None) -> SafeString:
    """`24 nov. 2026`."""
    return SafeString(dates.day_short(value, centre)) if value else EMPTY


@register.filter
def month_short(value: date | None) -> SafeString:
    """`juil.`, under the day's number on a tile."""
    return SafeString(dates.month_short(value)) if value else EMPTY


@register.filter
def moment(value: datetime | None, centre: Any) -> SafeString:
    """`mardi 24 novembre 2026 à 14 h 30`."""
    return SafeString(dates.moment(value, centre)) if value else EMPTY


@register.filter
def moment_short(value: datetime | None, centre: Any) -> SafeString:
    """`24 nov. 2026, 14 h 30`."""
    return SafeString(dates.moment_short(value, centre)) if value else EMPTY


@register.filter
def clock(value: datetime | time | None, centre: Any = None) -> SafeString:
    """`14 h 30`; midnight is a time too."""
    return SafeString(dates.clock(value, centre)) if value is not None and value != "" else EMPTY


@register.simple_tag
def time_range(start: datetime | time, end: datetime | time, centre: Any = None) -> str:
    """`14 h 30 – 16 h`."""
    return dates.time_range(start, end, centre)


@register.simple_tag
def when(at: datetime, centre: Any) -> SafeString:
    """The moment in words, with the exact one for machines."""
    return mark_safe(f'<time datetime="{at.isoformat()}">{escape(dates.moment_short(at, centre))}</time>')


@register.filter
def number(value: Any, decimals: int = 0) -> SafeString:
    """`1 234,5`; a dash for what is not known."""
    return SafeString(numbers.number(value, decimals)) if value is not None and value != "" else UNKNOWN


@register.filter
def percent(value: Any, decimals: int = 0) -> SafeString:
    """`85 %` for 0.85; a dash for what is not known."""
    return SafeString(numbers.percent(value, decimals)) if value is not None and value != "" else UNKNOWN


@register.filter
def name(value: Any) -> SafeString:
    """A person's name, isolated from the text around it."""
    return text.isolated(value)


@register.filter
def isolate(value: Any) -> SafeString:
    """Any text that people typed, isolated from the text around it."""
    return text.isolated(value)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """The drawing of this name."""
    return drawings.icon(name, str(label), css)


@register.filter
def localized(value: Any) -> SafeString:
    """A text of a kit or a centre, in the reader's language."""
    return text.isolated(texts.localized(value)) if value else EMPTY


@register.simple_tag
def status(tone: str, label: str, icon: str = "") -> SafeString:
    """A badge made on the spot; prefer `|badge` for the states of a kind of thing."""
    return statuses.badge(tone, label, icon)


@register.filter
def badge(code: str, group: str) -> SafeString:
    """The badge registered for this state."""
    look = statuses.find(group, code)
    return statuses.badge(look.tone, look.label, look.icon)
