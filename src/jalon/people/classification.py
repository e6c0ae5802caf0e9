"""What the tables about people hold, why and for how long."""

from django.utils.translation import gettext_lazy as _

from jalon.people import models
from jalon.privacy.classification import Category, OnErasure, classify

FOLLOW = _("Accueillir, accompagner et rendre compte de l’activité du centre")
THREE_YEARS = _("3 ans après la dernière inscription ou activité")


def declare() -> None:
    """Classify this package's tables."""
    classify(
        models.Person,
        purpose=FOLLOW,
        retention=THREE_YEARS,
        person="self",
        on_erasure=OnErasure.BLANK,
        blank={
            "last_name": "",
            "first_name": "",
            "last_name_ar": "",
            "first_name_ar": "",
            "name_key": "",
            "name_key_ar": "",
            "identity_key": "",
            "spellings": "",
            "dated_identity": "",
            "born_on": None,
            "national_code": "",
            "student_number": "",
            "institutional_email": "",
            "personal_email": "",
            "phone": "",
        },
        identity="last_name first_name last_name_ar first_name_ar name_key name_key_ar identity_key spellings "
        "dated_identity sex born_on national_code student_number",
        contact="institutional_email personal_email phone",
        pathway="registered_at registered_origin card_checked_at",
        technical="public_id staff_fields erased_at created_at",
        title=_("Ma fiche"),
        labels={
            "last_name": _("Nom"),
            "first_name": _("Prénom"),
            "last_name_ar": _("Nom en arabe"),
            "first_name_ar": _("Prénom en arabe"),
            "sex": _("Sexe"),
            "born_on": _("Date de naissance"),
            "national_code": _("Code national"),
            "student_number": _("Numéro d’étudiant"),
            "institutional_email": _("E-mail de l’établissement"),
            "personal_email": _("E-mail personnel"),
            "phone": _("Téléphone"),
            "registered_at": _("Inscrit au centre le"),
            "registered_origin": _("Inscription faite"),
            "card_checked_at": _("Carte vérifiée le"),
        },
    )
    classify(
        models.Studies,
        purpose=_("Compter l’activité par établissement, filière et niveau de l’année"),
        retention=THREE_YEARS,
        person="person",
        studies="establishment field level year from_file",
        title=_("Mes études"),
        labels={
            "year": _("Année"),
            "establishment": _("Établissement"),
            "field": _("Filière"),
            "level": _("Niveau"),
            "from_file": _("Donné par l’établissement"),
        },
    )
    classify(
        models.ErasureRequest,
        purpose=_("Répondre aux demandes d’effacement"),
        retention=THREE_YEARS,
        person="person",
        on_erasure=OnErasure.KEEP,
        pathway="asked_at answered_at answered_by withdrawn_at refusal",
        title=_("Mes demandes d’effacement"),
        labels={
            "asked_at": _("Demandé le"),
            "withdrawn_at": _("Retiré le"),
            "answered_at": _("Réponse le"),
            "refusal": _("Réponse du centre"),
        },
    )
    classify(
        models.Mandate,
        purpose=_("Savoir qui tient quel rôle"),
        retention=_("Durée de vie du centre"),
        person="person",
        pathway="role unit starts_on ends_on ended_at",
        title=_("Mes rôles"),
        labels={
            "role": _("Rôle"),
            "unit": _("Où"),
            "starts_on": _("Du"),
            "ends_on": _("Au"),
            "ended_at": _("Retiré le"),
        },
    )
    classify(
        models.Absence,
        purpose=_("Savoir qui remplace qui"),
        retention=_("2 ans"),
        person="person",
        pathway="replacement starts_on ends_on declared_at cancelled_at",
        title=_("Mes absences"),
        labels={
            "starts_on": _("Du"),
            "ends_on": _("Au"),
            "replacement": _("Me remplace"),
            "declared_at": _("Déclarée le"),
            "cancelled_at": _("Annulée le"),
        },
    )
    staging = _("Importer un fichier en montrant ce qu’il va changer, et pouvoir l’annuler")
    classify(models.ImportBatch, purpose=staging, retention=_("13 mois"), rest=Category.TECHNICAL)
    classify(
        models.ImportRow,
        purpose=staging,
        retention=_("13 mois"),
        person="person",
        on_erasure=OnErasure.DELETE,
        identity="cells values before remarks",
        technical="sheet number position verdict reason column leader decided_at applied_at",
        title=_("Lignes de fichiers à mon sujet"),
        labels={"cells": _("Ce que disait le fichier"), "values": _("Ce que le centre en a compris")},
    )
    classify(models.ImportProfile, purpose=staging, retention=_("Durée de vie du centre"), rest=Category.TECHNICAL)
    joining = _("Réunir les fiches d’une même personne, et pouvoir les séparer")
    classify(
        models.Merge,
        purpose=joining,
        retention=THREE_YEARS,
        person="kept",
        on_erasure=OnErasure.DELETE,
        identity="kept_before",
        technical="at undone_at",
    )
    classify(
        models.Distinction,
        purpose=joining,
        retention=THREE_YEARS,
        person="one",
        on_erasure=OnErasure.DELETE,
        technical="at",
    )
    classify(models.MergeMove, purpose=joining, retention=THREE_YEARS, rest=Category.TECHNICAL)
