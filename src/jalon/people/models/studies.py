"""What somebody studies, dated by academic year, so that next year's file changes no past figure."""

from django.db import models

from jalon.people.models.person import Person
from jalon.structures.models import AcademicYear, Centre, Establishment, Reference


class Studies(models.Model):
    """Establishment, field and level of one person in one academic year."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="studies")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="studies")
    establishment = models.ForeignKey(Establishment, models.PROTECT, null=True, blank=True, related_name="studies")
    field = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    from_file = models.BooleanField(default=False)
    """Given by the institution's file, not only declared by the person."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="people_studies_once")]
