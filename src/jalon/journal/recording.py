"""Writing the journal: called by actions, in the transaction of what they change."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Field, Model
from django.dispatch import Signal

from jalon.core import acts, readonly
from jalon.core.actor import Actor
from jalon.core.statements import insert
from jalon.journal.models import Difference, Entry, mentions_of

recorded = Signal()
"""Sent with `entry` after each record, in the same transaction; what listens may move procedures, never domain rows."""


def reference(obj: Model) -> dict[str, Any]:
    """An object as a parameter of a sentence: by kind and identifier, never by name."""
    return {"kind": acts.kind_of(obj).code, "id": obj.pk}


def record(
    act: str,
    obj: Model,
    *,
    by: Actor,
    at: datetime,
    about: Iterable[Model] = (),
    params: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
) -> Entry:
    """Write that `by` did `act` on `obj` at `at`, and what else it is about.

    `params` fill the act's sentence: numbers, codes, or objects (kept as kind and identifier). `before` holds the
    former values of the fields that the act changed. Raises KeyError for an act that no package registered, and
    RuntimeError outside a transaction: an entry without its effect, or the reverse, must not exist.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the journal is written in the transaction of the act")
    kind = acts.kind(acts.act(act).kind).code
    kept = {name: reference(value) if isinstance(value, Model) else value for name, value in (params or {}).items()}
    entry = Entry(
        act=act,
        kind=kind,
        object_id=obj.pk,
        centre_id=by.centre_id or getattr(obj, "centre_id", None),
        author_kind=by.kind,
        author_id=by.author_id,
        at=at,
        params=kept,
    )
    insert([entry])
    others = [(acts.kind_of(other).code, other.pk) for other in about]
    insert(mentions_of(entry, [(kind, obj.pk), *others]))
    if before:
        Difference.objects.bulk_create(
            Difference(entry=entry, kind=kind, object_id=obj.pk, field=name, before=value)
            for name, value in before.items()
        )
    recorded.send(sender=Entry, entry=entry)
    return entry


def changed(obj: Model, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The former values, as JSON can hold them, of the fields that really change; the object takes the new ones."""
    before: dict[str, Any] = {}
    for name, value in fields.items():
        old = getattr(obj, name)
        if old != value:
            before[name] = _kept(obj, name) if old is not None else None
            setattr(obj, name, value)
    return before


def reading(obj: Model, *, by: Actor, at: datetime, act: str) -> Entry:
    """Record that a sensitive page was read: the one writing that a GET may do."""
    with readonly.lifted(), transaction.atomic():
        return record(act, obj, by=by, at=at)


def _kept(obj: Model, name: str) -> str:
    """A field's present value as text; for a foreign key, the identifier."""
    field = obj._meta.get_field(name)
    return field.value_to_string(obj) if isinstance(field, Field) else ""
