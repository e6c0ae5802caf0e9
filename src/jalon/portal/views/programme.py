"""The programme, and the page of each activity with what one can do there."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, policies
from jalon.activities import queries as activities
from jalon.activities import rules as deciding
from jalon.activities.models import Activity, Registration
from jalon.activities.settled import leader_name, settled
from jalon.core.arrivals import once
from jalon.core.moments import local
from jalon.core.pages import page, public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.portal import queries, rules
from jalon.portal.forms import ProgrammeFilters
from jalon.ui.dates import Zone
from jalon.ui.registries import layout

REGISTERED = "activities.registered"


@public
def home(request: Request) -> HttpResponseBase:
    """The centre's address: each to their own first page, visitors to the programme."""
    own = layout.home_of(request)
    if own not in ("/", request.path):
        return redirect(own)
    name = "portal:mine" if request.person is not None else "portal:programme"
    return redirect(reverse(name, args=[request.centre.code]))


@public
def programme(request: Request) -> HttpResponseBase:
    """What the centre organises in the coming weeks, for everybody."""
    now = timezone.now()
    known = settled.of(request.centre)
    filters = ProgrammeFilters(request.GET, settled=known)
    asked = filters.values()
    days = queries.programme(
        request.actor,
        known,
        kind=asked["type"] or "",
        theme=asked["theme"] or "",
        text=asked["q"] or "",
        now=now,
        today=local(now, request.centre.timezone).date(),
    )
    context = {
        "filters": filters,
        "days": days,
        "zone": Zone(request.centre.timezone),
        "narrowed": bool(filters.active),
        "is_open": bool(asked["type"] or asked["theme"]),
    }
    return ui.render(request, "portal/programme.html", context)


@page(policies.activity)
def activity(request: Request, activity: Activity) -> HttpResponseBase:
    """One activity: what it is, whether there is room, and what this person can do."""
    return _page(request, activity)


def _page(request: Request, activity: Activity, *, refusal: str = "", status: int = 200) -> HttpResponseBase:
    now = timezone.now()
    crowd = activities.crowd(activity)
    standing = queries.standing(activity, request.person) if request.person is not None else None
    registration = standing.registration if standing else None
    closed = deciding.why_not_registered(activity, already=False, is_full=crowd.is_full, now=now)
    context = {
        "activity": activity,
        "crowd": crowd,
        "leader": leader_name(activity, request.centre),
        "free": None if activity.seats is None else max(activity.seats - crowd.taken, 0),
        "standing": standing,
        "why_closed": closed,
        "is_over": now >= activity.ends_at,
        "may_register": closed is None and (standing is None or standing.place is rules.Place.NONE),
        "may_leave": rules.may_leave(registration, activity, now),
        "sees_link": rules.sees_link(registration),
        "refusal": refusal,
        "is_team": request.actor.can("activities.read"),
    }
    return ui.render(request, "portal/activity.html", context, status=status)


def _address(request: Request, activity: Activity) -> str:
    return reverse("portal:activity", args=[request.centre.code, activity.public_id])


@require_POST
@page(policies.activity)
def register(request: Request, activity: Activity) -> HttpResponseBase:
    """Take a seat or a place in the queue; a visitor is first asked who they are, and comes back here."""
    if request.person is None:
        signup = reverse("portal:join", args=[request.centre.code])
        return redirect(f"{signup}?pour={activity.public_id}")
    now = timezone.now()
    try:
        once(
            request.POST.get("arrival_key"),
            act=REGISTERED,
            of=activity,
            by=request.actor,
            now=now,
            do=lambda: actions.register(activity, request.person, by=request.actor, now=now).pk,
        )
    except Refused as no:
        if activities.registration_of(activity, request.person) is None:
            return _page(request, activity, refusal=str(no), status=422)
    return ui.redirect(request, _address(request, activity))


@require_POST
@page(policies.registration, "cancel")
def cancel(request: Request, registration: Registration) -> HttpResponseBase:
    """Free one's place, or leave the queue."""
    try:
        actions.cancel_registration(registration, by=request.actor, now=timezone.now())
    except Refused as no:
        return _page(request, registration.activity, refusal=str(no), status=422)
    ui.toast(request, _("C’est annulé. Merci d’avoir prévenu : la place peut servir à quelqu’un d’autre."))
    return ui.redirect(request, _address(request, registration.activity))


@require_POST
@page(policies.registration, "answer")
def accept(request: Request, registration: Registration) -> HttpResponseBase:
    """Take the place that was offered."""
    try:
        actions.accept_offer(registration, by=request.actor, now=timezone.now())
    except Refused as no:
        return _page(request, registration.activity, refusal=str(no), status=422)
    ui.toast(request, _("La place est à vous."))
    return ui.redirect(request, _address(request, registration.activity))
