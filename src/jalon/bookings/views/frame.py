"""What the pages of the centre's calendar share: their tabs, their day, a button done with its way back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon import ui
from jalon.core.moments import local
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request


def today_at(request: Request) -> date:
    """The day as the centre reads it on its wall."""
    return local(timezone.now(), request.centre.timezone).date()


def address(request: Request, name: str, *args: Any) -> str:
    """An address of this package in this centre."""
    return reverse(f"bookings:{name}", args=[request.centre.code, *args])


def tabs(request: Request, current: str) -> dict[str, Any]:
    """The tabs of the centre's calendar, and whether the reader keeps it."""
    shown = [
        ("days", _("Jours fériés et vacances")),
        ("hours", _("Horaires d’ouverture")),
        ("team", _("Horaires de l’équipe")),
        ("equipment", _("Matériel")),
    ]
    return {
        "centre": request.centre,
        "views": [(name, label, address(request, name)) for name, label in shown],
        "view": current,
        "may_configure": request.actor.can("bookings.configure"),
    }


def done(
    request: Request, to: str, do: Callable[[], Any], message: str, *, undo: ui.Undo | None = None
) -> HttpResponseBase:
    """Do something from a button, say it with the way back, and go on; a refusal is said instead."""
    try:
        do()
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    else:
        ui.toast(request, message, undo=undo)
    return ui.redirect(request, to)
