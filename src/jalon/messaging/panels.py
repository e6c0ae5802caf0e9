"""The messages on the pages of people and activities, and what waits for the team."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.messaging import kinds, queries
from jalon.messaging.models import State
from jalon.ui.registries.navigation import Entry
from jalon.ui.registries.panels import Panel
from jalon.ui.registries.waiting import Source
from jalon.ui.statuses import Status

SHOWN = 10

STATUSES = {
    State.WAITING.value: Status("progress", State.WAITING.label, "hourglass"),
    State.SENDING.value: Status("progress", State.SENDING.label, "send"),
    State.SENT.value: Status("success", State.SENT.label, "mail-check"),
    State.FAILED.value: Status("danger", State.FAILED.label, "mail-x"),
    State.RECALLED.value: Status("muted", State.RECALLED.label, "arrow-back-up"),
    State.SUPPRESSED.value: Status("muted", State.SUPPRESSED.label, "bell-off"),
    State.GROUPED.value: Status("info", State.GROUPED.label, "sunrise"),
}


def _context(kind: str) -> Callable[[HttpRequest, Any], dict[str, Any] | None]:
    def context(request: HttpRequest, obj: Any) -> dict[str, Any] | None:
        rows = queries.messages_about(kind, obj.pk, by=request.actor, limit=SHOWN)  # type: ignore[attr-defined]
        if not rows:
            return None
        return {
            "rows": [(row, kinds.label_of(row.kind)) for row in rows],
            "centre": request.centre,  # type: ignore[attr-defined]
            "shows_person": kind != "person",
        }

    return context


def _panel(kind: str) -> Panel:
    return Panel(
        f"messaging.{kind}",
        kind=kind,
        title=_("Messages"),
        icon="mail",
        order=80,
        capability="messaging.read",
        template="messaging/panel.html",
        context=_context(kind),
    )


PANELS = [_panel("person"), _panel("activity")]


def _failing(actor: Actor, centre: Any, now: datetime) -> int:
    return queries.failing(actor).count()


def _failing_url(centre: Any) -> str:
    return f"{reverse('messaging:messages', args=[centre.code])}?state={State.FAILED}"


FAILING = Source(
    "messaging.failed",
    _("message en échec"),
    _("messages en échec"),
    "mail-x",
    order=60,
    capability="messaging.mend",
    count=_failing,
    url=_failing_url,
    tone="danger",
)


def _messages_url(centre: Any) -> str | None:
    return reverse("messaging:messages", args=[centre.code]) if centre else None


def _preferences_url(centre: Any) -> str | None:
    return reverse("messaging:preferences", args=[centre.code]) if centre else None


ENTRIES = [
    Entry(
        "messaging.messages",
        _("Messages envoyés"),
        "mail",
        _messages_url,
        section="centre",
        order=60,
        capability="messaging.read",
    ),
    Entry(
        "messaging.preferences", _("Mes messages"), "bell", _preferences_url, area="account", order=30, signed_in=True
    ),
]
