"""What the tables of activities hold, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.activities import models
from jalon.privacy.classification import Category, OnErasure, classify

THREE_YEARS = _("3 ans après l’activité")


def declare() -> None:
    """Classify this package's tables."""
    own = _("Programmer les activités et en rendre compte")
    classify(models.ActivityType, purpose=own, retention=_("Durée de vie du centre"), rest=Category.CONTENT)
    classify(models.Activity, purpose=own, retention=_("Durée de vie du centre"), rest=Category.CONTENT)
    life = _("Durée de vie du centre")
    papers = _("Préparer les évènements, les faire viser et en tirer le bilan")
    classify(models.EventSheet, purpose=papers, retention=life, rest=Category.CONTENT, technical="public_id")
    classify(models.BudgetLine, purpose=papers, retention=life, rest=Category.CONTENT)
    classify(models.Visa, purpose=papers, retention=life, rest=Category.CONTENT, technical="public_id")
    classify(models.Review, purpose=papers, retention=life, rest=Category.CONTENT)
    classify(
        models.Registration,
        purpose=_("Attribuer les places, tenir la liste d’attente et prévenir les inscrits"),
        retention=THREE_YEARS,
        person="person",
        pathway="activity status channel requested_at confirmed_at offered_at offer_ends_at coming_at ended_at ending",
        technical="public_id reminded_at sheet_number",
        title=_("Mes inscriptions"),
        labels={
            "activity": _("Activité"),
            "status": _("État"),
            "channel": _("Faite"),
            "requested_at": _("Demandée le"),
            "confirmed_at": _("Confirmée le"),
            "offered_at": _("Place proposée le"),
            "offer_ends_at": _("À accepter avant le"),
            "coming_at": _("« Je viens » répondu le"),
            "ended_at": _("Annulée le"),
            "ending": _("Annulation"),
        },
    )
    classify(
        models.Attendance,
        purpose=_("Compter les participants et délivrer les attestations"),
        retention=THREE_YEARS,
        person="person",
        pathway="activity status is_walk_in marked_at",
        title=_("Mes présences"),
        labels={
            "activity": _("Activité"),
            "status": _("À l’appel"),
            "is_walk_in": _("Venu sans inscription"),
            "marked_at": _("Noté le"),
        },
    )
    classify(
        models.Certificate,
        purpose=_("Permettre à chacun de vérifier l’attestation présentée"),
        retention=_("10 ans"),
        person="person",
        on_erasure=OnErasure.BLANK,
        blank={"printed": {}},
        identity="printed",
        pathway="activity number model language issued_at withdrawn_at withdrawn_reason",
        secret="code",
        title=_("Mes attestations"),
        labels={
            "number": _("Numéro"),
            "activity": _("Activité"),
            "printed": _("Ce qui est imprimé"),
            "issued_at": _("Délivrée le"),
            "withdrawn_at": _("Retirée le"),
            "withdrawn_reason": _("Raison du retrait"),
        },
    )
