"""Two records found to be one person: joined, and separable again."""

from django.db import models
from django.db.models import Q

from jalon.people.models.person import Person
from jalon.structures.models import Centre


class Merge(models.Model):
    """`merged` was joined into `kept`; each row that moved has its `MergeMove`, so that the merge can be undone."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges_away")
    kept_before = models.JSONField(default=dict)
    """Former values of the fields of `kept` that took a value from `merged`."""
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=models.F("merged")), name="people_merge_two"),
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="people_merge_once"),
        ]


class MergeMove(models.Model):
    """One row of one table whose foreign key was moved from the merged record to the kept one (or set aside)."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moves")
    model = models.CharField(max_length=80)
    field = models.CharField(max_length=60)
    row = models.BigIntegerField()
    set_aside = models.JSONField(null=True, blank=True)
    """What a resolver changed instead of moving the row, when the kept record already had the same one."""


class Distinction(models.Model):
    """Two records that look alike and are two people, as somebody said."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="people_distinction_once")]
