"""What an imported calendar becomes here: activities as drafts."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.activities import actions
from jalon.activities.models import Activity, ActivityType
from jalon.bookings.reading import Found
from jalon.bookings.receiving import Destination, Order
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.structures.models import Centre


def types_of(centre: Centre) -> list[tuple[str, str]]:
    """The kinds among which the import chooses."""
    return [(kind.code, str(kind)) for kind in ActivityType.objects.filter(centre=centre).order_by("position", "code")]


def create(order: Order, events: Sequence[Found]) -> list[Activity | None]:
    """One draft for each event that lasts some hours of one day of a known year; None for the others."""
    kind = ActivityType.objects.get(centre=order.centre, code=order.choice)
    return [_create(order, kind, event) for event in events]


def _create(order: Order, kind: ActivityType, event: Found) -> Activity | None:
    starts, ends = local(event.starts_at, order.centre.timezone), local(event.ends_at, order.centre.timezone)
    if event.is_whole_day or starts.date() != ends.date():
        return None
    try:
        with transaction.atomic():
            return actions.create_activity(
                order.centre,
                by=order.by,
                now=order.now,
                accept_conflicts=True,
                type=kind,
                title=event.title[:160],
                leader=order.person,
                day=starts.date(),
                starts_clock=starts.time(),
                ends_clock=ends.time(),
                place=event.where,
            )
    except Refused:
        return None


def change(order: Order, pk: int, event: Found) -> None:
    """A newer version of the event moves the draft; what was published meanwhile is the team's own affair."""
    activity = Activity.objects.filter(pk=pk, centre=order.centre, published_at=None, cancelled_at=None).first()
    starts, ends = local(event.starts_at, order.centre.timezone), local(event.ends_at, order.centre.timezone)
    if activity is None or starts.date() != ends.date():
        return
    fields = {"title": event.title[:160], "day": starts.date(), "place": event.where}
    clocks = {"starts_clock": starts.time(), "ends_clock": ends.time()}
    actions.edit_activity(activity, by=order.by, now=order.now, fields=fields | clocks, accept_conflicts=True)


DESTINATION = Destination(
    "activities.drafts",
    _("Des activités en brouillon"),
    _("Une par évènement, que vous relisez avant de les publier."),
    create=create,
    change=change,
    kind="activity",
    capability="activities.edit",
    choices=types_of,
)
