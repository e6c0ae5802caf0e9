"""What a centre decides about its visit records."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.structures.models import Centre


class Required(models.TextChoices):
    """What a record must hold to be complete. (P24.1.c, RU33)"""

    CONTACT = "contact", _("un e-mail ou un téléphone")
    STUDIES = "studies", _("l’établissement et le niveau de cette année")
    NEEDS = "needs", _("au moins un besoin")
    SERVICES = "services", _("ce qui a été fait")


def everything() -> list[str]:
    """All of it, unless the centre decides otherwise."""
    return [str(code) for code in Required]


class Choices(models.Model):
    """The deadline of statistics and what is asked of each record; a centre without a row has the usual ones."""

    centre = models.OneToOneField(Centre, models.PROTECT, related_name="welcome_choices")
    statistics_day = models.PositiveSmallIntegerField(null=True, blank=True)
    """Records are completed before this day, Monday = 0; empty: derived from the day of the weekly meeting. (RU03)"""
    required = models.JSONField(default=everything)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(statistics_day=None) | Q(statistics_day__lte=6), name="welcome_choices_day"
            )
        ]
