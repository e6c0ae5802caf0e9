"""The desk: search as one types, the day's queue, arrivals. (P06.1, P24.1.a)"""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.people.models import Person
from jalon.ui.rendering import wants_part
from jalon.welcome import actions, forms, policies, queries
from jalon.welcome.models import State, Visit
from jalon.welcome.views import frame


@area("welcome.receive")
def desk(request: Request) -> HttpResponse:
    """Who comes, who waits, who is being received."""
    return _page(request)


def _page(
    request: Request, *, newcomer: forms.NewcomerForm | None = None, homonyms: list[Person] | None = None
) -> HttpResponse:
    now, typed = timezone.now(), request.GET.get("q", "")[:80]
    asked = request.headers.get("HX-Target", "")
    part = "queue" if asked.endswith("queue") else "found"
    wrong = bool((newcomer and newcomer.errors) or homonyms)
    context: dict[str, Any] = {"centre": request.centre, "typed": typed, "now": now}
    if part == "found" or not wants_part(request):
        context |= {
            "found": queries.people_called(request.centre, typed, by=request.actor, now=now) if typed else [],
            "newcomer": newcomer or forms.NewcomerForm(initial=frame.split_name(typed)),
            "homonyms": homonyms or [],
        }
    if part == "queue" or not wants_part(request):
        context |= _queue(request)
    return ui.render(request, "welcome/desk.html", context, partial=part, status=422 if wrong else 200)


def _queue(request: Request) -> dict[str, Any]:
    now = timezone.now()
    return {
        "queue": queries.queue(request.centre, by=request.actor, now=now),
        "shown": queries.OVER_SHOWN,
        "incomplete": queries.to_complete(request.actor, now).count(),
        "me": request.actor.person_id,
    }


@require_POST
@area("welcome.receive")
def arrive(request: Request) -> HttpResponseBase:
    """Somebody is at the desk: one of the people found, or a new record; received at once or put in the queue."""
    now = timezone.now()
    at_once = request.POST.get("state") == State.RECEIVED
    met = actions.Met(state=State.RECEIVED if at_once else State.WAITING)
    who: Person | actions.Newcomer | None
    form = forms.NewcomerForm(request.POST)
    if chosen := request.POST.get("person"):
        who = frame.person_of(request, chosen)
        if who is None:
            ui.toast(request, _("Cette personne n’existe plus : cherchez-la de nouveau."), tone="warning")
            return ui.redirect(request, frame.address("desk", request))
    else:
        if not form.is_valid():
            return _page(request, newcomer=form)
        name = f"{form.cleaned_data['first_name']} {form.cleaned_data['last_name']}"
        same = [] if "sure" in request.POST else queries.people_called(request.centre, name, by=request.actor, now=now)
        if same:
            return _page(request, newcomer=form, homonyms=same)
        who = actions.Newcomer(form.cleaned_data["last_name"], form.cleaned_data["first_name"])
    try:
        visit = actions.welcome_visitor(
            request.centre,
            who,
            met,
            by=request.actor,
            now=now,
            at=frame.moment_of(request, now),
            key=frame.key_of(request),
        )
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
        return ui.redirect(request, frame.address("desk", request))
    if at_once:
        return ui.redirect(request, frame.address("visit", request, visit.public_id))
    undo = ui.Undo(frame.address("cancel", request, visit.public_id), {})
    ui.toast(request, _("%(name)s attend d’être reçu.") % {"name": visit.person.full_name}, undo=undo)
    return ui.redirect(request, frame.address("desk", request))


@require_POST
@page(policies.visit, "receive")
def move(request: Request, visit: Visit) -> HttpResponseBase:
    """Receive, finish, note a departure, or put back: one button of the queue, with the way back."""
    to, former = request.POST.get("to", ""), visit.state
    now = timezone.now()
    status = 200
    try:
        moved = actions.move_visit(
            visit, to, by=request.actor, now=now, at=frame.moment_of(request, now), key=frame.key_of(request)
        )
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
        status = 422
    else:
        if "undone" not in request.POST:
            undo = ui.Undo(frame.address("move", request, visit.public_id), {"to": former, "undone": "1"})
            ui.toast(request, _said(moved), undo=undo)
    if wants_part(request) and request.headers.get("HX-Target", "").endswith("queue"):
        context = {"centre": request.centre, "now": now, **_queue(request)}
        return ui.render(request, "welcome/desk.html", context, partial="queue", status=status)
    if to == State.RECEIVED and status == 200:
        return ui.redirect(request, frame.address("visit", request, visit.public_id))
    return ui.redirect(request, frame.address("desk", request))


def _said(visit: Visit) -> str:
    sentences = {
        State.WAITING: _("%(name)s attend de nouveau."),
        State.RECEIVED: _("Vous recevez %(name)s."),
        State.SERVED: _("La visite de %(name)s est terminée."),
        State.LEFT: _("%(name)s est reparti sans être reçu."),
    }
    return sentences[visit.state] % {"name": visit.person.full_name}


@require_POST
@page(policies.visit, "receive")
def cancel(request: Request, visit: Visit) -> HttpResponseBase:
    """Entered by mistake."""
    return _flip(request, visit, restored=False)


@require_POST
@page(policies.visit, "receive")
def restore(request: Request, visit: Visit) -> HttpResponseBase:
    """It was no mistake."""
    return _flip(request, visit, restored=True)


def _flip(request: Request, visit: Visit, *, restored: bool) -> HttpResponseBase:
    do = actions.restore_visit if restored else actions.cancel_visit
    try:
        do(visit, by=request.actor, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    else:
        said = _("La visite de %(name)s est rétablie.") if restored else _("La visite de %(name)s est annulée.")
        undo = None if restored else ui.Undo(frame.address("restore", request, visit.public_id), {})
        ui.toast(request, said % {"name": visit.person.full_name}, undo=undo)
    return ui.redirect(request, frame.address("desk", request))
