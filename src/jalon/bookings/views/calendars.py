"""*Mes agendas*: private addresses for calendar programs, and what stands behind them."""

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jalon import ui
from jalon.bookings import actions, calendars, policies
from jalon.bookings.models import Feed
from jalon.bookings.views.frame import address, today_at
from jalon.bookings.writing import tag_of
from jalon.core.pages import member, page, public
from jalon.core.refusals import Forbidden
from jalon.core.request import Request
from jalon.structures.models import Room
from jalon.structures.queries import sites_of


@member
def mine(request: Request) -> HttpResponse:
    """The addresses that one opened, and how to open others."""
    is_team = request.actor.can("structures.read")
    shown = calendars.feeds_of(request.actor)
    rooms = [
        room
        for site in sites_of(request.actor)
        for room in site.rooms.all()
        if room.archived_at is None and room.pk not in {one.feed.room_id for one in shown}
    ]
    context = {
        "layout": "ui/staff.html" if request.actor.can("accounts.read") else "ui/portal.html",
        "centre": request.centre,
        "shown": shown,
        "may_import": is_team,
        "rooms": rooms if is_team else [],
        "may_have_own": not any(one.feed.person_id for one in shown),
        "may_have_centre": is_team and not any(not (one.feed.person_id or one.feed.room_id) for one in shown),
        "programme": calendars.whole(reverse("bookings:programme_feed", args=[request.centre.code])),
    }
    return ui.render(request, "bookings/calendars.html", context)


@require_POST
@member
def open_feed(request: Request) -> HttpResponseBase:
    """Make an address: one's own, a room's (`room`), or the whole centre's (`whole`)."""
    room = None
    if wanted := request.POST.get("room", ""):
        room = Room.objects.filter(centre=request.centre, public_id=wanted).first()
        if room is None:
            raise Http404
    person = None if room or "whole" in request.POST else request.person
    feed = actions.open_feed(
        request.centre, by=request.actor, owner=request.person, now=timezone.now(), person=person, room=room
    )
    undo = ui.Undo(address(request, "revoke_feed", feed.pk))
    ui.toast(request, _("Adresse créée : copiez-la dans votre agenda."), undo=undo)
    return ui.redirect(request, address(request, "calendars"))


@require_POST
@page(policies.feed, "revoke", key="pk")
def revoke(request: Request, feed: Feed) -> HttpResponseBase:
    """Close an address for good."""
    actions.revoke_feed(feed, by=request.actor, now=timezone.now())
    ui.toast(request, _("Adresse fermée : elle ne donne plus rien."))
    return ui.redirect(request, address(request, "calendars"))


@require_safe
@public
def feed(request: Request, secret: str) -> HttpResponseBase:
    """What a calendar program reads: the secret of the address is the proof."""
    rows = Feed.objects.live().filter(centre=request.centre, secret=secret)
    found = rows.select_related("centre", "room", "person").first()
    if found is None or (found.person is not None and found.person.erased_at):
        raise Http404
    actions.note_reading(found, now=timezone.now())
    return _answer(request, calendars.content_of(found, today_at(request)), is_private=True)


@require_safe
@public
def programme(request: Request) -> HttpResponseBase:
    """The published programme as a calendar, for everybody."""
    if request.centre is None:
        raise Forbidden(_("Ce centre n’existe pas."))
    return _answer(request, calendars.programme_of(request.centre, today_at(request)), is_private=False)


def _answer(request: Request, content: bytes, *, is_private: bool) -> HttpResponseBase:
    """The bytes, or nothing when the program has them already."""
    tag = tag_of(content)
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    answer: HttpResponseBase
    if tag in known:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, max-age=300" if is_private else "public, max-age=300"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
