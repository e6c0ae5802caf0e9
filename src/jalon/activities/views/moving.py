"""Moving an activity: the page that works everywhere, and what the calendar asks while one drags. (T01)"""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, forms, policies, rules
from jalon.activities.calendar.slots import taken
from jalon.activities.models import Activity
from jalon.activities.views import frame
from jalon.activities.views.editing import TAKEN
from jalon.core.pages import page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.ui.dates import Zone

LONGEST = timedelta(days=62)
"""The calendar never drags further than it shows."""


@page(policies.activity, "edit")
def move(request: Request, activity: Activity) -> HttpResponseBase:
    """Another day and hour for an activity; first what people would be told, when they would be."""
    back = _back(request)
    if reason := rules.why_not_changed(activity):
        ui.toast(request, reason, tone="warning")
        return ui.redirect(request, back)
    initial = {"day": activity.day, "starts_clock": activity.starts_clock}
    form = forms.MoveForm(request.POST if request.method == "POST" else None, initial=initial)
    refused, preview = None, None
    if request.method == "POST" and form.is_valid():
        try:
            preview = _move_or_foresee(request, activity, form.cleaned_data)
        except Forbidden:
            raise
        except Refused as refusal:
            refused = refusal
            forms.refuse(form, refusal)
        else:
            if preview is None:
                return ui.redirect(request, back)
    context = {
        "form": form,
        "activity": activity,
        "centre": request.centre,
        "preview": preview,
        "is_taken": refused is not None and refused.field in TAKEN,
        "accepted": "accept" in request.POST,
        "back": back,
        "back_query": _asked_back(request),
    }
    return ui.render(request, "activities/move.html", context, status=422 if form.errors else 200)


def _move_or_foresee(request: Request, activity: Activity, asked: dict[str, Any]) -> Any:
    """Move, unless people would be told and nobody said yet whether they should be: then what they would read."""
    told, now, accepted = request.POST.get("tell", ""), timezone.now(), "accept" in request.POST
    fields = actions.fields_moved(activity, **asked)
    if told not in {"yes", "no"}:
        preview = actions.foresee_edit(activity, by=request.actor, now=now, fields=fields, accept_conflicts=accepted)
        if preview is not None:
            return preview
    before = actions.last_move(activity)
    moved = actions.move_activity(
        activity, **asked, by=request.actor, now=now, accept_conflicts=accepted, quiet=told == "no"
    )
    entry = actions.last_move(activity)
    if entry is None or entry == before:
        ui.toast(request, _("L’activité est déjà à cette heure-là."), tone="info")
        return None
    undo = ui.Undo(frame.address("move_back", activity), {"entry": str(entry.pk), "retour": _asked_back(request)})
    words = _("« %(title)s » : déplacée au %(at)s.") % {
        "title": moved.title,
        "at": ui.moment(moved.starts_at, Zone(moved.zone)),
    }
    ui.toast(request, words, undo=undo)
    return None


@require_POST
@page(policies.activity, "edit")
def move_back(request: Request, activity: Activity) -> HttpResponseBase:
    """Put the activity back where it was before the move that the toast spoke of."""
    asked = request.POST.get("entry", "")
    entry_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 15 else 0
    return frame.done(
        request,
        _back(request),
        lambda: actions.move_back(activity, entry_id=entry_id, by=request.actor, now=timezone.now()),
        _("L’activité est revenue à son heure."),
    )


@page(policies.activity, "edit")
def slots(request: Request, activity: Activity) -> HttpResponse:
    """What already takes the room, the leader or the equipment of this activity, and the days off, as JSON."""
    try:
        first, last = (date.fromisoformat(request.GET.get(name, "")) for name in ("du", "au"))
    except ValueError:
        return JsonResponse({"taken": [], "off": {}}, status=400)
    last = min(last, first + LONGEST)
    return JsonResponse(taken(activity, first, last))


def _asked_back(request: Request) -> str:
    """The view of the calendar from which one comes: the part of its address after the mark."""
    return str(request.POST.get("retour", "") or request.GET.get("retour", ""))[:400]


def _back(request: Request) -> str:
    """Where to go on: always the calendar, so that no address can lead elsewhere."""
    path = reverse("activities:calendar", args=[request.centre.code])
    asked = _asked_back(request)
    return f"{path}?{asked}" if asked else path
