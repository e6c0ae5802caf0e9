"""The registries of kinds, acts and facts: what happens in Jalon, in words that all packages share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Kind:
    """Something that acts are about: an activity, a person… `code` is what the journal stores.

    `model` is an `app.Model` label; `page` gives the object's address; `name` its short name on screen;
    `anchors` are named moments of the object that due dates hang on (`start`).
    """

    code: str
    label: Text
    model: str
    page: Callable[[Any], str] | None = None
    name: Callable[[Any], str] = str
    anchors: dict[str, Callable[[Any], Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """Something that a person or Jalon does, written in the journal.

    `sentence` is a French sentence with named places: `%(author)s`, `%(object)s`, and one per parameter; `undoes` is
    the code of the act that this one takes back; `page` is the page where the act is done. `of_oneself` is the
    sentence when the person of the act is its author.
    """

    code: str
    kind: str
    label: Text
    sentence: Text
    undoes: str | None = None
    page: Callable[[Any], str] | None = None
    of_oneself: Text | None = None


@dataclass(frozen=True)
class Fact:
    """A named statement about an object that is true or not (`activities.all_confirmed`)."""

    code: str
    kind: str
    label: Text
    holds: Callable[[Any], bool]


_kinds: dict[str, Kind] = {}
_acts: dict[str, Act] = {}
_facts: dict[str, Fact] = {}


def _add(store: dict, item: Any) -> None:
    if store.get(item.code, item) != item:
        raise ValueError(f"{item.code!r} is registered twice with different contents")
    store[item.code] = item


def register(*items: Kind | Act | Fact) -> None:
    """Make kinds, acts and facts known; called from a package's `apps`."""
    for item in items:
        _add(_kinds if isinstance(item, Kind) else _acts if isinstance(item, Act) else _facts, item)


def kind(code: str) -> Kind:
    """The kind of this code; KeyError when no package registered it."""
    return _kinds[code]


def kind_of(obj: Model | type[Model]) -> Kind:
    """The kind that stands for this object's model; LookupError when the model has none."""
    label = obj._meta.label
    for candidate in _kinds.values():
        if candidate.model == label:
            return candidate
    raise LookupError(f"no kind is registered for {label}")


def act(code: str) -> Act:
    """The act of this code; KeyError when no package registered it."""
    return _acts[code]


def fact(code: str) -> Fact:
    """The fact of this code; KeyError when no package registered it."""
    return _facts[code]


def all_acts() -> dict[str, Act]:
    """Every registered act by code."""
    return dict(_acts)


def all_kinds() -> dict[str, Kind]:
    """Every registered kind by code."""
    return dict(_kinds)
