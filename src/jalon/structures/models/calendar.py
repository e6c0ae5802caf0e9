"""Academic years."""

from datetime import date

from django.db import models

from jalon.core.periods import YearSpan
from jalon.structures.models.centre import Centre


class AcademicYearQuerySet(models.QuerySet["AcademicYear"]):
    def holding(self, day: date) -> "AcademicYearQuerySet":
        """The year in which the day falls."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class AcademicYear(models.Model):
    """One academic year with two semesters, set by each centre (decision 19)."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="academic_years")
    starts_on = models.DateField()
    second_semester_on = models.DateField()
    ends_on = models.DateField()

    objects = AcademicYearQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "starts_on"], name="structures_year_start"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("second_semester_on"))
                & models.Q(second_semester_on__lt=models.F("ends_on")),
                name="structures_year_order",
            ),
        ]

    def __str__(self) -> str:
        return self.span.code

    @property
    def span(self) -> YearSpan:
        """Its days, without the database."""
        return YearSpan(self.starts_on, self.second_semester_on, self.ends_on)
