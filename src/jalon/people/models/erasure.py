"""Asking that one's record be emptied."""

from django.db import models
from django.db.models import Q

from jalon.people.models.person import Person
from jalon.structures.models import Centre


class ErasureRequest(models.Model):
    """Somebody asked to be erased; carried out by whoever may, or answered with a reason."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="erasure_requests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="erasure_requests")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """When the person took the request back; it is then answered at the same moment."""
    refusal = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(answered_at=None), name="people_erasure_open_once"),
        ]
