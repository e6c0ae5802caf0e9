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


def _questionnaire_page(questionnaire: Any) -> str:
    return reverse("surveys:questionnaire", args=[questionnaire.centre.code, questionnaire.code])


def _remark_page(remark: Any) -> str:
    return reverse("surveys:names", args=[remark.centre.code])


SURVEY = Kind("survey", _("Questionnaire"), "surveys.Survey", page=_page, name=_name)
QUESTIONNAIRE = Kind(
    "questionnaire",
    _("Modèle de questionnaire"),
    "surveys.Questionnaire",
    page=_questionnaire_page,
    name=lambda questionnaire: localized(questionnaire.label),
)
REMARK = Kind(
    "name_remark",
    _("Orthographe d’un nom"),
    "surveys.NameRemark",
    page=_remark_page,
    name=lambda remark: remark.full_name,
)
CAMPAIGN = Kind("campaign", _("Enquête"), "surveys.Campaign", name=lambda campaign: campaign.title)
KINDS = [SURVEY, QUESTIONNAIRE, REMARK, CAMPAIGN]

DELIVERED = "surveys.questionnaire_delivered"
CREATED = "surveys.questionnaire_created"
DRAFT_STARTED = "surveys.draft_started"
DRAFT_EDITED = "surveys.draft_edited"
DRAFT_UNDONE = "surveys.draft_undone"
DRAFT_DISCARDED = "surveys.draft_discarded"
VERSION_PUBLISHED = "surveys.version_published"
ARCHIVED = "surveys.questionnaire_archived"
RESTORED = "surveys.questionnaire_restored"
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
    Act(
        CREATED,
        "questionnaire",
        _("Questionnaire commencé"),
        _("%(author)s a commencé le questionnaire « %(object)s »"),
    ),
    Act(
        DRAFT_STARTED,
        "questionnaire",
        _("Nouvelle version commencée"),
        _("%(author)s a commencé une nouvelle version du questionnaire « %(object)s »"),
    ),
    Act(
        DRAFT_EDITED,
        "questionnaire",
        _("Brouillon modifié"),
        _("%(author)s a modifié le brouillon du questionnaire « %(object)s »"),
    ),
    Act(
        DRAFT_UNDONE,
        "questionnaire",
        _("Modification annulée"),
        _("%(author)s a annulé une modification du questionnaire « %(object)s »"),
        undoes=DRAFT_EDITED,
    ),
    Act(
        DRAFT_DISCARDED,
        "questionnaire",
        _("Brouillon abandonné"),
        _("%(author)s a abandonné le brouillon du questionnaire « %(object)s »"),
    ),
    Act(
        VERSION_PUBLISHED,
        "questionnaire",
        _("Version publiée"),
        _("%(author)s a publié la version %(number)s du questionnaire « %(object)s »"),
    ),
    Act(
        ARCHIVED,
        "questionnaire",
        _("Questionnaire archivé"),
        _("%(author)s a archivé le questionnaire « %(object)s »"),
    ),
    Act(
        RESTORED,
        "questionnaire",
        _("Questionnaire remis en service"),
        _("%(author)s a remis en service le questionnaire « %(object)s »"),
        undoes=ARCHIVED,
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
