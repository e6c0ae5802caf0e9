"""What the pages of the desk share: the moment and key of a command, the person chosen, a new one."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from jalon.core import names
from jalon.core.request import Request
from jalon.people import policies as people
from jalon.people.models import Person
from jalon.welcome import actions, forms, queries


def address(name: str, request: Request, *args: Any) -> str:
    """The address of a page of the desk."""
    return reverse(f"welcome:{name}", args=[request.centre.code, *args])


def moment_of(request: Request, now: datetime) -> datetime:
    """The moment that a device gives to its command (`at`, ISO), never later than now; now when it gives none."""
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        at = None
    return now if at is None or timezone.is_naive(at) else min(at, now)


def key_of(request: Request) -> str | None:
    """The key by which a second arrival of this form is known."""
    return request.POST.get("arrival_key") or None


def person_of(request: Request, public_id: str) -> Person | None:
    """The person chosen, if somebody at the desk may see them."""
    visible = people.person.visible_to(request.actor).live()
    return visible.filter(public_id=public_id).first() if public_id else None


def split_name(typed: str) -> dict[str, str]:
    """What was searched, as a first guess of the name of somebody new."""
    words = typed.split()
    if not words or "@" in typed or any(character.isdigit() for character in typed):
        return {}
    if len(words) == 1:
        return {"last_name": names.proper(words[0])}
    return {"first_name": names.proper(words[0]), "last_name": names.proper(" ".join(words[1:]))}


def newcomer_of(request: Request, newcomer: forms.NewcomerForm, form: forms.QuickForm) -> Person | actions.Newcomer:
    """Whoever has this very name and address already, else somebody new. Nothing of the record is shown."""
    last, first = newcomer.cleaned_data["last_name"], newcomer.cleaned_data["first_name"]
    known = queries.known_as(request.centre, last, first, form.cleaned_data["personal_email"])
    return known or actions.Newcomer(last, first)
