"""Who was there."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.activities.models.activity import Activity
from jalon.core.moments import day_bounds
from jalon.core.periods import Period
from jalon.people.models import Person
from jalon.structures.models import Centre


class Presence(models.TextChoices):
    """One list of answers to "were they there?", the same everywhere."""

    PRESENT = "present", _("présent")
    EXCUSED = "excused", _("absence excusée")
    ABSENT = "absent", _("absent")
    CANCELLED = "cancelled", _("annulé par le centre")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def marked(self) -> "AttendanceQuerySet":
        """Those with an answer."""
        return self.exclude(status="")

    def present(self) -> "AttendanceQuerySet":
        """Those who were there."""
        return self.filter(status=Presence.PRESENT)

    def counted(self) -> "AttendanceQuerySet":
        """Of closed activities only: what statistics count."""
        return self.filter(activity__closed_at__isnull=False)

    def held_in(self, period: Period, zone: str) -> "AttendanceQuerySet":
        """Of activities that took place in the period."""
        first, after = day_bounds(period.first, period.last, zone)
        return self.filter(activity__starts_at__gte=first, activity__starts_at__lt=after)


class Attendance(models.Model):
    """One person at one activity. An undone tick empties the status, the journal keeps what it was.

    `marked_at` is the moment of the tick itself, as the device gave it: an older command never undoes a newer one.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=12, choices=Presence, blank=True)
    is_walk_in = models.BooleanField(default=False)
    marked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    marked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="activities_attendance_once")]
        indexes = [
            models.Index(fields=["person", "status"], name="activities_attendance_person"),
            models.Index(fields=["centre", "status"], name="activities_attendance_centre"),
        ]
