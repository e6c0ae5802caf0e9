"""The kinds of activities as the centre sets them: add, configure, move, archive. (P08.5)"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from jalon.activities import acts, kind_rules, policies
from jalon.activities.models import ActivityType, Registration
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures.models import Centre


@transaction.atomic
def add_type(centre: Centre, *, fields: Mapping[str, Any], by: Actor, now: datetime) -> ActivityType:
    """Add a kind of activity of the centre's own, at the end of the list.

    Raises Refused when the label is empty or already there.
    """
    policies.kind.require("add", by, centre.pk)
    Centre.objects.select_for_update().get(pk=centre.pk)
    known = list(centre.activity_types.all())
    kind = ActivityType(centre=centre, position=max((other.position for other in known), default=0) + 1, **fields)
    _check(kind, known)
    kind.code = _free_code(str(kind), {other.code for other in known})
    kind.save()
    journal.record(acts.TYPE_ADDED, kind, by=by, at=now)
    return kind


@transaction.atomic
def configure_type(kind: ActivityType, *, fields: Mapping[str, Any], by: Actor, now: datetime) -> ActivityType:
    """Change what the activities of a kind have and the delays that hold for them; what is coming follows at once.

    Raises Refused for a label that is taken, or when registrations are taken away while people are registered. (P08.5)
    """
    policies.kind.require("configure", by, kind)
    kind = ActivityType.objects.select_for_update(of=("self",)).select_related("centre").get(pk=kind.pk)
    before = journal.changed(kind, fields)
    if not before:
        return kind
    _check(kind, list(kind.centre.activity_types.exclude(pk=kind.pk)))
    coming = Registration.objects.live().filter(activity__type=kind, activity__starts_at__gt=now)
    registered = 0 if kind.has_registrations else coming.count()
    if reason := kind_rules.why_not_without_registrations(registered):
        raise Refused(reason, field="has_registrations")
    kind.save()
    journal.record(acts.TYPE_CONFIGURED, kind, by=by, at=now, before=before)
    return kind


@transaction.atomic
def move_type(kind: ActivityType, *, after: ActivityType | None, by: Actor, now: datetime) -> None:
    """Put a kind after another one in every list of choices, or first; positions are then counted from 1."""
    policies.kind.require("configure", by, kind)
    ordered = list(ActivityType.objects.select_for_update().filter(centre_id=kind.centre_id))
    former = [row.pk for row in ordered]
    rest = [row for row in ordered if row.pk != kind.pk]
    place = next((n for n, row in enumerate(rest, start=1) if after and row.pk == after.pk), 0)
    rest.insert(place, next(row for row in ordered if row.pk == kind.pk))
    if [row.pk for row in rest] == former:
        return
    for position, row in enumerate(rest, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    journal.record(acts.TYPE_MOVED, kind, by=by, at=now)


@transaction.atomic
def archive_type(kind: ActivityType, *, by: Actor, now: datetime) -> None:
    """Stop offering a kind; its past and coming activities stay as they are."""
    policies.kind.require("configure", by, kind)
    if kind.archived_at is None:
        kind.archived_at = now
        kind.save(update_fields=["archived_at"])
        journal.record(acts.TYPE_ARCHIVED, kind, by=by, at=now)


@transaction.atomic
def restore_type(kind: ActivityType, *, by: Actor, now: datetime) -> None:
    """Offer an archived kind again."""
    policies.kind.require("configure", by, kind)
    if kind.archived_at is not None:
        kind.archived_at = None
        kind.save(update_fields=["archived_at"])
        journal.record(acts.TYPE_RESTORED, kind, by=by, at=now)


def _check(kind: ActivityType, others: list[ActivityType]) -> None:
    if reason := kind_rules.why_not_this_label(str(kind), [str(other) for other in others]):
        raise Refused(reason, field="label")


def _free_code(label: str, taken: set[str]) -> str:
    """A code that no kind of the centre has, from the words of the label."""
    stem = slugify(label)[:50].strip("-")
    stem = stem if stem[:1].isalpha() else f"type-{stem}".rstrip("-")
    numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return next(code for code in [stem, *numbered] if code not in taken)
