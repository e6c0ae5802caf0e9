"""Days on which the centre does not work as usual."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.core.texts import localized
from jalon.people.models import Person
from jalon.structures.models import Centre


class HolidayKind(models.TextChoices):
    """Why these days are not like others."""

    HOLIDAY = "holiday", _("Jour férié")
    SCHOOL = "school", _("Vacances universitaires")
    CLOSURE = "closure", _("Fermeture du centre")


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def kept(self) -> "HolidayQuerySet":
        """Not taken off the centre's calendar."""
        return self.filter(removed_at=None)

    def between(self, first: date, last: date) -> "HolidayQuerySet":
        """Those that share a day with this period."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Holiday(models.Model):
    """Some days in a row. Religious days follow the moon: they stay *à confirmer* until the centre says so."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="holidays")
    code = models.CharField(max_length=60, blank=True)
    """What tells it in the kit; empty for what the centre added."""
    kind = models.CharField(max_length=20, choices=HolidayKind)
    label = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="bookings_holiday_days"),
            models.UniqueConstraint(fields=["centre", "code"], condition=Q(code__gt=""), name="bookings_holiday_code"),
        ]
        indexes = [models.Index(fields=["centre", "starts_on"], name="bookings_holiday_start")]

    def __str__(self) -> str:
        return localized(self.label)

    def is_unsure(self, today: date) -> bool:
        """Still to come, and its date not confirmed."""
        return self.confirmed_at is None and self.removed_at is None and self.ends_on >= today
