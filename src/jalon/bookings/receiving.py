"""What an imported calendar may become: each package registers its own destination."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from jalon.bookings.reading import Found
from jalon.core.actor import Actor
from jalon.people.models import Person
from jalon.structures.models import Centre


@dataclass(frozen=True)
class Order:
    """Who brings in what, and how."""

    centre: Centre
    person: Person
    choice: str
    by: Actor
    now: datetime


@dataclass(frozen=True)
class Destination:
    """One thing that events can become.

    `create` gives, for each event in its order, what it became, or None when it cannot become that; `change` brings a
    newer version of an event to what it became. `choices` offers what the destination asks (a kind of activity).
    """

    code: str
    label: str | Promise
    help: str | Promise
    create: Callable[[Order, Sequence[Found]], list[Any]]
    change: Callable[[Order, int, Found], None]
    kind: str
    capability: str = ""
    choices: Callable[[Centre], list[tuple[str, str]]] | None = None

    def is_open_to(self, actor: Actor) -> bool:
        """Whether this actor may choose it."""
        return not self.capability or actor.can(self.capability)


_destinations: dict[str, Destination] = {}


def register(destination: Destination) -> None:
    """Offer a destination; called from a package's `apps`."""
    if destination.code in _destinations:
        raise ValueError(f"the destination {destination.code!r} is registered twice")
    _destinations[destination.code] = destination


def destinations(actor: Actor) -> list[Destination]:
    """What this actor may choose."""
    return [one for one in _destinations.values() if one.is_open_to(actor)]
