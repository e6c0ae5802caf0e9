"""What happens to questionnaires, in words."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind
from jalon.core.periods import month_of
from jalon.core.texts import localized


def _page(survey: Any) -> str:
    return reverse("surveys:results", args=[survey.centre.code, survey.public_id])


def _name(survey: Any) -> str:
    return str(_("questionnaire (%(month)s)") % {"month": month_of(date.fromisoformat(f"{survey.month}-01")).label})


def _remark_page(remark: Any) -> str:
    return reverse("surveys:names", args=[remark.centre.code])


SURVEY = Kind("survey", _("Questionnaire"), "surveys.Survey", page=_page, name=_name)
QUESTIONNAIRE = Kind(
    "questionnaire",
    _("Modèle de questionnaire"),
    "surveys.Questionnaire",
    name=lambda questionnaire: localized(questionnaire.label),
)
REMARK = Kind(
    "name_remark",
    _("Orthographe d’un nom"),
    "surveys.NameRemark",
    page=_remark_page,
    name=lambda remark: remark.full_name,
)
KINDS = [SURVEY, QUESTIONNAIRE, REMARK]

DELIVERED = "surveys.questionnaire_delivered"
OPENED = "surveys.opened"
CLOSED = "surveys.closed"
REOPENED = "surveys.reopened"
PUBLISHED = "surveys.published"
REMAINDER_PUBLISHED = "surveys.remainder_published"
NAME_REMARKED = "surveys.name_remarked"
NAME_ACCEPTED = "surveys.name_accepted"
NAME_SET_ASIDE = "surveys.name_set_aside"

ACTS = [
    Act(
        DELIVERED,
        "questionnaire",
        _("Questionnaire installé"),
        _("%(author)s a installé la version %(number)s du questionnaire « %(object)s »"),
    ),
    Act(OPENED, "survey", _("Questionnaire ouvert"), _("%(author)s a ouvert le %(object)s")),
    Act(CLOSED, "survey", _("Questionnaire clos"), _("%(author)s a clos le %(object)s")),
    Act(REOPENED, "survey", _("Questionnaire rouvert"), _("%(author)s a rouvert le %(object)s"), undoes=CLOSED),
    Act(PUBLISHED, "survey", _("Réponses publiées"), _("%(author)s a publié des réponses au %(object)s")),
    Act(
        REMAINDER_PUBLISHED,
        "questionnaire",
        _("Réponses restantes publiées"),
        _("%(author)s a ajouté aux chiffres du semestre les réponses restantes du questionnaire « %(object)s »"),
    ),
    Act(
        NAME_REMARKED,
        "name_remark",
        _("Orthographe signalée"),
        _("%(author)s a signalé l’orthographe d’un nom : %(object)s"),
    ),
    Act(
        NAME_ACCEPTED,
        "name_remark",
        _("Orthographe acceptée"),
        _("%(author)s a corrigé un nom comme demandé : %(object)s"),
    ),
    Act(
        NAME_SET_ASIDE,
        "name_remark",
        _("Orthographe écartée"),
        _("%(author)s a laissé un nom comme il était : %(object)s"),
    ),
]
