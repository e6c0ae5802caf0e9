"""What somebody's own calendar holds, as far as the team's planning needs it."""

from django.db import models
from django.db.models import F, Q

from jalon.people.models import Person
from jalon.structures.models import Centre


class OccupationQuerySet(models.QuerySet["Occupation"]):
    def live(self) -> "OccupationQuerySet":
        """Not taken away."""
        return self.filter(removed_at=None)


class Occupation(models.Model):
    """A time at which somebody is taken by something of their own; the others only see that they are taken."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="occupations")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_whole_day = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OccupationQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="bookings_occupation_order")
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="bookings_occupation_start")]


class Imported(models.Model):
    """What became of an event of a calendar file: the same file again finds it, and changes nothing.

    `uid` is the event's own identifier, with the moment of the occurrence for one that repeats.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Whose import it was."""
    destination = models.CharField(max_length=40)
    uid = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64)
    """What the event said: another one under the same identifier is a newer version."""
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "destination", "uid"], name="bookings_imported_once"),
        ]
