"""What people say of the spelling of their own name."""

from django.db import models
from django.db.models import Q

from jalon.people.models import Person
from jalon.structures.models import Centre


class NameRemark(models.Model):
    """How somebody wants their name printed: a remark to the team; the record stays as it is until it is settled."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="name_remarks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="name_remarks")
    last_name = models.CharField(max_length=120)
    first_name = models.CharField(max_length=120, blank=True)
    last_name_ar = models.CharField(max_length=120, blank=True)
    first_name_ar = models.CharField(max_length=120, blank=True)
    written_on = models.DateField()
    settled_at = models.DateTimeField(null=True, blank=True)
    was_accepted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(settled_at=None), name="surveys_remark_one_open"),
        ]
        indexes = [models.Index(fields=["centre", "settled_at"], name="surveys_remark_centre")]

    @property
    def full_name(self) -> str:
        """The name as they wrote it."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def full_name_ar(self) -> str:
        """The name in Arabic script as they wrote it."""
        return f"{self.first_name_ar} {self.last_name_ar}".strip()
