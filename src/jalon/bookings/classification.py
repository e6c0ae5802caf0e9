"""What the tables of this package hold, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.bookings import models
from jalon.privacy.classification import Category, OnErasure, classify


def declare() -> None:
    """Classify this package's tables."""
    own = _("Savoir qui ou quoi est pris, et quand")
    life = _("Durée de vie du centre")
    classify(models.Equipment, purpose=own, retention=life, rest=Category.CONTENT)
    classify(models.Holiday, purpose=own, retention=life, rest=Category.CONTENT)
    classify(models.OpeningHours, purpose=own, retention=life, rest=Category.CONTENT)
    classify(models.Busy, purpose=own, retention=life, person="person", rest=Category.TECHNICAL)
    classify(
        models.WorkingTime,
        purpose=own,
        retention=_("3 ans après la fin du contrat"),
        person="person",
        on_erasure=OnErasure.DELETE,
        pathway="starts_on ends_on week",
        technical="removed_at",
        title=_("Mes horaires de travail"),
        labels={"starts_on": _("À partir du"), "ends_on": _("Jusqu’au"), "week": _("Semaine")},
    )
