"""Private addresses at which calendar programs read."""

import secrets

from django.db import models
from django.db.models import Q

from jalon.people.models import Person
from jalon.structures.models import Centre, Room


def new_secret() -> str:
    """What tells the address: 160 bits, without signs that a mail program would cut."""
    return secrets.token_hex(20)


class FeedQuerySet(models.QuerySet["Feed"]):
    def live(self) -> "FeedQuerySet":
        """Not revoked."""
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """One address: a person's calendar, a room's, or the centre's when it names neither.

    The secret is kept readable, for its owner to copy it again; it opens nothing but events, and is revoked at once.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="feeds")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="feeds")
    """Who made it, and who alone sees its address."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(room=None), name="bookings_feed_one_subject"),
        ]
        indexes = [models.Index(fields=["owner", "revoked_at"], name="bookings_feed_owner")]


class FeedReading(models.Model):
    """When a calendar program last came: a sign of life, the only thing that reading a feed writes."""

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="reading")
    read_at = models.DateTimeField()
