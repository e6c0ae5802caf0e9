"""The one search box: each package finds its own things."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from jalon.core.actor import Actor
from jalon.ui.registries.store import Store

SHORTEST = 2
"""Fewer letters than this find too much to be of use."""


@dataclass(frozen=True)
class Hit:
    """Something found."""

    title: str
    url: str
    detail: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Provider:
    """Finds one kind of thing; `find(query, actor, centre, limit)` starts from a policy."""

    code: str
    label: str | Promise
    icon: str
    find: Callable[[str, Actor, Any, int], Iterable[Hit]]
    order: int = 50
    capability: str | None = None


@dataclass(frozen=True)
class Group:
    """What one provider found."""

    label: str | Promise
    icon: str
    hits: list[Hit]


_providers: Store[Provider] = Store()
register = _providers.register
forget = _providers.forget
_page: list[Callable[[Any], str]] = []


def page(address: Callable[[Any], str]) -> None:
    """Say where the results are shown; the search box appears once this is known."""
    _page[:] = [address]


def page_for(centre: Any) -> str:
    """The address that the search box asks, empty when there is none."""
    return _page[0](centre) if _page and centre is not None else ""


def results(query: str, actor: Actor, centre: Any, limit: int = 8) -> list[Group]:
    """What this person may find under these words, by kind; kinds without a hit are left out."""
    words = query.strip()
    if len(words) < SHORTEST:
        return []
    groups = []
    for provider in _providers:
        if provider.capability and not actor.can(provider.capability):
            continue
        if hits := list(provider.find(words, actor, centre, limit)):
            groups.append(Group(provider.label, provider.icon, hits))
    return groups
