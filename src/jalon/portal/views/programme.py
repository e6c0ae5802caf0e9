"""The programme, and the page of each activity with what one can do there."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, policies, rules
from jalon.activities import queries as activities
from jalon.activities.models import Activity, Registration
from jalon.core.arrivals import once
from jalon.core.names import key as name_key
from jalon.core.pages import page, public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.portal import queries
from jalon.portal.forms import ProgrammeFilters
from jalon.ui.registries import layout

REGISTERED = "activities.registered"


@public
def home(request: Request) -> HttpResponse:
    """The centre's address: each to their own first page, visitors to the programme."""
    own = layout.home_of(request)
    programme_page = reverse("portal:programme", args=[request.centre.code])
    return redirect(programme_page if own in ("/", request.path) else own)


@public
def programme(request: Request) -> HttpResponse:
    """What the centre organises in the coming weeks, for everybody."""
    filters = ProgrammeFilters(request.GET, centre=request.centre)
    asked = filters.values()
    rows = activities.programme(request.actor, now=timezone.now())
    if asked["kind"]:
        rows = rows.filter(type__code=asked["kind"])
    if asked["theme"]:
        rows = rows.filter(theme__code=asked["theme"])
    words = name_key(asked["q"] or "").split()
    found = [row for row in rows if all(word in name_key(f"{row.title} {row.description}") for word in words)]
    context = {"filters": filters, "activities": found, "narrowed": bool(filters.active)}
    return ui.render(request, "portal/programme.html", context, partial="list")


@page(policies.activity)
def activity(request: Request, activity: Activity) -> HttpResponse:
    """One activity: what it is, whether there is room, and what this person can do."""
    return _page(request, activity)


def _page(request: Request, activity: Activity, *, refusal: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    crowd = activities.crowd(activity, request.person)
    standing = queries.standing(activity, request.person)
    closed = rules.why_not_registered(activity, already=False, is_full=crowd.is_full, now=now)
    context = {
        "activity": activity,
        "crowd": crowd,
        "free": None if activity.seats is None else max(activity.seats - crowd.taken, 0),
        "standing": standing,
        "why_closed": closed,
        "refusal": refusal,
    }
    return ui.render(request, "portal/activity.html", context, status=status)


@require_POST
@page(policies.activity)
def register(request: Request, activity: Activity) -> HttpResponse:
    """Take a seat or a place in the queue; a visitor is first asked who they are, and comes back here."""
    address = reverse("portal:activity", args=[request.centre.code, activity.public_id])
    if request.person is None:
        signup = reverse("portal:join", args=[request.centre.code])
        return redirect(f"{signup}?pour={activity.public_id}")
    now = timezone.now()
    try:
        once(
            request.POST.get("arrival_key"),
            act=REGISTERED,
            by=request.actor,
            now=now,
            do=lambda: actions.register(activity, request.person, by=request.actor, now=now).pk,
        )
    except Refused as no:
        return _page(request, activity, refusal=str(no), status=422)
    return ui.redirect(request, address)


@require_POST
@page(policies.registration)
def cancel(request: Request, registration: Registration) -> HttpResponse:
    """Free one's place, or leave the queue."""
    actions.cancel_registration(registration, by=request.actor, now=timezone.now())
    ui.toast(request, _("Votre inscription est annulée. Merci d’avoir libéré la place."))
    return ui.redirect(request, reverse("portal:activity", args=[request.centre.code, registration.activity.public_id]))


@require_POST
@page(policies.registration)
def accept(request: Request, registration: Registration) -> HttpResponse:
    """Take the place that was offered."""
    try:
        actions.accept_offer(registration, by=request.actor, now=timezone.now())
    except Refused as no:
        return _page(request, registration.activity, refusal=str(no), status=422)
    ui.toast(request, _("La place est à vous."))
    return ui.redirect(request, reverse("portal:activity", args=[request.centre.code, registration.activity.public_id]))
