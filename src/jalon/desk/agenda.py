"""What stands on the days of *Ma journée*: each package that puts things on a date says so once, in `ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from jalon.core.actor import Actor


@dataclass(frozen=True)
class Item:
    """Something on a day. `is_mine`: the reader leads it; `state` is a tone and a word, shown as a badge.

    Without a `url` it is only read: its page is not for this person.
    """

    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    kind: str | Promise = ""
    where: str = ""
    who: str = ""
    detail: str = ""
    icon: str = "calendar-event"
    is_mine: bool = False
    state: tuple[str, str | Promise] | None = None


Find = Callable[[Actor, Any, date, date], Iterable[Item]]
"""(actor, centre, first day, last day): what this person may see, both days included."""

_finders: dict[str, Find] = {}


def register(code: str, find: Find) -> None:
    """Add a source of items; the same code with another one is a programming error."""
    if _finders.get(code, find) is not find:
        raise ValueError(f"agenda {code!r} is registered twice")
    _finders[code] = find


def forget(code: str) -> None:
    """Take one source out again, for tests."""
    _finders.pop(code, None)


def for_actor(actor: Actor, centre: Any, first: date, last: date) -> list[Item]:
    """Everything that stands on these days for this person, in order."""
    found = [item for find in _finders.values() for item in find(actor, centre, first, last)]
    return sorted(found, key=lambda item: (item.starts_at, item.title))
