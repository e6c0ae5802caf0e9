"""Certificates of attendance."""

from django.db import models
from django.db.models import Q

from jalon.activities.models.activity import Activity
from jalon.core.models import PublicId
from jalon.people.models import Person
from jalon.structures.models import Centre


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> "CertificateQuerySet":
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)


class Certificate(models.Model):
    """Proof of attendance, issued when presence and questionnaire are both there. (P08.10, RU23, T05)

    It keeps the words that were printed, in the language in which it was issued: what anybody verifies is exactly
    what the paper says. `code` opens the public page that confirms it; it is never the number.
    """

    code = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="certificates")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="fr")
    printed = models.JSONField()
    """Name in both scripts, title, day, duration, centre, host institution and signatory as printed."""
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="activities_certificate_number"),
            models.UniqueConstraint(
                fields=["activity", "person"], condition=Q(withdrawn_at=None), name="activities_certificate_once"
            ),
        ]
