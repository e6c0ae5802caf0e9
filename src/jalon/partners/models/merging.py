"""Two records found to be one organisation: joined, and separable again."""

from django.db import models
from django.db.models import Q

from jalon.partners.models.organisation import Organisation
from jalon.people.models import Person
from jalon.structures.models import Centre


class OrganisationMerge(models.Model):
    """`merged` was joined into `kept`; `moves` lists the rows that changed sides, so that the merge can be undone."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Organisation, models.PROTECT, related_name="merges_away")
    moves = models.JSONField(default=dict)
    """By `app.Model.field`, the identifiers of the rows that moved."""
    kept_before = models.JSONField(default=dict)
    """Former values of the fields of `kept` that took a value from `merged`."""
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=models.F("merged")), name="partners_merge_two"),
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="partners_merge_once"),
        ]


class OrganisationDistinction(models.Model):
    """Two organisations that look alike and are two, as somebody said."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    one = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="partners_distinction_once")]
