"""Weeks of hours: when the centre is open, when somebody works."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from jalon.core.texts import localized
from jalon.people.models import Person
from jalon.structures.models import Centre

_DAYS = Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))


class DatedQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> "DatedQuerySet":
        """Those that hold on a day of this period and were not taken back."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last, removed_at=None)


class OpeningHours(models.Model):
    """When the centre is open: its usual week, or a special timetable between two days (Ramadan, summer).

    `week` has seven days, Monday first: a list of `["08:30", "12:00"]`, empty when closed; in a special timetable null
    means "as usual", so that the noon break of Fridays alone can be written.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="opening_hours")
    code = models.CharField(max_length=60, blank=True)
    label = models.JSONField()
    is_special = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    week = models.JSONField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["is_special", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=_DAYS, name="bookings_opening_days"),
            models.UniqueConstraint(fields=["centre", "code"], condition=Q(code__gt=""), name="bookings_opening_code"),
        ]

    def __str__(self) -> str:
        return localized(self.label)


class WorkingTime(models.Model):
    """Somebody's working week from a day on; `week` is written as that of `OpeningHours`, without null."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="working_times")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    week = models.JSONField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [models.CheckConstraint(condition=_DAYS, name="bookings_working_days")]
        indexes = [models.Index(fields=["person", "starts_on"], name="bookings_working_person")]
