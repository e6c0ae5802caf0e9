"""What the desk hangs on the navigation, on *Ma journée*, on a person's page and on timelines."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.people.models import Person
from jalon.ui import statuses
from jalon.ui.registries import navigation, panels, timeline, waiting
from jalon.ui.statuses import Status as Look
from jalon.welcome import queries
from jalon.welcome.models import State

VISIT = {
    State.WAITING: Look("progress", _("Attend"), "hourglass"),
    State.RECEIVED: Look("info", _("En cours"), "message-circle"),
    State.SERVED: Look("success", _("Terminée"), "check"),
    State.LEFT: Look("muted", _("Partie sans être reçue"), "door"),
    State.CANCELLED: Look("muted", _("Annulée"), "x"),
}
LOOKS = {
    "arrived": ("door-enter", "info"),
    "received": ("message-circle", "info"),
    "recorded": ("clipboard-check", "neutral"),
    "ended": ("check", "success"),
    "left": ("door", "muted"),
    "moved_back": ("arrow-back-up", "neutral"),
    "cancelled": ("x", "muted"),
    "restored": ("arrow-back-up", "info"),
    "invited": ("mail-forward", "info"),
    "completed": ("checks", "success"),
    "chosen": ("settings", "neutral"),
    "shift_planned": ("calendar-plus", "info"),
    "shift_replaced": ("user-share", "info"),
    "shift_cancelled": ("calendar-minus", "muted"),
    "shift_restored": ("arrow-back-up", "info"),
}
SHOWN = 10
"""Visits on somebody's page; the list has the others."""


def _incomplete(actor: Actor, centre: Any, now: datetime) -> int:
    return queries.to_complete(actor, now).count()


def _visits(request: HttpRequest, person: Person) -> dict[str, Any] | None:
    rows = list(queries.visits_of(person, by=request.actor)[:SHOWN])  # type: ignore[attr-defined]
    return {"rows": rows} if rows else None


def register() -> None:
    """Fill the registries of `ui`; called once by `apps`."""
    statuses.register("visit", {str(code): look for code, look in VISIT.items()})
    navigation.register(
        navigation.Entry(
            "welcome.desk",
            _("Accueil"),
            "door-enter",
            url=lambda centre: reverse("welcome:desk", args=[centre.code]) if centre else None,
            section="work",
            order=10,
            capability="welcome.receive",
        )
    )
    navigation.register(
        navigation.Entry(
            "welcome.own_shifts",
            _("Mes créneaux"),
            "calendar-time",
            url=lambda centre: reverse("welcome:shifts", args=[centre.code]) if centre else None,
            section="work",
            order=11,
            capability="welcome.help",
        ),
        navigation.Entry(
            "welcome.shifts",
            _("Accueil"),
            "door-enter",
            url=lambda centre: reverse("welcome:shifts", args=[centre.code]) if centre else None,
            area="portal",
            order=30,
            capability="welcome.help",
        ),
    )
    waiting.register(
        waiting.Source(
            "welcome.incomplete",
            _("fiche de visite à compléter"),
            _("fiches de visite à compléter"),
            "clipboard-list",
            count=_incomplete,
            url=lambda centre: f"{reverse('welcome:visits', args=[centre.code])}?etat=incomplete",
            order=25,
            capability="welcome.receive",
        )
    )
    panels.register(
        panels.Panel(
            "welcome.visits",
            kind="person",
            title=_("Passages à l’accueil"),
            icon="door-enter",
            template="welcome/panel.html",
            context=_visits,
            order=5,
            capability="welcome.receive",
        )
    )
    for name, (icon, tone) in LOOKS.items():
        timeline.register(f"welcome.{name}", timeline.Look(icon, tone))
