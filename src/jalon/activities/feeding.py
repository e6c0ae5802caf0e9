"""What activities show in calendar feeds: who leads or is registered, what a room holds, the programme."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from jalon.activities import acts
from jalon.activities.models import Activity, Registration
from jalon.activities.papers import whole
from jalon.bookings.feeds import Event, Wanted
from jalon.core.addresses import public_page
from jalon.core.moments import day_bounds
from jalon.journal.models import Entry


def events(wanted: Wanted) -> Iterator[Event]:
    """The activities of a feed in two queries; a cancelled one stays, so that calendars strike it out."""
    bounds = day_bounds(wanted.first, wanted.last, wanted.centre.timezone)
    rows = Activity.objects.filter(centre=wanted.centre, starts_at__gte=bounds[0], starts_at__lt=bounds[1])
    rows = rows.exclude(published_at=None, cancelled_at__isnull=False)  # a draft that was dropped was never told
    chosen = list(_chosen(rows, wanted).select_related("centre", "room", "site"))
    changes = _changes(chosen)
    for activity in chosen:
        yield _event(activity, wanted, *changes.get(activity.pk, (0, None)))


def _chosen(rows: QuerySet[Activity], wanted: Wanted) -> QuerySet[Activity]:
    resource = wanted.resource
    if wanted.is_public:
        return rows.exclude(published_at=None)
    if resource is None:
        return rows
    if resource.kind == "person":
        mine = Registration.objects.coming().filter(activity=OuterRef("pk"), person=resource.id)
        return rows.filter(Q(leader=resource.id) | Exists(mine))
    return rows.filter(room=resource.id) if resource.kind == "room" else rows.filter(equipment=resource.id)


def _changes(activities: list[Activity]) -> dict[int, tuple[int, datetime | None]]:
    """How often what the entry says changed, and when last."""
    told = (acts.EDITED, acts.POSTPONED, acts.CANCELLED, acts.RESTORED)
    rows = Entry.objects.filter(kind="activity", object_id__in=[row.pk for row in activities], act__in=told)
    found = rows.order_by().values_list("object_id").annotate(Count("pk"), Max("at"))
    return {pk: (count, last) for pk, count, last in found}


def _event(activity: Activity, wanted: Wanted, sequence: int, changed_at: datetime | None) -> Event:
    known = [changed_at, activity.published_at, activity.created_at]
    leads = wanted.resource is None or activity.leader_id == wanted.resource.id
    page = acts.ACTIVITY.page if leads and not wanted.is_public else None
    online = "" if wanted.is_public or wanted.resource is None else activity.online_url
    return Event(
        uid=f"{activity.public_id}@jalon",
        title=activity.title,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        zone=activity.zone,
        changed_at=max(moment for moment in known if moment is not None),
        sequence=sequence,
        where=activity.where or online,
        description="\n\n".join(text for text in (activity.description, online) if text),
        url=whole(page(activity) if page else public_page(activity)),
        is_cancelled=activity.cancelled_at is not None,
        is_firm=activity.published_at is not None,
    )
