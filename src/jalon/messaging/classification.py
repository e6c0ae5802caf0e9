"""What the tables of messages hold, why and for how long."""

from django.utils.translation import gettext_lazy as _

from jalon.messaging.models import MailServer, Message, Preference
from jalon.privacy.classification import Category, OnErasure, classify

THIRTEEN_MONTHS = _("13 mois ; sans lien ni code dès l’envoi")


def declare() -> None:
    """Classify this package's tables."""
    classify(
        Message,
        purpose=_("Informer les personnes de ce qui les concerne, et savoir ce qui leur a été dit"),
        retention=THIRTEEN_MONTHS,
        person="person",
        on_erasure=OnErasure.DELETE,
        contact="address",
        pathway="kind subject text reason state why about_kind about_id created_at sent_at",
        secret="html attachments",
        technical="public_id is_secret waits_at_night for_morning language key send_after not_after claimed_at "
        "attempts next_try_at last_error handled_at",
        title=_("Messages que le centre m’a envoyés"),
        labels={
            "subject": _("Objet"),
            "address": _("À l’adresse"),
            "state": _("État"),
            "created_at": _("Écrit le"),
            "sent_at": _("Envoyé le"),
        },
    )
    classify(
        Preference,
        purpose=_("N’envoyer à chacun que les messages qu’il veut recevoir"),
        retention=_("Tant que la fiche existe"),
        person="person",
        on_erasure=OnErasure.DELETE,
        pathway="kind choice chosen_at",
        title=_("Les messages que je veux recevoir"),
        labels={"kind": _("Sorte de message"), "choice": _("Mon choix"), "chosen_at": _("Choisi le")},
    )
    classify(
        MailServer,
        purpose=_("Faire partir les e-mails"),
        retention=_("Durée de vie du centre"),
        rest=Category.TECHNICAL,
    )
