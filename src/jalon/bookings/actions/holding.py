"""Taking and releasing people, rooms and equipment: part of another package's act, in its transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from jalon.bookings import queries
from jalon.bookings.models import Busy, Equipment
from jalon.bookings.values import RESOURCES, Conflict, Resource, Span
from jalon.core import acts
from jalon.people.models import Person
from jalon.structures.models import Centre, Room

_ROWS: dict[str, Any] = {"person": Person, "room": Room, "equipment": Equipment}


def lock(resources: Iterable[Resource]) -> None:
    """Hold the row of each of these resources until the end of the transaction, always in the same order.

    Whoever looks whether one is free and then takes it holds it first, so that two who look at once never both find it
    free. SQLite's transactions write one at a time anyway.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("resources are taken in the transaction of the act")
    if not connection.features.has_select_for_update:
        return
    by_kind = {kind: sorted({r.id for r in resources if r.kind == kind}) for kind in RESOURCES}
    for kind, ids in by_kind.items():
        if ids:
            rows = _ROWS[kind].objects.filter(pk__in=ids).order_by("pk")
            list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def take(
    subject: Model,
    centre: Centre,
    *,
    resources: Iterable[Resource],
    span: Span,
    is_firm: bool = True,
    accept_conflicts: bool = False,
) -> list[Conflict]:
    """Take these resources for the subject at that time, and give back those that it held and no longer needs.

    What stands in the way is returned and nothing is written, unless the conflicts are accepted.
    """
    wanted = sorted(set(resources))
    kind = acts.kind_of(subject).code
    if not accept_conflicts:
        lock(wanted)
        found = queries.conflicts(
            centre,
            resources=wanted,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            except_subject=(kind, subject.pk),
        )
        if found:
            return found
    held = {row.resource: row for row in Busy.objects.of(kind, subject.pk)}
    new = [
        Busy(centre=centre, subject_kind=kind, subject_id=subject.pk, **{f"{resource.kind}_id": resource.id})
        for resource in wanted
        if resource not in held
    ]
    kept = [held[resource] for resource in wanted if resource in held]
    for row in (*new, *kept):
        row.put(span)
        row.is_firm, row.released_at = is_firm, None
    Busy.objects.bulk_create(new)
    Busy.objects.bulk_update(
        kept,
        ["day", "ends_on", "starts_clock", "ends_clock", "zone", "starts_at", "ends_at", "is_firm", "released_at"],
    )
    gone = [row.pk for resource, row in held.items() if resource not in set(wanted)]
    if gone:
        Busy.objects.filter(pk__in=gone).delete()
    return []


def release(subject: Model, *, now: datetime) -> None:
    """Give back what the subject takes: it is cancelled."""
    Busy.objects.of(acts.kind_of(subject).code, subject.pk).live().update(released_at=now)


def settle(subject: Model, *, is_firm: bool) -> None:
    """Say whether the subject's times are firm or in pencil."""
    Busy.objects.of(acts.kind_of(subject).code, subject.pk).update(is_firm=is_firm)
