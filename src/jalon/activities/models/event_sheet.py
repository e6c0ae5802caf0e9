"""The event sheet: what an event is for and takes, its budget, and the visas that were given. (M33)"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.activities.models.activity import Activity
from jalon.core.models import PublicId
from jalon.files.models import File
from jalon.people.models import Person
from jalon.structures.models import Centre


class VisaStep(models.TextChoices):
    """Who approves an event sheet, in this order. (P13.11)"""

    MANAGER = "manager", _("Manager")
    HOST = "host", _("Institution hôte")


class Decision(models.TextChoices):
    """What a visa says."""

    APPROVED = "approved", _("visée")
    RETURNED = "returned", _("renvoyée")


class EventSheetQuerySet(models.QuerySet["EventSheet"]):
    def approved_by(self, step: str) -> "EventSheetQuerySet":
        """Those whose present version this step approved."""
        return self.filter(models.Exists(_standing(step)))

    def to_sign(self, step: str) -> "EventSheetQuerySet":
        """Those that wait for this step's visa now, of activities that are not cancelled."""
        asked = self.exclude(submitted_at=None).filter(activity__cancelled_at=None)
        asked = asked.filter(~models.Exists(_standing(step)))
        return asked if step == VisaStep.MANAGER else asked.approved_by(VisaStep.MANAGER)


class EventSheet(models.Model):
    """The event sheet of one activity; place, dates and owner are the activity's own. (M33, P10.15, P13.10, P20.5)

    `revision` grows when what was approved or sent back is changed: a visa holds for its revision only.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="event_sheets")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="event_sheet")
    purpose = models.TextField(blank=True)
    expected_results = models.TextField(blank=True)
    audience = models.TextField(blank=True)
    logistics = models.TextField(blank=True)
    communication = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    """When the visas of the present revision were asked."""

    objects = EventSheetQuerySet.as_manager()

    def __str__(self) -> str:
        return self.activity.title


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def live(self) -> "BudgetLineQuerySet":
        """Not taken away."""
        return self.filter(removed_at=None)


class BudgetLine(models.Model):
    """What one thing is planned to cost, in the currency's minor unit."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    sheet = models.ForeignKey(EventSheet, models.PROTECT, related_name="budget_lines")
    label = models.CharField(max_length=160)
    planned = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(planned__gte=0), name="activities_budget_line_planned")]

    def __str__(self) -> str:
        return self.label


class Visa(models.Model):
    """A decision on one revision of an event sheet: on screen by its author, or on paper by whoever signed it."""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    sheet = models.ForeignKey(EventSheet, models.PROTECT, related_name="visas")
    step = models.CharField(max_length=10, choices=VisaStep)
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.CharField(max_length=500, blank=True)
    """Why the sheet is sent back."""
    revision = models.PositiveIntegerField()
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signatory = models.CharField(max_length=160)
    """The name of whoever decided."""
    is_on_paper = models.BooleanField(default=False)
    scan = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "step", "revision"],
                condition=Q(decision="approved", withdrawn_at=None),
                name="activities_visa_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.get_decision_display()}"


def _standing(step: str) -> models.QuerySet[Visa]:
    """The visas of this step that hold for the present revision of a sheet (outer row)."""
    return Visa.objects.filter(
        sheet=models.OuterRef("pk"),
        step=step,
        decision=Decision.APPROVED,
        withdrawn_at=None,
        revision=F("sheet__revision"),
    )
