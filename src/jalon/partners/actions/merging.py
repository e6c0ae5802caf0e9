"""Joining two records of one organisation, and separating them again: every foreign key moves, and can move back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.partners import acts, policies, rules
from jalon.partners.models import Organisation, OrganisationDistinction, OrganisationMerge

TAKEN = (
    *("name_ar", "name_key_ar", "kind_id", "sector_id", "city_id", "staff_from", "staff_to", "website"),
    *("registration_number", "notes", "owner_id"),
)
"""What the kept record takes from the other where it has nothing."""

NOT_MOVED = frozenset(
    {
        "partners.Organisation.merged_into",
        "partners.OrganisationMerge.kept",
        "partners.OrganisationMerge.merged",
        "partners.OrganisationDistinction.one",
        "partners.OrganisationDistinction.other",
    }
)
"""What tells the story of joins stays with the records it tells of."""


def references() -> Iterator[tuple[str, type[models.Model], models.ForeignKey]]:
    """Every foreign key of Jalon that leads to an organisation and moves with a join."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            label = f"{model._meta.label}.{column.name}"
            if label in NOT_MOVED or column.related_model is not Organisation:
                continue
            if isinstance(column, models.ForeignKey):
                yield label, model, column


@transaction.atomic
def merge_organisations(kept: Organisation, merged: Organisation, *, by: Actor, now: datetime) -> OrganisationMerge:
    """Join `merged` into `kept`: its contacts, exchanges and activities are then those of the kept record. (BD01)

    The kept record takes what it lacks. A row that would stand there twice stays with the other record.
    """
    for organisation in (kept, merged):
        policies.organisation.require("merge", by, organisation)
    rows = {row.pk: row for row in Organisation.objects.locked().filter(pk__in=(kept.pk, merged.pk))}
    kept, merged = rows[kept.pk], rows[merged.pk]
    if reason := rules.why_not_merged(kept, merged):
        raise Refused(reason)
    before: dict[str, Any] = {}
    for name in TAKEN:
        old, new = getattr(kept, name), getattr(merged, name)
        if old in (None, "") and new not in (None, ""):
            before[name] = old
            setattr(kept, name, new)
    kept.save()
    moves = {label: moved for label, model, column in references() if (moved := _move(model, column, kept, merged))}
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)
    merge = OrganisationMerge.objects.create(
        centre_id=kept.centre_id,
        kept=kept,
        merged=merged,
        moves=moves,
        kept_before=before,
        by_id=by.person_id,
        at=now,
    )
    journal.record(acts.MERGED, merge, about=[kept, merged], by=by, at=now)
    return merge


def _move(model: type[models.Model], column: models.ForeignKey, kept: Organisation, merged: Organisation) -> list[int]:
    """Point the rows to the kept record, but for those that it has already; gives those that moved."""
    rows = model._base_manager.filter(**{column.attname: merged.pk})
    for others in _alone(model, column):
        have = model._base_manager.filter(**{column.attname: kept.pk}).values_list(*others)
        for values in have:
            rows = rows.exclude(**dict(zip(others, values, strict=True)))
    moved = sorted(rows.values_list("pk", flat=True))
    model._base_manager.filter(pk__in=moved).update(**{column.attname: kept.pk})
    return moved


def _alone(model: type[models.Model], column: models.ForeignKey) -> Iterator[list[str]]:
    """The other columns of each unique constraint in which this one takes part."""
    together = [
        constraint.fields for constraint in model._meta.constraints if isinstance(constraint, models.UniqueConstraint)
    ]
    for fields in (*together, *model._meta.unique_together):
        if column.name in fields and len(fields) > 1:
            yield [model._meta.get_field(name).attname for name in fields if name != column.name]  # type: ignore[union-attr]


@transaction.atomic
def separate_organisations(merge: OrganisationMerge, *, by: Actor, now: datetime) -> OrganisationMerge:
    """Undo a join: each row goes back to its record; what was added since stays with the kept one."""
    policies.merges.require("separate", by, merge)
    list(Organisation.objects.locked().filter(pk__in=(merge.kept_id, merge.merged_id)))
    merge = OrganisationMerge.objects.select_related("kept", "merged").get(pk=merge.pk)
    if reason := rules.why_not_separated(merge):
        raise Refused(reason)
    known = {label: (model, column) for label, model, column in references()}
    for label, moved in merge.moves.items():
        model, column = known[label]
        still = model._base_manager.filter(pk__in=moved, **{column.attname: merge.kept_id})
        still.update(**{column.attname: merge.merged_id})
    for name, old in merge.kept_before.items():
        if getattr(merge.kept, name) == getattr(merge.merged, name):
            setattr(merge.kept, name, old)
    merge.kept.save()
    Organisation.objects.filter(pk=merge.merged_id).update(merged_into=None)
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    journal.record(acts.SEPARATED, merge, about=[merge.kept, merge.merged], by=by, at=now)
    return merge


@transaction.atomic
def keep_apart(one: Organisation, other: Organisation, *, by: Actor, now: datetime) -> OrganisationDistinction:
    """Say that two records which look alike are two organisations: they are no longer proposed."""
    for organisation in (one, other):
        policies.organisation.require("merge", by, organisation)
    first, second = sorted((one, other), key=lambda row: row.pk)
    distinction, is_new = OrganisationDistinction.objects.get_or_create(
        centre_id=first.centre_id, one=first, other=second, defaults={"by_id": by.person_id, "at": now}
    )
    if is_new:
        journal.record(acts.KEPT_APART, first, about=[second], by=by, at=now, params={"other": second})
    return distinction
