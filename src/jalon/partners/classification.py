"""What the tables of partners hold, why and for how long: a professional contact is a person too."""

from django.utils.translation import gettext_lazy as _

from jalon.partners import models
from jalon.privacy.classification import Category, OnErasure, classify

FOLLOW = _("Travailler avec les entreprises, associations et institutions partenaires")
THREE_YEARS = _("3 ans après le dernier échange")


def declare() -> None:
    """Classify this package's tables."""
    classify(models.Organisation, purpose=FOLLOW, retention=_("Durée de vie du centre"), rest=Category.CONTENT)
    classify(
        models.Contact,
        purpose=FOLLOW,
        retention=THREE_YEARS,
        person="person",
        on_erasure=OnErasure.BLANK,
        blank={
            **dict.fromkeys(
                (
                    *("civility", "last_name", "first_name", "last_name_ar", "first_name_ar", "name_key"),
                    *("name_key_ar", "identity_key", "function", "email", "phone", "language", "notes"),
                    "no_contact_source",
                ),
                "",
            ),
            "informed_on": None,
        },
        identity="civility last_name first_name last_name_ar first_name_ar function notes",
        contact="email phone language no_contact_source",
        pathway="no_contact_on",
        technical="public_id name_key name_key_ar identity_key created_at archived_at erased_at informed_on",
        title=_("Mes fonctions de contact"),
        labels={
            "last_name": _("Nom"),
            "first_name": _("Prénom"),
            "function": _("Fonction"),
            "email": _("E-mail professionnel"),
            "phone": _("Téléphone professionnel"),
            "notes": _("Remarques"),
            "no_contact_on": _("Ne souhaite plus être contacté depuis le"),
        },
    )
    classify(
        models.Exchange,
        purpose=FOLLOW,
        retention=THREE_YEARS,
        person="contact__person",
        on_erasure=OnErasure.BLANK,
        blank={"summary": ""},
        pathway="day channel summary is_answered",
        technical="public_id is_month_only noted_at cancelled_at",
        title=_("Échanges avec moi"),
        labels={"day": _("Le"), "channel": _("Par"), "summary": _("Ce qui a été dit")},
    )
    classify(
        models.CallBack,
        purpose=FOLLOW,
        retention=THREE_YEARS,
        person="contact__person",
        on_erasure=OnErasure.BLANK,
        blank={"reason": ""},
        pathway="due_on reason",
        technical="public_id created_at done_at cancelled_at",
        title=_("Rappels prévus"),
        labels={"due_on": _("Le"), "reason": _("Au sujet de")},
    )
    joining = _("Réunir les fiches d’une même organisation, et pouvoir les séparer")
    classify(models.OrganisationMerge, purpose=joining, retention=THREE_YEARS, rest=Category.TECHNICAL)
    classify(models.OrganisationDistinction, purpose=joining, retention=THREE_YEARS, rest=Category.TECHNICAL)
    staging = _("Importer un fichier en montrant ce qu’il va changer, et pouvoir l’annuler")
    classify(models.ContactImport, purpose=staging, retention=_("13 mois"), rest=Category.TECHNICAL)
    classify(
        models.ContactImportRow,
        purpose=staging,
        retention=_("13 mois"),
        person="contact__person",
        on_erasure=OnErasure.DELETE,
        identity="cells values before remarks",
        technical="sheet number position verdict reason column decision",
        title=_("Lignes de fichiers à mon sujet"),
        labels={"cells": _("Ce que disait le fichier"), "values": _("Ce que le centre en a compris")},
    )
