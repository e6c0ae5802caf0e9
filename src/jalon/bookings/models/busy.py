"""What takes a person, a room or a piece of equipment, whatever package put it there."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from jalon.bookings.models.equipment import Equipment
from jalon.bookings.values import Resource, Span
from jalon.people.models import Person
from jalon.structures.models import Centre, Room

_ONE = (
    Q(person__isnull=False, room=None, equipment=None)
    | Q(person=None, room__isnull=False, equipment=None)
    | Q(person=None, room=None, equipment__isnull=False)
)


class BusyQuerySet(models.QuerySet["Busy"]):
    def live(self) -> "BusyQuerySet":
        """Not given back."""
        return self.filter(released_at=None)

    def of(self, kind: str, pk: int) -> "BusyQuerySet":
        """The times that one subject takes."""
        return self.filter(subject_kind=kind, subject_id=pk)

    def taking(self, resources: Iterable[Resource]) -> "BusyQuerySet":
        """The times that take one of these resources."""
        by_kind: dict[str, list[int]] = {}
        for resource in resources:
            by_kind.setdefault(resource.kind, []).append(resource.id)
        wanted = Q(pk__in=[])
        for kind, ids in by_kind.items():
            wanted |= Q(**{f"{kind}__in": ids})
        return self.filter(wanted)

    def between(self, starts_at: datetime, ends_at: datetime) -> "BusyQuerySet":
        """Those that share a moment with this time; what only follows or precedes it does not."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Busy(models.Model):
    """One resource taken by one subject; written in the transaction of the act that takes or releases it.

    Days, clocks and zone are the truth, the UTC columns are derived. Exactly one of the three resources is named, by a
    foreign key, so that two records of one person are merged here as everywhere.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="busy")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="busy")
    equipment = models.ForeignKey(Equipment, models.PROTECT, null=True, related_name="busy")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    day = models.DateField()
    ends_on = models.DateField()
    starts_clock = models.TimeField()
    ends_clock = models.TimeField()
    zone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    is_firm = models.BooleanField(default=True)
    """False: put down in pencil, a draft."""
    released_at = models.DateTimeField(null=True, blank=True)

    objects = BusyQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=_ONE, name="bookings_busy_one_resource"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="bookings_busy_order"),
        ]
        indexes = [
            models.Index(fields=["person", "starts_at"], name="bookings_busy_person"),
            models.Index(fields=["room", "starts_at"], name="bookings_busy_room"),
            models.Index(fields=["equipment", "starts_at"], name="bookings_busy_equipment"),
            models.Index(fields=["subject_kind", "subject_id"], name="bookings_busy_subject"),
            models.Index(fields=["centre", "starts_at"], name="bookings_busy_centre"),
        ]

    @property
    def resource(self) -> Resource:
        """What is taken."""
        if self.person_id is not None:
            return Resource("person", self.person_id)
        if self.room_id is not None:
            return Resource("room", self.room_id)
        return Resource("equipment", self.equipment_id or 0)

    def put(self, span: Span) -> None:
        """Take the planned time, and derive the UTC columns from it."""
        self.day, self.ends_on, self.zone = span.day, span.ends_on or span.day, span.zone
        self.starts_clock, self.ends_clock = span.starts_clock, span.ends_clock
        self.starts_at, self.ends_at = span.starts_at, span.ends_at
