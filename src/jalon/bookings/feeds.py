"""What other packages show in calendar feeds: each registers a source of events."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from jalon.bookings.values import Resource
from jalon.structures.models import Centre


@dataclass(frozen=True)
class Event:
    """One entry of a calendar. `uid` never changes; `changed_at` and `sequence` tell a newer version from an older."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    changed_at: datetime
    sequence: int = 0
    where: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_firm: bool = True
    is_whole_day: bool = False
    """Days rather than hours: read in `zone`, the end is the first moment of the day after."""


@dataclass(frozen=True)
class Wanted:
    """What a feed asks: a resource's events, the whole centre's (no resource), or only what everybody may see."""

    centre: Centre
    resource: Resource | None
    is_public: bool
    first: date
    last: date


@dataclass(frozen=True)
class Source:
    """One package's events."""

    kind: str
    label: str | Promise
    events: Callable[[Wanted], Iterable[Event]]


_sources: dict[str, Source] = {}


def register(kind: str, label: str | Promise, *, events: Callable[[Wanted], Iterable[Event]]) -> None:
    """Give a package's events to feeds; called from its `apps`."""
    if kind in _sources:
        raise ValueError(f"the events of {kind!r} are registered twice")
    _sources[kind] = Source(kind, label, events)


def sources() -> list[Source]:
    """Every source of events."""
    return list(_sources.values())
