"""What people will be told, shown before it is done: the act is tried and undone, nothing stays."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction

from jalon.activities.actions.scheduling import concerned_by, edit_activity
from jalon.activities.models import Activity
from jalon.bookings.models import Equipment
from jalon.core.actor import Actor
from jalon.messaging.previews import Preview, preview
from jalon.structures.models import Reference

WHEN_AND_WHERE = ("day", "starts_clock", "ends_clock", "site", "room", "place", "online_url")


def foresee_edit(
    activity: Activity,
    *,
    by: Actor,
    now: datetime,
    fields: Mapping[str, Any],
    levels: Iterable[Reference] | None = None,
    equipment: Iterable[Equipment] | None = None,
    accept_conflicts: bool = False,
) -> Preview | None:
    """What a change of date or place would tell whom; None when nobody would be told.

    Raises Refused for whatever the change itself would be refused for.
    """
    moves = any(name in fields and getattr(activity, name) != fields[name] for name in WHEN_AND_WHERE)
    people = concerned_by(activity) if moves and activity.published_at else []
    if not people:
        return None
    former = activity.starts_at
    with transaction.atomic():
        changed = edit_activity(
            copy(activity),
            by=by,
            now=now,
            fields=fields,
            levels=levels,
            equipment=equipment,
            accept_conflicts=accept_conflicts,
            quiet=True,
        )
        transaction.set_rollback(True)
    context = {"activity": changed, "moved": changed.starts_at != former, "former": former}
    return preview("activities.changed", people, by=by, now=now, about=changed, day=changed.day, context=context)


def foresee_cancel(activity: Activity, *, reason: str, by: Actor, now: datetime) -> Preview | None:
    """What cancelling would tell whom, with this reason; None when nobody is registered."""
    people = concerned_by(activity)
    if not people:
        return None
    cancelled = copy(activity)
    cancelled.cancelled_at, cancelled.cancelled_reason = now, reason
    return preview(
        "activities.cancelled",
        people,
        by=by,
        now=now,
        about=cancelled,
        day=activity.day,
        context={"activity": cancelled},
    )
