"""What a kit brings to the centre's calendar: holidays and opening hours."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from jalon.bookings import acts, policies
from jalon.bookings.models import Holiday, OpeningHours
from jalon.core.actor import Actor, ActorKind
from jalon.journal import recording as journal
from jalon.structures.models import Centre


@transaction.atomic
def deliver_days(centre: Centre, items: Sequence[Mapping[str, Any]], *, by: Actor, now: datetime) -> None:
    """Make the days off that a kit brings, or bring them to what it says; a day that the centre confirmed stays."""
    _require(centre, by)
    known = {row.code: row for row in Holiday.objects.filter(centre=centre).exclude(code="")}
    for item in items:
        row = known.get(item["code"]) or Holiday(centre=centre, code=item["code"])
        if row.confirmed_by_id or row.removed_at:
            continue  # what somebody of the centre decided is not undone by a newer kit
        row.kind, row.label = item["kind"], item["label"]
        row.starts_on, row.ends_on = item["starts_on"], item["ends_on"] or item["starts_on"]
        row.confirmed_at = None if item["to_confirm"] else row.confirmed_at or now
        row.save()
    journal.record(acts.DAYS_DELIVERED, centre, by=by, at=now, params={"count": len(items)})


@transaction.atomic
def deliver_hours(centre: Centre, items: Sequence[Mapping[str, Any]], *, by: Actor, now: datetime) -> None:
    """Make the opening hours that a kit brings, or bring them to what it says."""
    _require(centre, by)
    known = {row.code: row for row in OpeningHours.objects.filter(centre=centre).exclude(code="")}
    for item in items:
        row = known.get(item["code"]) or OpeningHours(centre=centre, code=item["code"])
        if row.removed_at:
            continue
        row.label, row.is_special, row.week = item["label"], item["is_special"], item["week"]
        row.starts_on, row.ends_on = item["starts_on"], item["ends_on"]
        row.confirmed_at = None if item["to_confirm"] else row.confirmed_at or now
        row.save()
    journal.record(acts.DAYS_DELIVERED, centre, by=by, at=now, params={"count": len(items)})


def _require(centre: Centre, by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM:
        policies.calendar.require("configure", by, centre)
