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
            "dated_identity": "",
            "born_on": None,
            "national_code": "",
            "student_number": "",
            "institutional_email": "",
            "personal_email": "",
            "phone": "",
        },
        identity="last_name first_name last_name_ar first_name_ar name_key name_key_ar identity_key "
        "dated_identity sex born_on national_code student_number",
        contact="institutional_email personal_email phone",
        pathway="registered_at registered_origin card_checked_at",
        technical="public_id staff_fields erased_at created_at",
    )
    classify(
        models.Studies,
        purpose=_("Compter l’activité par établissement, filière et niveau de l’année"),
        retention=THREE_YEARS,
        person="person",
        studies="establishment field level year from_file",
    )
    classify(
        models.ErasureRequest,
        purpose=_("Répondre aux demandes d’effacement"),
        retention=THREE_YEARS,
        person="person",
        on_erasure=OnErasure.KEEP,
        pathway="asked_at answered_at answered_by refusal",
    )
    classify(
        models.Mandate,
        purpose=_("Savoir qui tient quel rôle"),
        retention=_("Durée de vie du centre"),
        person="person",
        pathway="role unit starts_on ends_on ended_at",
    )
    classify(
        models.Absence,
        purpose=_("Savoir qui remplace qui"),
        retention=_("2 ans"),
        person="person",
        pathway="replacement starts_on ends_on declared_at cancelled_at",
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
    classify(models.MergeMove, purpose=joining, retention=THREE_YEARS, rest=Category.TECHNICAL)
