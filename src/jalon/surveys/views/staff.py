"""What the team reads: surveys, results, answer sheets, questionnaires, and names to check."""

from datetime import time

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.arrivals import once
from jalon.core.moments import local, utc_moment
from jalon.core.pages import area, page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.core.texts import localized
from jalon.documents import qr
from jalon.surveys import actions, editing, forms, policies, queries, results, rules, subjects, ways
from jalon.surveys.actions.opening import OPEN_FOR
from jalon.surveys.definition import Definition
from jalon.surveys.languages import chosen
from jalon.surveys.models import NameRemark, Questionnaire, Survey

COLUMNS = [
    ui.Column("opened", _("Ouvert"), order=("opened_at",)),
    ui.Column("subject", _("À propos de")),
    ui.Column("questionnaire", _("Questionnaire")),
    ui.Column("answers", _("Réponses publiées"), order=("answers",), numeric=True),
    ui.Column("average", _("Satisfaction"), order=("average",), numeric=True),
    ui.Column("state", _("État")),
]


@area("surveys.read")
def surveys(request: Request) -> HttpResponse:
    """The centre's surveys, newest first."""
    rows = queries.surveys(request.centre, by=request.actor)
    listing = ui.Listing(
        request, rows, columns=COLUMNS, sort="-opened", noun=(_("questionnaire ouvert"), _("questionnaires ouverts"))
    )
    names = subjects.named(listing)
    context = {
        "listing": listing,
        "rows": [(survey, *names[survey.pk]) for survey in listing],
        "centre": request.centre,
        "lot": rules.LOT,
        "may_open": policies.survey.can_open(request.actor, request.centre),
    }
    return ui.render(request, "surveys/surveys.html", context, partial="rows")


