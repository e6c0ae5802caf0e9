"""Results of a questionnaire over all its surveys, edition by edition, and the spreadsheets."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from jalon import ui
from jalon.core.pages import page
from jalon.core.request import Request
from jalon.files.spreadsheets import workbook_response
from jalon.surveys import comparing, exporting, policies, queries, results, rules, subjects
from jalon.surveys.definition import Question
from jalon.surveys.forms.comparing import GROUPS, ComparisonForm
from jalon.surveys.models import Questionnaire, Sheet, Survey

MOST_COLUMNS = 12
"""Editions that fit on a page, the latest ones; the spreadsheet has them all."""


@page(policies.questionnaire, key="code")
def compare(request: Request, questionnaire: Questionnaire) -> HttpResponse:
    """The same questions from one edition to the next, then all these answers together."""
    form, sheets = _read(request, questionnaire)
    questions = _questions(questionnaire)
    columns = _columns(questionnaire, sheets, form.values()["par"])
    shown = columns[-MOST_COLUMNS:]
    context = {
        "questionnaire": questionnaire,
        "centre": request.centre,
        "form": form,
        "columns": shown,
        "hidden": len(columns) - len(shown),
        "lines": comparing.lines(questions, shown),
        "chart": comparing.chart(questions, shown),
        "results": results.of_questions(questions, [sheet.answers for sheet in sheets]) if sheets else [],
        "count": len(sheets),
        "lot": rules.LOT,
        "query": request.GET.urlencode(),
    }
    return ui.render(request, "surveys/compare.html", context)


@page(policies.questionnaire, key="code")
def export_all(request: Request, questionnaire: Questionnaire) -> HttpResponseBase:
    """The published sheets of the surveys that the filters keep."""
    _form, sheets = _read(request, questionnaire)
    return _workbook(questionnaire, _questions(questionnaire), sheets)


@page(policies.survey)
def export(request: Request, survey: Survey) -> HttpResponseBase:
    """The published sheets of one survey."""
    found = queries.sheets(survey, by=request.actor).select_related("survey")
    return _workbook(survey.questionnaire, list(survey.version.content.questions()), list(found))


def _read(request: Request, questionnaire: Questionnaire) -> tuple[ComparisonForm, list[Sheet]]:
    form = ComparisonForm(request.GET, facets=queries.facets_of(questionnaire, by=request.actor))
    return form, list(queries.published_of(questionnaire, by=request.actor, **form.facets()))


def _questions(questionnaire: Questionnaire) -> list[Question]:
    return comparing.merged(version.content for version in questionnaire.versions.order_by("-number"))


def _columns(questionnaire: Questionnaire, sheets: Iterable[Sheet], par: str) -> list[comparing.Column]:
    """The sheets by edition, in the order of time where there is one, else by name."""
    held: dict[tuple[str, str], list[Sheet]] = {}
    surveys = {sheet.survey.pk: sheet.survey for sheet in sheets if sheet.survey}
    names = subjects.named(surveys.values()) if par == "survey" else {}
    types = subjects.type_labels(questionnaire.centre)
    for sheet in sheets:
        survey = sheet.survey
        if survey is None:
            continue
        if par == "survey":
            key = (f"{survey.opened_at:%Y%m%d%H%M}-{survey.pk}", names[survey.pk][0])
        elif par == "version":
            key = (f"{sheet.version.number:06}", _("Version %(number)s") % {"number": sheet.version.number})
        else:
            code, label = queries.facets_in_words(survey, types)[par if par in GROUPS else "month"]
            key = (code if par == "month" else label, label or _("Sans précision"))
        held.setdefault(key, []).append(sheet)
    return [comparing.Column(key[1], [sheet.answers for sheet in held[key]]) for key in sorted(held)]


def _workbook(questionnaire: Questionnaire, questions: list[Question], sheets: list[Sheet]) -> HttpResponseBase:
    surveys = {sheet.survey.pk: sheet.survey for sheet in sheets if sheet.survey}
    names = {pk: name for pk, (name, _url) in subjects.named(surveys.values()).items()}
    about = [
        (_("Questionnaire"), str(questionnaire)),
        (_("Ordre des lignes"), _("Tiré au sort : il ne dit ni qui, ni quand.")),
        (_("Textes libres"), _("Ils peuvent faire reconnaître leur auteur : ne cherchez pas qui.")),
    ]
    return workbook_response(
        f"{questionnaire.code}.xlsx",
        title=str(questionnaire),
        columns=exporting.columns(questions),
        rows=exporting.rows(questions, sheets, names),
        about=about,
    )
