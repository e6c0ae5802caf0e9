"""What a feed holds, as the bytes that calendar programs read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from jalon.bookings import policies
from jalon.bookings.feeds import Wanted, sources
from jalon.bookings.models import Feed
from jalon.bookings.values import Resource
from jalon.bookings.writing import calendar_of
from jalon.core.actor import Actor
from jalon.structures.models import Centre

BEHIND, AHEAD = timedelta(days=90), timedelta(days=400)
"""What a feed shows of the past and of what comes."""


def content_of(feed: Feed, today: date) -> bytes:
    """The calendar behind a private address."""
    resource = None
    if feed.person_id:
        resource = Resource("person", feed.person_id)
    elif feed.room_id:
        resource = Resource("room", feed.room_id)
    return _written(feed.centre, resource, today, name=name_of(feed), is_public=False)


def programme_of(centre: Centre, today: date) -> bytes:
    """The published programme, for everybody."""
    return _written(centre, None, today, name=_("Programme, %(centre)s") % {"centre": centre.name}, is_public=True)


def _written(centre: Centre, resource: Resource | None, today: date, *, name: str, is_public: bool) -> bytes:
    wanted = Wanted(centre, resource, is_public, today - BEHIND, today + AHEAD)
    with override("fr"):  # a calendar program says no language, and the same address must give the same bytes
        events = [event for source in sources() for event in source.events(wanted)]
        return calendar_of(events, name=name, zone=centre.timezone)


def name_of(feed: Feed) -> str:
    """What a calendar program calls it."""
    if feed.room is not None:
        return f"{feed.room.name}, {feed.centre.name}"
    if feed.person_id:
        return _("Mon agenda, %(centre)s") % {"centre": feed.centre.name}
    return _("Tout le centre, %(centre)s") % {"centre": feed.centre.name}


@dataclass(frozen=True)
class Shown:
    """A private address as its owner sees it."""

    feed: Feed
    name: str
    address: str

    @property
    def read_at(self) -> datetime | None:
        """When a calendar program last came."""
        reading = getattr(self.feed, "reading", None)
        return reading.read_at if reading else None

    @property
    def subscribe(self) -> str:
        """The address that a phone opens in its calendar program."""
        return "webcal://" + self.address.partition("://")[2]


def whole(path: str) -> str:
    """The whole address of a path."""
    return f"{settings.JALON_BASE_URL}{path}"


def feeds_of(actor: Actor) -> list[Shown]:
    """One's own addresses that are open, with when they last served."""
    rows = policies.feed.visible_to(actor).filter(revoked_at=None).select_related("centre", "room", "reading")
    return [
        Shown(feed, name_of(feed), whole(reverse("bookings:feed", args=[feed.centre.code, feed.secret])))
        for feed in rows.order_by("created_at", "pk")
    ]
