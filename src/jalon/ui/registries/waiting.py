"""What waits for somebody: the counts of *Ma journée*, each a link to its list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from jalon.core.actor import Actor
from jalon.ui.registries.store import Store
from jalon.ui.statuses import Tone


@dataclass(frozen=True)
class Source:
    """One thing that can wait: how many, under which name, and where the list is.

    `singular` and `plural` follow the number (`atelier à clôturer`, `ateliers à clôturer`).
    """

    code: str
    singular: str | Promise
    plural: str | Promise
    icon: str
    count: Callable[[Actor, Any, datetime], int]
    url: Callable[[Any], str]
    order: int = 50
    capability: str | None = None
    tone: str = Tone.WARNING


@dataclass(frozen=True)
class Waiting:
    """A count that is a link."""

    code: str
    count: int
    label: str | Promise
    icon: str
    url: str
    tone: str


_sources: Store[Source] = Store()
register = _sources.register
forget = _sources.forget


def for_actor(actor: Actor, centre: Any, now: datetime) -> list[Waiting]:
    """What waits for this person in this centre; nothing that counts zero."""
    waiting = []
    for source in _sources:
        if source.capability and not actor.can(source.capability):
            continue
        if count := source.count(actor, centre, now):
            label = source.singular if count == 1 else source.plural
            waiting.append(Waiting(source.code, count, label, source.icon, source.url(centre), source.tone))
    return waiting
