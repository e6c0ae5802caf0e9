"""The page of an activity: who comes, who waits, what remains to be confirmed; and what happened. (P08.4, P08.5)"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, policies, queries, rules, searching
from jalon.activities.models import Activity, Registration, Status
from jalon.activities.views import frame
from jalon.core.pages import page
from jalon.core.request import Request
from jalon.journal import timeline as journal
from jalon.people import policies as people_policies
from jalon.ui.registries.timeline import Line


@page(policies.activity, "see_registrations")
def activity(request: Request, activity: Activity) -> HttpResponse:
    """Who is registered, to confirm, waiting, offered; ended ones folded; somebody can be added by name."""
    now = timezone.now()
    typed = request.GET.get("qui", "")
    rows = list(queries.registrations_of(activity, by=request.actor, name=request.GET.get("q", "")))
    shown = frame.context(request, activity, tab="registrations", now=now)
    context = {
        **shown,
        **_grouped(rows),
        "ended": list(searching.ended_of(activity, by=request.actor)),
        "typed": typed,
        "found": searching.people_to_add(activity, by=request.actor, text=typed) if shown["may_add"] else [],
        "why_not_added": rules.why_not_added(activity, already=False),
        "is_full": shown["tallies"]["free"] == 0,
        "may_offer": shown["may_edit"] and _may_offer(activity, shown["tallies"], now),
    }
    partial = "found" if request.headers.get("HX-Target", "").endswith("found") else None
    return ui.render(request, "activities/activity.html", context, partial=partial)


def _grouped(rows: Iterable[Registration]) -> dict[str, Any]:
    groups: dict[str, list[Registration]] = {status: [] for status in Status.values}
    for row in rows:
        groups[row.status].append(row)
    return {
        "requested": groups[Status.REQUESTED],
        "confirmed": sorted(groups[Status.CONFIRMED], key=lambda row: (row.person.name_key, row.pk)),
        "offered": groups[Status.OFFERED],
        "waiting": list(enumerate(groups[Status.WAITING], start=1)),
    }


def _may_offer(activity: Activity, tallies: dict[str, Any], now: datetime) -> bool:
    """Free places that go to no one by themselves: the adviser gives them."""
    is_free = tallies["free"] is None or tallies["free"] > 0
    return bool(tallies["waiting"]) and is_free and now < activity.starts_at and activity.cancelled_at is None


@page(policies.activity, "see_registrations")
def opinions(request: Request, activity: Activity) -> HttpResponse:
    """What other packages say of an activity: satisfaction, messages."""
    context = frame.context(request, activity, tab="opinions", now=timezone.now())
    return ui.render(request, "activities/opinions.html", context)


@page(policies.activity, "see_registrations")
def history(request: Request, activity: Activity) -> HttpResponse:
    """Everything that happened to an activity, newest first."""
    lines = [Line(line.at, line.sentence, line.act) for line in journal.of(activity, limit=200)]
    context = frame.context(request, activity, tab="history", now=timezone.now())
    return ui.render(request, "activities/history.html", {**context, "lines": lines})


@require_POST
@page(policies.activity, "confirm")
def confirm(request: Request, activity: Activity) -> HttpResponseBase:
    """Confirm one, those ticked, or all that wait."""
    asked = request.POST.getlist("one") or request.POST.getlist("chosen")
    chosen = [int(value) for value in asked if value.isdecimal() and len(value) < 19]
    wanted = None if "all" in request.POST else chosen
    return frame.done(
        request,
        frame.address("activity", activity),
        lambda: actions.confirm_registrations(activity, wanted, by=request.actor, now=timezone.now()),
        lambda count: (
            ngettext("%(count)s inscription confirmée.", "%(count)s inscriptions confirmées.", count) % {"count": count}
        ),
    )


@require_POST
@page(policies.activity, "confirm")
def offer(request: Request, activity: Activity) -> HttpResponseBase:
    """Give the free places to the queue, in its order, whatever the hour."""
    return frame.done(
        request,
        frame.address("activity", activity),
        lambda: actions.offer_free_places(activity, by=request.actor, now=timezone.now()),
        _("Les places libres sont données aux premières personnes de la liste d’attente, qui sont prévenues."),
    )


@require_POST
@page(policies.activity, "register_others")
def add(request: Request, activity: Activity) -> HttpResponseBase:
    """Put somebody on the list by hand; in the queue when it is full and asked so."""
    now, to = timezone.now(), frame.address("activity", activity)
    person = (
        people_policies.person.visible_to(request.actor).live().filter(public_id=request.POST.get("person", "")).first()
    )
    if person is None:
        ui.toast(request, _("Choisissez d’abord une personne dans la liste."), tone="warning")
        return ui.redirect(request, to)
    do = actions.register if "queue" in request.POST else actions.add_registration
    said = _("%(name)s est en liste d’attente.") if "queue" in request.POST else _("%(name)s a sa place, confirmée.")
    return frame.done(
        request, to, lambda: do(activity, person, by=request.actor, now=now), said % {"name": person.full_name}
    )


@require_POST
@page(policies.registration, "manage")
def cancel(request: Request, registration: Registration) -> HttpResponseBase:
    """End a registration, with the way back."""
    undo = ui.Undo(reverse("activities:restore_registration", args=[request.centre.code, registration.public_id]))
    return frame.done(
        request,
        frame.address("activity", registration.activity),
        lambda: actions.cancel_registration(registration, by=request.actor, now=timezone.now()),
        _("Inscription de %(name)s annulée.") % {"name": registration.person.full_name},
        undo=undo,
    )


@require_POST
@page(policies.registration, "manage")
def restore(request: Request, registration: Registration) -> HttpResponseBase:
    """Take a cancelled registration up again."""
    return frame.done(
        request,
        frame.address("activity", registration.activity),
        lambda: actions.restore_registration(registration, by=request.actor, now=timezone.now()),
        _("Inscription de %(name)s rétablie.") % {"name": registration.person.full_name},
    )
