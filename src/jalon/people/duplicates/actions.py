"""Merging two records into one, and separating them again: every foreign key moves, and each move can be taken back."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people import acts
from jalon.people.actions import set_name_keys
from jalon.people.duplicates import resolvers, rules
from jalon.people.duplicates.policies import merges as policy
from jalon.people.imports.changes import PERSON_FIELDS
from jalon.people.models import Distinction, Merge, MergeMove, Person

_TAKEN = (*PERSON_FIELDS, "registered_at", "registered_origin", "registered_by_id", "card_checked_at")
"""What the kept record takes from the other where it has nothing."""


@transaction.atomic
def merge_people(kept: Person, merged: Person, *, by: Actor, now: datetime, take: Collection[str] = ()) -> Merge:
    """Join `merged` into `kept`: what speaks of the one then speaks of the other. (P05.1, BD02)

    The kept record takes what it lacks, and the fields named in `take`, from the other. Raises Refused with the
    sentence to show, for two national codes above all.
    """
    for person in (kept, merged):
        policy.require("merge", by, person)
    people = {person.pk: person for person in Person.objects.locked().filter(pk__in=(kept.pk, merged.pk))}
    if len(people) < 2:
        raise Refused(rules.why_not_merged(kept, kept) or "")
    kept, merged = people[kept.pk], people[merged.pk]
    if reason := rules.why_not_merged(kept, merged):
        raise Refused(reason)
    before = _complete(kept, merged, set(take) & set(PERSON_FIELDS))
    merge = Merge.objects.create(
        centre_id=kept.centre_id, kept=kept, merged=merged, kept_before=before, by_id=by.person_id, at=now
    )
    for model, column in resolvers.references():
        _move_rows(merge, model, column, now)
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)  # before the kept record takes the national code
    set_name_keys(kept)
    kept.save()
    journal.record(acts.MERGED, merge, about=[kept, merged], by=by, at=now)
    return merge


def _complete(kept: Person, merged: Person, take: Collection[str]) -> dict[str, Any]:
    """Give the kept record what it lacks; answers the former values."""
    before: dict[str, Any] = {}
    for name in _TAKEN:
        old, new = getattr(kept, name), getattr(merged, name)
        if new not in (None, "") and (old in (None, "") or name in take) and new != old:
            before[name] = _plain(old)
            setattr(kept, name, new)
    entered = {name for name in merged.staff_fields if name in before}
    if entered - set(kept.staff_fields):
        before["staff_fields"] = kept.staff_fields
        kept.staff_fields = sorted({*kept.staff_fields, *entered})
    return before


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _move_rows(merge: Merge, model: type[models.Model], column: models.ForeignKey, now: datetime) -> None:
    """Let the rows that point to the merged record point to the kept one, but for those that would be there twice."""
    rows = model._base_manager.filter(**{column.attname: merge.merged_id})
    pks = set(rows.values_list("pk", flat=True))
    if not pks:
        return
    for constraint in resolvers.constraints(model, column):
        for own, other in _twice(merge, model, column, constraint):
            _settle(merge, model, column, resolvers.of(str(constraint.name))(own, other, now), own, other)
            pks.discard(other.pk)
    model._base_manager.filter(pk__in=pks).update(**{column.attname: merge.kept_id})
    MergeMove.objects.bulk_create(
        MergeMove(merge=merge, model=model._meta.label, field=column.name, row=pk) for pk in sorted(pks)
    )


def _twice(
    merge: Merge, model: type[models.Model], column: models.ForeignKey, constraint: models.UniqueConstraint
) -> list[tuple[models.Model, models.Model]]:
    """The pairs of rows, one of each record, that the constraint keeps apart."""
    rows = model._base_manager.filter(**{f"{column.attname}__in": (merge.kept_id, merge.merged_id)})
    if constraint.condition is not None:
        rows = rows.filter(constraint.condition)
    others = [model._meta.get_field(name).attname for name in constraint.fields if name != column.name]  # type: ignore[union-attr]
    groups: dict[tuple[Any, ...], dict[int, models.Model]] = defaultdict(dict)
    for row in rows:
        groups[tuple(getattr(row, name) for name in others)][getattr(row, column.attname)] = row
    return [(pair[merge.kept_id], pair[merge.merged_id]) for pair in groups.values() if len(pair) == 2]


def _settle(
    merge: Merge,
    model: type[models.Model],
    column: models.ForeignKey,
    resolution: resolvers.Resolution,
    own: models.Model,
    other: models.Model,
) -> None:
    for row, changes in ((other, resolution.merged), (own, resolution.kept)):
        if changes:
            before = {name: row._meta.get_field(name).value_to_string(row) for name in changes}  # type: ignore[union-attr]
            empty = [name for name in changes if getattr(row, name) is None]
            model._base_manager.filter(pk=row.pk).update(**changes)
            kept = {"values": before, "empty": empty}
            MergeMove.objects.create(
                merge=merge, model=model._meta.label, field=column.name, row=row.pk, set_aside=kept
            )


@transaction.atomic
def separate_people(merge: Merge, *, by: Actor, now: datetime) -> None:
    """Undo a merge: each row goes back to its record; what was added since stays with the kept one."""
    policy.require("separate", by, merge)
    list(Person.objects.locked().filter(pk__in=(merge.kept_id, merge.merged_id)))
    merge = Merge.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=merge.pk)
    if reason := rules.why_not_separated(merge):
        raise Refused(reason)
    _give_back(merge)
    _move_back(merge)
    Person.objects.filter(pk=merge.merged_id).update(merged_into=None)
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    journal.record(acts.UNMERGED, merge, about=[merge.kept, merge.merged], by=by, at=now)


def _give_back(merge: Merge) -> None:
    """Return the former values of the kept record, but for fields that were changed again since."""
    kept, merged = merge.kept, merge.merged
    for name, old in merge.kept_before.items():
        field = kept._meta.get_field(name.removesuffix("_id"))
        if name == "staff_fields" or getattr(kept, name) == getattr(merged, name):
            setattr(kept, name, field.to_python(old) if old is not None else None)  # type: ignore[union-attr]
    set_name_keys(kept)
    kept.save()


def _move_back(merge: Merge) -> None:
    by_column: dict[tuple[str, str], list[int]] = defaultdict(list)
    moves = list(merge.moves.order_by("-pk"))
    for move in moves:
        if move.set_aside is None:
            by_column[move.model, move.field].append(move.row)
    known = {(model._meta.label, column.name): (model, column) for model, column in resolvers.references()}
    for key, pks in by_column.items():
        model, column = known[key]
        still = model._base_manager.filter(pk__in=pks, **{column.attname: merge.kept_id})
        still.update(**{column.attname: merge.merged_id})
    for move in moves:
        if move.set_aside is not None:
            model, _column = known[move.model, move.field]
            model._base_manager.filter(pk=move.row).update(**_former(model, move.set_aside))


def _former(model: type[models.Model], kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: None if name in kept["empty"] else model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]
        for name, value in kept["values"].items()
    }


@transaction.atomic
def keep_apart(one: Person, other: Person, *, by: Actor, now: datetime) -> Distinction:
    """Say that two records which look alike are two people: they are no longer proposed."""
    for person in (one, other):
        policy.require("merge", by, person)
    first, second = sorted((one, other), key=lambda person: person.pk)
    distinction, is_new = Distinction.objects.get_or_create(
        centre_id=first.centre_id, one=first, other=second, defaults={"by_id": by.person_id, "at": now}
    )
    if is_new:
        journal.record(acts.KEPT_APART, first, about=[second], by=by, at=now, params={"other": second})
    return distinction
