"""What the package hangs on the navigation, on *Ma journée* and on timelines."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.bookings import acts, policies
from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.ui.registries import navigation, timeline, waiting

SOON = timedelta(days=30)
"""How long before a day off *Ma journée* asks to confirm it."""

_LOOKS = {
    acts.EQUIPMENT_ADDED: ("plus", "neutral"),
    acts.EQUIPMENT_DESCRIBED: ("pencil", "neutral"),
    acts.EQUIPMENT_ARCHIVED: ("archive", "muted"),
    acts.EQUIPMENT_RESTORED: ("arrow-back-up", "info"),
    acts.HOLIDAY_ADDED: ("calendar-plus", "neutral"),
    acts.HOLIDAY_MOVED: ("calendar-time", "warning"),
    acts.HOLIDAY_CONFIRMED: ("calendar-check", "success"),
    acts.HOLIDAY_UNCONFIRMED: ("calendar-minus", "muted"),
    acts.HOLIDAY_REMOVED: ("calendar-x", "muted"),
    acts.HOLIDAY_RESTORED: ("arrow-back-up", "info"),
    acts.OPENING_SET: ("clock", "neutral"),
    acts.OPENING_REMOVED: ("clock", "muted"),
    acts.OPENING_RESTORED: ("arrow-back-up", "info"),
    acts.WORKING_TIME_SET: ("clock", "neutral"),
    acts.WORKING_TIME_ENDED: ("clock", "muted"),
    acts.DAYS_DELIVERED: ("calendar", "neutral"),
}


def _days(centre: Any) -> str | None:
    return reverse("bookings:days", args=[centre.code]) if centre else None


def _to_confirm(actor: Actor, centre: Any, now: datetime) -> int:
    today = local(now, centre.timezone).date()
    rows = policies.holiday.visible_to(actor).filter(confirmed_at=None, removed_at=None)
    return rows.filter(starts_on__gte=today, starts_on__lte=today + SOON).count()


def register() -> None:
    """Called once, when the package is ready."""
    navigation.register(
        navigation.Entry(
            "bookings.days",
            _("Jours et horaires"),
            "calendar-time",
            url=_days,
            section="centre",
            order=30,
            capability="structures.read",
        )
    )
    navigation.register(
        navigation.Entry(
            "bookings.calendars",
            _("Mes agendas"),
            "calendar-month",
            url=lambda centre: reverse("bookings:calendars", args=[centre.code]) if centre else None,
            area="account",
            order=30,
            signed_in=True,
        )
    )
    waiting.register(
        waiting.Source(
            "bookings.to_confirm",
            _("jour férié à confirmer"),
            _("jours fériés à confirmer"),
            "calendar-time",
            order=70,
            capability="bookings.configure",
            count=_to_confirm,
            url=lambda centre: reverse("bookings:days", args=[centre.code]),
        )
    )
    for act, (icon, tone) in _LOOKS.items():
        timeline.register(act, timeline.Look(icon, tone))
