"""Activities on the days of *Ma journée*."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.activities import policies
from jalon.activities.models import Activity
from jalon.activities.queries import seat_count
from jalon.core.actor import Actor
from jalon.core.moments import day_bounds
from jalon.desk.agenda import Item


def activities(actor: Actor, centre: Any, first: date, last: date) -> Iterable[Item]:
    """The activities of these days, drafts and cancelled ones with their state. One query.

    They lead to their page for who may open it; the host institution only sees what is announced.
    """
    opens = actor.can("activities.read")
    after, before = day_bounds(first, last, centre.timezone)
    rows = (
        policies.activity.visible_to(actor)
        .filter(starts_at__gte=after, starts_at__lt=before)
        .select_related("type", "room", "site", "leader")
        .annotate(taken=seat_count())
    )
    for activity in rows:
        yield Item(
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
            title=activity.title,
            url=reverse("activities:activity", args=[centre.code, activity.public_id]) if opens else "",
            kind=str(activity.type),
            where=activity.where,
            who=activity.leader.full_name,
            detail=_seats(activity),
            icon=activity.type.icon,
            is_mine=activity.leader_id == actor.person_id,
            state=_state(activity),
        )


def _seats(activity: Activity) -> str:
    taken = activity.taken or 0  # type: ignore[attr-defined]
    if not activity.type.has_registrations:
        return ""
    if activity.seats is None:
        return _("%(taken)s inscrits") % {"taken": taken}
    return _("%(taken)s inscrits sur %(seats)s places") % {"taken": taken, "seats": activity.seats}


def _state(activity: Activity) -> tuple[str, str] | None:
    if activity.cancelled_at:
        return "muted", _("annulée")
    if activity.published_at is None:
        return "neutral", _("brouillon")
    return ("success", _("clôturée")) if activity.closed_at else None
