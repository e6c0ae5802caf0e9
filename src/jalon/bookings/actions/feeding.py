"""Addresses for calendar programs: make, revoke, note that one came."""

from datetime import datetime, timedelta

from django.db import transaction

from jalon.bookings import acts, policies
from jalon.bookings.models import Feed, FeedReading
from jalon.core import readonly
from jalon.core.actor import Actor
from jalon.journal import recording as journal
from jalon.people.models import Person
from jalon.structures.models import Centre, Room

NOTED_EVERY = timedelta(minutes=10)
"""A program that comes each minute writes no row each minute."""


@transaction.atomic
def open_feed(
    centre: Centre, *, by: Actor, owner: Person, now: datetime, person: Person | None = None, room: Room | None = None
) -> Feed:
    """Make a private address for one's own calendar, a room's, or the centre's; the one that there is comes again."""
    policies.feed.require("open", by, (centre, person, room))
    live = Feed.objects.live().filter(centre=centre, owner=owner, person=person, room=room)
    if (known := live.first()) is not None:
        return known
    feed = Feed.objects.create(centre=centre, owner=owner, person=person, room=room, created_at=now)
    journal.record(acts.FEED_OPENED, feed, about=[owner], by=by, at=now)
    return feed


@transaction.atomic
def revoke_feed(feed: Feed, *, by: Actor, now: datetime) -> None:
    """Close the address at once: whoever still reads it finds nothing. It never opens again; a new one is made."""
    policies.feed.require("revoke", by, feed)
    if Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now):
        journal.record(acts.FEED_REVOKED, feed, about=[feed.owner], by=by, at=now)


def note_reading(feed: Feed, *, now: datetime) -> None:
    """Write that a calendar program came, so that the owner sees which addresses still serve."""
    known = FeedReading.objects.filter(feed=feed)
    with readonly.lifted():
        if not known.exists():
            FeedReading.objects.bulk_create([FeedReading(feed=feed, read_at=now)], ignore_conflicts=True)
        else:
            known.filter(read_at__lt=now - NOTED_EVERY).update(read_at=now)
