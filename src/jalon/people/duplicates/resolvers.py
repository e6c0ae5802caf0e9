"""What becomes of two rows that cannot both be of one person: each unique constraint on a person has its resolver.

A package registers its own in `apps`, by the constraint's name; a test fails for a constraint that has none.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from jalon.core.refusals import Refused
from jalon.people.models import Person


@dataclass(frozen=True)
class Resolution:
    """What changes in the row of the record that is kept, and in the other one, which stays with the other record."""

    kept: Mapping[str, Any] = field(default_factory=dict)
    merged: Mapping[str, Any] = field(default_factory=dict)


Resolver = Callable[[Any, Any, datetime], Resolution]
"""Called with the kept record's row, the other one, and the moment; may raise Refused."""

_resolvers: dict[str, Resolver] = {}


def register(constraint: str, resolver: Resolver) -> None:
    """Say what becomes of rows that this unique constraint keeps apart."""
    if _resolvers.get(constraint, resolver) is not resolver:
        raise ValueError(f"constraint {constraint!r} has two resolvers")
    _resolvers[constraint] = resolver


def of(constraint: str) -> Resolver:
    """The constraint's resolver; KeyError when nobody registered one."""
    return _resolvers[constraint]


def is_registered(constraint: str) -> bool:
    """Whether the constraint has a resolver."""
    return constraint in _resolvers


def keep_own(kept: Any, merged: Any, now: datetime) -> Resolution:
    """The kept record's row says enough; the other stays where it is."""
    return Resolution()


def fill_blanks(*names: str) -> Resolver:
    """The kept record's row takes what it lacks from the other."""

    def resolve(kept: Any, merged: Any, now: datetime) -> Resolution:
        lacking = (name for name in names if getattr(kept, name) in (None, ""))
        return Resolution(kept={name: getattr(merged, name) for name in lacking})

    return resolve


def refuse(sentence: str | Promise) -> Resolver:
    """Such records are not merged."""

    def resolve(kept: Any, merged: Any, now: datetime) -> Resolution:
        raise Refused(sentence)

    return resolve


NOT_MOVED = frozenset({("people.Merge", "kept"), ("people.Merge", "merged")})
"""What tells the story of merges stays with the records it tells of."""


def references() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    """Every foreign key of Jalon that leads to a person and moves with a merge."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            moves = (model._meta.label, column.name) not in NOT_MOVED
            if moves and isinstance(column, models.ForeignKey) and column.related_model is Person:
                yield model, column


def constraints(model: type[models.Model], column: models.ForeignKey) -> list[models.UniqueConstraint]:
    """The unique constraints in which this foreign key takes part."""
    return [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and column.name in constraint.fields
    ]
