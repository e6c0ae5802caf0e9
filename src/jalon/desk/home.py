"""Where somebody starts in a centre: the team on *Ma journée*, young people and visitors on the portal."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jalon.core.actor import Actor, visitor


def home(actor: Actor, centre: Any) -> str:
    """The address of the first page of this person in this centre."""
    if actor.can("desk.open"):
        return reverse("desk:day", args=[centre.code])
    return f"/{centre.code}/"


def home_of(request: HttpRequest) -> str:
    """The same for a request: where the logo leads."""
    centre = getattr(request, "centre", None)
    return home(getattr(request, "actor", None) or visitor(), centre) if centre else "/"
