"""The roster: who welcomes when, at the desk or at a stand, and who replaces them. (P06.1, P11.10)"""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from jalon.activities.models import Activity
from jalon.core.models import PublicId
from jalon.core.moments import utc_moment
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.welcome.models.visit import Place


class ShiftQuerySet(models.QuerySet["Shift"]):
    def held(self) -> "ShiftQuerySet":
        """Not taken off the roster."""
        return self.filter(cancelled_at=None)

    def of(self, person_id: int | None) -> "ShiftQuerySet":
        """Those that this person holds, as planned or in somebody's place."""
        return self.filter(Q(replacement=person_id) | Q(person=person_id, replacement=None))

    def touching(self, starts_at: datetime, ends_at: datetime) -> "ShiftQuerySet":
        """Those that share a moment with this span."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Shift(models.Model):
    """Somebody welcomes, on one day, between two clocks. The clocks are the truth, the moments are derived."""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    place = models.CharField(max_length=12, choices=Place, default=Place.DESK)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="shifts")
    occasion = models.CharField(max_length=120, blank=True)
    day = models.DateField()
    starts_clock = models.TimeField()
    ends_clock = models.TimeField()
    zone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    replacement = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="taken_shifts")
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="welcome_shift_order"),
            models.CheckConstraint(condition=~Q(replacement=F("person")), name="welcome_shift_other"),
        ]
        indexes = [
            models.Index(fields=["centre", "starts_at"], name="welcome_shift_start"),
            models.Index(fields=["person", "starts_at"], name="welcome_shift_person"),
        ]

    def derive_moments(self) -> None:
        """Recompute the UTC columns from day, clocks and zone."""
        self.starts_at = utc_moment(self.day, self.starts_clock, self.zone)
        self.ends_at = utc_moment(self.day, self.ends_clock, self.zone)

    @property
    def welcomer_id(self) -> int:
        """Who really welcomes."""
        return self.replacement_id or self.person_id

    @property
    def welcomer(self) -> Person:
        """The same, as a person."""
        return self.replacement or self.person

    @property
    def where(self) -> str:
        """The place in words."""
        if self.activity is not None:
            return self.activity.title
        return self.occasion or str(Place(self.place).label)

    def __str__(self) -> str:
        return self.where
