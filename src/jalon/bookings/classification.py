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
        models.Feed,
        purpose=_("Donner l’agenda à un programme de calendrier"),
        retention=_("Jusqu’à sa fermeture"),
        person="owner",
        on_erasure=OnErasure.DELETE,
        secret="secret",
        technical="created_at revoked_at",
    )
    classify(models.FeedReading, purpose=own, retention=life, rest=Category.TECHNICAL)
    classify(
        models.Occupation,
        purpose=_("Ne rien programmer quand la personne est prise"),
        retention=_("1 an"),
        person="person",
        on_erasure=OnErasure.DELETE,
        pathway="title starts_at ends_at is_whole_day",
        technical="created_at removed_at",
        title=_("Mon agenda personnel"),
        labels={"title": _("Titre"), "starts_at": _("Début"), "ends_at": _("Fin")},
    )
    classify(
        models.Imported,
        purpose=own,
        retention=_("1 an"),
        person="person",
        on_erasure=OnErasure.DELETE,
        rest=Category.TECHNICAL,
    )
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
