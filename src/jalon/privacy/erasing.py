"""Carrying out an erasure, from the classification alone. The policy and the journal are the caller's."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.db.models import Model

from jalon.core import acts
from jalon.journal.models import Difference
from jalon.privacy.classification import OnErasure
from jalon.privacy.holding import personal_tables, rows_of

_first: list[Callable[[Model, datetime], None]] = []


def first(step: Callable[[Model, datetime], None]) -> None:
    """Add what a package does before the rows are emptied, where the classification alone is not enough.

    Called once per package, from its `apps`; an account that serves several centres is the case. Packages on top
    come first, while those below still know what they ask.
    """
    if step not in _first:
        _first.append(step)


def erase(person: Model, *, now: datetime) -> dict[str, int]:
    """Empty or delete every row about this person as its table says; how many rows of each table changed.

    Past figures do not move: rows that count stay, without what says who. Former values kept by the journal go too.
    RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an erasure happens whole or not at all")
    for step in reversed(_first):
        step(person, now)
    changed: dict[str, int] = {}
    for model, classified in personal_tables():
        rows = rows_of(model, classified, person.pk)
        if classified.on_erasure is OnErasure.DELETE:
            count = rows.delete()[0]
        elif classified.on_erasure is OnErasure.BLANK:
            moment = {"erased_at": now} if classified.person == "self" else {}
            count = rows.update(**{**classified.blank, **moment})
        else:
            continue
        if count:
            changed[model._meta.label] = count
    kind = acts.kind_of(person).code
    Difference.objects.filter(kind=kind, object_id=person.pk).delete()
    return changed
