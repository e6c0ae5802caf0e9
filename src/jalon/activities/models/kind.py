"""Kinds of activities are data of a kit: what one has and does is a setting, never a test on its code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.core.texts import localized
from jalon.structures.models import Centre


class Confirmation(models.TextChoices):
    """Who gives the seat for good. (P08.5)"""

    BY_STAFF = "by_staff", _("par le conseiller")
    AUTOMATIC = "automatic", _("dès l’inscription")


class ActivityTypeQuerySet(models.QuerySet["ActivityType"]):
    def in_use(self) -> "ActivityTypeQuerySet":
        """Those that can still be chosen."""
        return self.filter(archived_at=None)


class ActivityType(models.Model):
    """A kind of activity of a centre, with what its activities have and the delays that hold for them (in hours)."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="activity_types")
    code = models.CharField(max_length=60)
    label = models.JSONField()
    tone = models.CharField(max_length=20, default="info")
    icon = models.CharField(max_length=40, default="calendar-event")
    has_registrations = models.BooleanField(default=True)
    confirmation = models.CharField(max_length=12, choices=Confirmation, default=Confirmation.BY_STAFF)
    confirms_itself_hours = models.PositiveIntegerField(default=24)
    """What still waits this long before the start is confirmed by itself."""
    has_waiting_list = models.BooleanField(default=True)
    offer_hours = models.PositiveIntegerField(default=24)
    """How long a freed place is kept for the first in the queue."""
    offer_stops_hours = models.PositiveIntegerField(default=12)
    """From this long before the start, a freed place goes to no one by itself."""
    reminder_hours = models.PositiveIntegerField(default=48)
    questionnaire = models.CharField(max_length=60, blank=True)
    certificate = models.CharField(max_length=60, blank=True)
    is_public = models.BooleanField(default=True)
    """Young people see its activities in the programme; else published ones are for the team alone."""
    has_speakers = models.BooleanField(default=False)
    """Outside speakers are asked, confirmed and thanked. (P15, P18)"""
    has_partners = models.BooleanField(default=False)
    """Partners and sponsors stand beside the centre. (P10, P13)"""
    has_stands = models.BooleanField(default=False)
    """Organisations get a stand. (P11, P21)"""
    has_event_sheet = models.BooleanField(default=False)
    """An event sheet is written and approved. (M33)"""
    default_minutes = models.PositiveIntegerField(default=120)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityTypeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="activities_type_code")]

    def __str__(self) -> str:
        return localized(self.label)
