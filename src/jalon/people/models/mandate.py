"""Who holds which role, from when to when, and who replaces whom."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from jalon.people.models.person import Person
from jalon.structures.models import Centre, Role, Unit


class MandateQuerySet(models.QuerySet["Mandate"]):
    def on(self, day: date) -> "MandateQuerySet":
        """Those that hold on this day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, ended_at=None)


class Mandate(models.Model):
    """A role held by a person, from a day to a day, in the whole centre or in one unit."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    role = models.ForeignKey(Role, models.PROTECT, related_name="mandates")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="mandates")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """Taken back at once, whatever the last day said."""

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="people_mandate_days"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "starts_on"], condition=Q(ended_at=None), name="people_mandate_once"
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="people_mandate_person")]


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> "AbsenceQuerySet":
        """Absences that cover this day and were not taken back."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, cancelled_at=None)


class Absence(models.Model):
    """*Je suis absent du… au…, … me remplace*: the replacement acts with the absent person's roles meanwhile."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="absences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    replacement = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="replaces")
    starts_on = models.DateField()
    ends_on = models.DateField()
    declared_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="people_absence_days"),
            models.CheckConstraint(condition=~Q(replacement=F("person")), name="people_absence_other"),
        ]
        indexes = [models.Index(fields=["replacement", "ends_on"], name="people_absence_replacement")]
