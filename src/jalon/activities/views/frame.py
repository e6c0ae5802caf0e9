"""What the pages of one activity share: its facts, where it stands, the next thing to do, the tabs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.dateparse import parse_datetime

from jalon import ui
from jalon.activities import policies, queries, rules, searching
from jalon.activities.models import Activity
from jalon.activities.rules import State
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request

TABS = ("registrations", "roll", "closing", "certificates", "opinions", "event_sheet", "review", "history")


def address(name: str, activity: Activity) -> str:
    """The address of one of the pages of an activity."""
    return reverse(f"activities:{name}", args=[activity.centre.code, activity.public_id])


def context(request: Request, activity: Activity, *, tab: str, now: datetime) -> dict[str, Any]:
    """Header and tabs of an activity's page."""
    tallies = searching.tallies(activity)
    unmarked = queries.unmarked_people(activity).count() if now >= activity.starts_at else 0
    actor, state = request.actor, rules.state_of(activity, now)
    may_edit = policies.activity.can_edit(actor, activity)
    return {
        "activity": activity,
        "centre": request.centre,
        "state": state,
        "tab": tab,
        **{f"on_{name}": name == tab for name in TABS},
        "tallies": tallies,
        "unmarked": unmarked,
        "step": rules.next_step(activity, requested=tallies["requested"], unmarked=unmarked, now=now),
        "why_not_published": rules.why_not_published(activity, now) if state is State.DRAFT else None,
        "why_not_marked": rules.why_not_marked(activity, now),
        "is_editable": may_edit and rules.why_not_changed(activity) is None,
        "may_edit": may_edit,
        "may_publish": policies.activity.can_publish(actor, activity),
        "may_mark": policies.activity.can_mark(actor, activity),
        "may_close": policies.activity.can_close(actor, activity),
        "may_add": policies.activity.can_register_others(actor, activity),
        "has_certificates": bool(activity.type.certificate),
        "has_questionnaire": bool(activity.type.questionnaire),
        "has_begun": now >= activity.starts_at and activity.cancelled_at is None,
    }


def done(
    request: Request,
    to: Any,
    do: Callable[[], Any],
    message: str | Callable[[Any], str],
    *,
    undo: ui.Undo | None = None,
) -> HttpResponseBase:
    """Do something from a button, say it with the way back, and go on; a refusal is said instead.

    `message` may be a function of what was done.
    """
    try:
        result = do()
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    else:
        ui.toast(request, message(result) if callable(message) else message, undo=undo)
    return ui.redirect(request, to)


def moment_of(request: Request, now: datetime) -> datetime:
    """The moment that a device gives to its command (`at`, ISO), never later than now; now when it gives none."""
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        at = None
    if at is None or timezone.is_naive(at):
        return now
    return min(at, now)


def key_of(request: Request) -> str | None:
    """The key by which a second arrival of this form is known."""
    return request.POST.get("arrival_key") or None


def pdf(content: bytes, name: str) -> HttpResponse:
    """A produced document, shown by the browser and saved under this name; kept by no cache."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return response
