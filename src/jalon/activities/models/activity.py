"""The activity: what, where, who, when; its states are moments with an author."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from jalon.activities.models.kind import ActivityType
from jalon.bookings.models import Equipment
from jalon.bookings.values import Resource, Span
from jalon.core import names
from jalon.core.models import PublicId
from jalon.core.moments import utc_moment
from jalon.core.statements import Given, Statement
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference, Room, Site

AROUND = ("type", "centre", "room", "site")
"""What deciding and telling about an activity read beside it."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    def locked(self, pk: int, *, known: "Activity | None" = None) -> "Activity":
        """This one, for update: whoever changes seats holds it, so that two last seats are never sold three times.

        `known`, read just before, lends the rows around it (kind, centre, room, site), which the lock never covers.
        """
        if known is None:
            return self.select_related(*AROUND).select_for_update(of=("self",)).get(pk=pk)
        activity = _LOCKED.get(pk=pk)
        for name in AROUND:
            field: Any = Activity._meta.get_field(name)
            same = getattr(known, field.attname) == getattr(activity, field.attname)
            if same and field.is_cached(known):
                field.set_cached_value(activity, field.get_cached_value(known))
        return activity

    def published(self) -> "ActivityQuerySet":
        """Announced on the portal, cancelled ones included."""
        return self.exclude(published_at=None)

    def held(self) -> "ActivityQuerySet":
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def closed(self) -> "ActivityQuerySet":
        """Closed by whoever led them: what statistics count."""
        return self.exclude(closed_at=None)

    def to_close(self, now: datetime) -> "ActivityQuerySet":
        """Over and not closed yet."""
        return self.filter(ends_at__lt=now, closed_at=None, cancelled_at=None).exclude(published_at=None)

    def coming(self, now: datetime) -> "ActivityQuerySet":
        """Not over yet. None lasts beyond its day, so that the index on starts leads to them."""
        return self.filter(ends_at__gte=now, starts_at__gte=now - timedelta(days=1))


class Activity(models.Model):
    """Something put on a date. (T01, T02)

    `day`, the two clocks and `zone` are the truth; `starts_at` and `ends_at` are derived by `derive_moments`. The
    registration window follows the same rule: empty ends mean "from publication" and "until the start".
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="activities")
    type = models.ForeignKey(ActivityType, models.PROTECT, related_name="activities")
    title = models.CharField(max_length=160)
    title_key = models.CharField(max_length=320, default="", editable=False)
    """The title as it is searched: without case, accents or Arabic signs; follows the title at each saving."""
    theme = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    description = models.TextField(blank=True)
    audience = models.CharField(max_length=200, blank=True)
    levels = models.ManyToManyField(Reference, blank=True, related_name="+")
    language = models.CharField(max_length=5, default="fr")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="activities")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="activities")
    place = models.CharField(max_length=200, blank=True)
    """Where it takes place when that is no room of the centre."""
    online_url = models.URLField(blank=True)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="led_activities")
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="activities")
    """What is set aside for it."""
    day = models.DateField()
    starts_clock = models.TimeField()
    ends_clock = models.TimeField()
    zone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    seats = models.PositiveIntegerField(null=True, blank=True)
    """Empty: as many as come."""
    registration_opens_on = models.DateField(null=True, blank=True)
    registration_ends_on = models.DateField(null=True, blank=True)
    """Last day on which one can register."""
    registration_opens_at = models.DateTimeField(null=True, editable=False)
    registration_ends_at = models.DateTimeField(editable=False)
    photos_planned = models.BooleanField(default=False)
    """Image rights are asked of those present. (P08.7, M36)"""
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    duplicated_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sheet_numbers = models.PositiveIntegerField(default=0, editable=False)
    """The highest number that a printed attendance sheet gave; 0 before the first printing."""
    remarks = models.TextField(blank=True)
    """What the leader wrote when closing."""

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="activities_activity_order"),
            models.CheckConstraint(condition=Q(seats=None) | Q(seats__gt=0), name="activities_activity_seats"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(cancelled_at=None), name="activities_activity_closed_or_cancelled"
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "starts_at"], name="activities_activity_start"),
            models.Index(fields=["centre", "title_key"], name="activities_activity_title"),
            models.Index(fields=["room", "starts_at"], name="activities_activity_room"),
            models.Index(fields=["leader", "starts_at"], name="activities_activity_leader"),
            models.Index(fields=["centre", "closed_at", "ends_at"], name="activities_activity_close"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Keep the key of the title beside it."""
        self.title_key = title_key(self.title)
        super().save(*args, **options)

    def derive_moments(self) -> None:
        """Recompute the UTC columns from day, clocks and zone; called before saving, and when tz data changes."""
        self.starts_at = utc_moment(self.day, self.starts_clock, self.zone)
        self.ends_at = utc_moment(self.day, self.ends_clock, self.zone)
        opens = self.registration_opens_on
        self.registration_opens_at = utc_moment(opens, time.min, self.zone) if opens else None
        last = self.registration_ends_on
        self.registration_ends_at = (
            min(utc_moment(last, time(23, 59), self.zone), self.starts_at) if last else self.starts_at
        )

    @property
    def span(self) -> Span:
        """When it takes place, as planned."""
        return Span(self.day, self.starts_clock, self.ends_clock, self.zone)

    def resources(self) -> list[Resource]:
        """Whom and what it takes: its leader, its room, its equipment."""
        rooms = [Resource("room", self.room_id)] if self.room_id else []
        things = self.equipment.values_list("pk", flat=True) if self.pk else []
        return [Resource("person", self.leader_id), *rooms, *(Resource("equipment", pk) for pk in things)]

    @property
    def where(self) -> str:
        """The place in a few words: room and site, another place, or online."""
        return place_words(
            room=self.room.name if self.room else "", site=self.site.name if self.site else "", place=self.place
        )


_LOCKED = Statement(lambda: Activity.objects.select_for_update().order_by().filter(pk=Given("pk")))


def title_key(title: str) -> str:
    """The title as it is searched, no longer than its column."""
    return names.key(title)[:320]


def place_words(*, room: str | None, site: str | None, place: str) -> str:
    """The place in a few words, from the names that a list reads without the rows."""
    if room:
        return f"{room}, {site}" if site else room
    return place or site or ""
