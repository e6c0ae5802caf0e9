"""Counters of numbers, and the documents that were produced."""

from django.db import models

from jalon.core.actor import ActorKind
from jalon.core.models import PublicId
from jalon.files.models import File
from jalon.structures.models import Centre


class Counter(models.Model):
    """The last number given in one series of one centre and year; its row is the lock of the series."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "series", "year"], name="documents_counter_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class ProducedQuerySet(models.QuerySet["Produced"]):
    def of(self, kind: str, object_id: int) -> "ProducedQuerySet":
        """Documents about this object."""
        return self.filter(kind=kind, object_id=object_id)

    def latest_first(self) -> "ProducedQuerySet":
        """The newest on top."""
        return self.order_by("-issued_at", "-pk")


class Produced(models.Model):
    """A document as it was issued: from which model, about which object, in which language, by whom.

    The bytes never change; a correction is another document. `params` are numbers, codes and identifiers, no names.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    model = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    file = models.ForeignKey(File, models.PROTECT, related_name="produced")
    language = models.CharField(max_length=8)
    issued_at = models.DateTimeField()
    author_kind = models.CharField(max_length=10)
    author_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)

    objects = ProducedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "issued_at"], name="documents_produced_object")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(author_kind__in=list(ActorKind)), name="documents_produced_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.kind}:{self.object_id}"
