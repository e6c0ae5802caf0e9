"""What the tables of surveys hold, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.privacy.classification import Category, OnErasure, classify
from jalon.surveys import models


def declare() -> None:
    """Classify this package's tables. Answers are about nobody: nothing leads from them to a person."""
    asking = _("Savoir ce que les participants pensent des activités")
    centre_life = _("Durée de vie du centre")
    for model in (models.Questionnaire, models.Draft, models.Version, models.Campaign, models.Survey):
        classify(model, purpose=asking, retention=centre_life, rest=Category.CONTENT)
    for anonymous in (models.Unpublished, models.Sheet):
        classify(anonymous, purpose=asking, retention=centre_life, rest=Category.CONTENT)
    classify(
        models.Completion,
        purpose=_("Savoir qui a répondu, pour délivrer l’attestation, sans savoir quoi"),
        retention=_("3 ans après l’activité"),
        person="person",
        pathway="survey day",
        technical="receipt",
        title=_("Questionnaires auxquels j’ai répondu"),
        labels={"day": _("Répondu le")},
    )
    classify(
        models.Invitation,
        purpose=_("Savoir à qui une enquête est adressée"),
        retention=_("3 ans après l’enquête"),
        person="person",
        pathway="campaign",
        title=_("Enquêtes auxquelles j’ai été invité·e"),
        labels={"campaign": _("Enquête")},
    )
    classify(
        models.NameRemark,
        purpose=_("Imprimer le nom comme la personne l’écrit"),
        retention=_("Jusqu’à l’effacement de la personne"),
        person="person",
        on_erasure=OnErasure.DELETE,
        identity="last_name first_name last_name_ar first_name_ar",
        technical="written_on settled_at was_accepted",
        title=_("Corrections de mon nom"),
        labels={
            "last_name": _("Nom"),
            "first_name": _("Prénom"),
            "last_name_ar": _("Nom en arabe"),
            "first_name_ar": _("Prénom en arabe"),
        },
    )