@area("surveys.open")
def new_campaign(request: Request) -> HttpResponseBase:
    """Put a questionnaire to whoever has its link, until a day."""
    now, models = timezone.now(), queries.models_to_copy(request.centre, by=request.actor)
    zone = request.centre.timezone
    initial = {"questionnaire": request.GET.get("questionnaire", ""), "last_day": (local(now, zone) + OPEN_FOR).date()}
    posted = request.POST if request.method == "POST" else None
    form = forms.CampaignForm(posted, models=models, centre=request.centre, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            public_id = _open(request, form)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            ui.toast(request, _("Enquête ouverte."))
            return ui.redirect(request, "surveys:results", request.centre.code, public_id)
    context = {"form": form, "centre": request.centre}
    return ui.render(request, "surveys/campaign.html", context, status=422 if form.errors else 200)


def _open(request: Request, form: forms.CampaignForm) -> str:
    typed, by, now = form.cleaned_data, request.actor, timezone.now()
    closes_at = utc_moment(typed["last_day"], time(23, 59), request.centre.timezone)

    def do() -> str:
        survey = actions.open_campaign(
            request.centre,
            title=typed["title"],
            questionnaire=typed["questionnaire"],
            facets=form.facets(),
            by=by,
            now=now,
            closes_at=closes_at,
            invited=form.people,
        )
        return survey.public_id

    return str(once(request.POST.get("arrival_key"), act="surveys.opened", of=request.centre, by=by, now=now, do=do))


@page(policies.survey)
def survey(request: Request, survey: Survey) -> HttpResponse:
    """The results of one survey, question by question."""
    sheets = [sheet.answers for sheet in queries.sheets(survey, by=request.actor)]
    name, address = subjects.named([survey])[survey.pk]
    context = {
        "survey": survey,
        "centre": request.centre,
        "subject": name,
        "subject_url": address,
        "count": len(sheets),
        "lot": rules.LOT,
        "average": queries.average(survey, by=request.actor),
        "results": results.by_question(survey.version.content, sheets) if sheets else [],
        "is_lot_waiting": queries.is_lot_waiting(survey),
        "is_open": survey.is_open(timezone.now()),
        "may_close": policies.survey.can_close(request.actor, survey),
        "public_address": ways.public_address(survey) if survey.is_public else "",
    }
    return ui.render(request, "surveys/survey.html", context)


@page(policies.survey)
def sheets(request: Request, survey: Survey) -> HttpResponse:
    """The published answer sheets of one survey, each as a whole."""
    found = queries.sheets(survey, by=request.actor)
    content = survey.version.content
    context = {
        "survey": survey,
        "centre": request.centre,
        "subject": subjects.named([survey])[survey.pk][0],
        "sheets": [results.in_words(content, sheet.answers) for sheet in found],
        "lot": rules.LOT,
    }
    return ui.render(request, "surveys/sheets.html", context)


@page(policies.survey)
def poster(request: Request, survey: Survey) -> HttpResponse:
    """A sheet for the wall: the code, the address and its QR code."""
    address = ways.public_address(survey) if survey.is_public else ways.wall_address(survey)
    context = {
        "survey": survey,
        "centre": request.centre,
        "subject": subjects.named([survey])[survey.pk][0],
        "address": address.partition("?")[0],
        "drawing": qr.data_uri(address),
    }
    return ui.render(request, "surveys/poster.html", context)


@require_POST
@page(policies.survey, "close")
def close(request: Request, survey: Survey) -> HttpResponseBase:
    """Take no more answers."""
    try:
        actions.close_survey(survey, by=request.actor, now=timezone.now())
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    else:
        ui.toast(request, _("Questionnaire clos : il ne prend plus de réponses."))
    return ui.redirect(request, reverse("surveys:results", args=[request.centre.code, survey.public_id]))


@area("surveys.read", "surveys.edit")
def questionnaires(request: Request) -> HttpResponse:
    """The centre's questionnaires; those put away on demand."""
    archived = "archives" in request.GET
    found = queries.questionnaires(request.centre, by=request.actor, archived=archived)
    context = {
        "questionnaires": found,
        "archived": archived,
        "centre": request.centre,
        "may_edit": policies.questionnaire.can_create(request.actor, request.centre),
    }
    return ui.render(request, "surveys/questionnaires.html", context)


@page(policies.questionnaire, key="code")
def questionnaire(request: Request, questionnaire: Questionnaire) -> HttpResponse:
    """What a questionnaire asks, as those who answer see it; nothing is sent from here."""
    versions = list(questionnaire.versions.order_by("-number"))
    wanted = request.GET.get("version", "")
    version = next((v for v in versions if str(v.number) == wanted), versions[0] if versions else None)
    context = {
        "questionnaire": questionnaire,
        "version": version,
        "versions": versions,
        "form": _preview_form(request, version.content) if version else None,
        "languages": forms.offered_languages(version.content) if version else [],
        "draft": queries.draft_of(questionnaire),
        "centre": request.centre,
        "may_edit": policies.questionnaire.can_edit(request.actor, questionnaire),
        "may_open": policies.survey.can_open(request.actor, request.centre),
    }
    return ui.render(request, "surveys/questionnaire.html", context)


@page(policies.questionnaire, key="code")
def preview(request: Request, questionnaire: Questionnaire) -> HttpResponseBase:
    """The draft, else the present version, as a young person has it on a phone; its answers are checked, never kept."""
    draft, version = queries.draft_of(questionnaire), questionnaire.current
    if draft is not None and editing.why_not_published(draft.sketch) is None:
        definition, label = editing.definition_of(draft.sketch), localized(draft.sketch.label)
    elif version is not None:
        draft, definition, label = None, version.content, str(questionnaire)
    else:
        ui.toast(request, _("Ajoutez d’abord une question à chaque section : il n’y a encore rien à voir."))
        return ui.redirect(request, "surveys:draft", request.centre.code, questionnaire.code)
    form = _preview_form(request, definition)
    context = {
        "questionnaire": questionnaire,
        "label": label,
        "draft": draft,
        "form": form,
        "languages": forms.offered_languages(definition),
        "is_right": form.is_bound and form.is_valid(),
        "centre": request.centre,
    }
    return ui.render(request, "surveys/preview.html", context, status=422 if form.errors else 200)


def _preview_form(request: Request, definition: Definition) -> forms.AnswerForm:
    language = chosen(request.GET.get("langue", ""), definition.languages)
    return forms.AnswerForm(definition, request.POST if request.method == "POST" else None, language=language)


@area("people.edit")
def names(request: Request) -> HttpResponse:
    """The spellings that people asked for."""
    remarks = queries.remarks_to_settle(request.centre, by=request.actor)
    return ui.render(request, "surveys/names.html", {"remarks": remarks, "centre": request.centre})


@require_POST
@page(policies.remark, "settle", key="pk")
def settle(request: Request, remark: NameRemark) -> HttpResponseBase:
    """Correct the record as asked, or leave it."""
    accept = request.POST.get("accept") == "1"
    actions.settle_remark(remark, accept=accept, by=request.actor, now=timezone.now())
    ui.toast(request, _("Nom corrigé sur la fiche.") if accept else _("Nom laissé comme il était."))
    return ui.redirect(request, reverse("surveys:names", args=[request.centre.code]))
