"""What the tables of the desk hold, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.privacy.classification import Category, OnErasure, classify
from jalon.welcome import models

THREE_YEARS = _("3 ans après la visite")


def declare() -> None:
    """Classify this package's tables. Once erased, a visit still counts; what was said is emptied."""
    classify(
        models.Visit,
        purpose=_("Accueillir, orienter et rendre compte de l’accueil"),
        retention=THREE_YEARS,
        person="person",
        on_erasure=OnErasure.BLANK,
        blank={"note": "", "next_step": ""},
        pathway="place activity occasion arrived_at day received_at ended_at left_at note next_step invited_at "
        "cancelled_at",
        technical="public_id recorded_at due_on completed_at",
        title=_("Mes passages à l’accueil"),
        labels={
            "arrived_at": _("Venu le"),
            "place": _("Lieu"),
            "activity": _("Activité"),
            "occasion": _("Évènement"),
            "note": _("Ce que j’ai dit"),
            "next_step": _("Suite prévue"),
            "invited_at": _("Invité à ouvrir mon espace le"),
        },
    )
    classify(
        models.Shift,
        purpose=_("Savoir qui accueille et quand"),
        retention=_("3 ans après le créneau"),
        person="person",
        pathway="place activity occasion day starts_clock ends_clock starts_at ends_at cancelled_at",
        technical="public_id zone created_at",
        title=_("Mes créneaux d’accueil"),
        labels={"starts_at": _("Du"), "ends_at": _("Au"), "place": _("Lieu"), "occasion": _("Évènement")},
    )
    classify(
        models.Choices,
        purpose=_("Tenir l’accueil comme le centre l’a décidé"),
        retention=_("Durée de vie du centre"),
        rest=Category.CONTENT,
    )
