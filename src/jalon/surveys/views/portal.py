"""Answering a questionnaire: by account, by personal link, by the code on the wall."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters

from jalon import ui
from jalon.accounts.pages import link_page
from jalon.core.pages import member, public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.surveys import actions, forms, languages, queries, rules, subjects, ways
from jalon.surveys.definition import Definition
from jalon.surveys.models import Survey
from jalon.surveys.ways import ANSWER, Way


@member
def mine(request: Request) -> HttpResponse:
    """The questionnaires that wait for whoever is signed in."""
    awaited = queries.awaiting(request.person, now=timezone.now())
    return ui.render(request, "surveys/mine.html", {"awaited": awaited, "centre": request.centre})


@member
@sensitive_post_parameters()
def answer(request: Request, public_id: str) -> HttpResponseBase:
    """The questions, for somebody signed in."""
    survey = queries.for_person(request.centre, public_id, request.person)
    return _answer(request, ways.by_account(request, survey)) if survey else _not_for_you(request)


@member
def answer_name(request: Request, public_id: str) -> HttpResponseBase:
    """One's name as it will be printed, for somebody signed in."""
    survey = queries.for_person(request.centre, public_id, request.person)
    return _name(request, ways.by_account(request, survey)) if survey else _not_for_you(request)


@member
def answer_thanks(request: Request, public_id: str) -> HttpResponseBase:
    """Thanks, for somebody signed in."""
    survey = queries.for_person(request.centre, public_id, request.person)
    return _thanks(request, ways.by_account(request, survey)) if survey else _not_for_you(request)


@link_page(ANSWER)
@sensitive_post_parameters()
def link(request: Request, survey: Survey) -> HttpResponseBase:
    """The questions, by a personal link."""
    return _answer(request, ways.by_link(request, survey))


@link_page(ANSWER)
def link_name(request: Request, survey: Survey) -> HttpResponseBase:
    """One's name as it will be printed, by a personal link."""
    return _name(request, ways.by_link(request, survey))


@link_page(ANSWER)
def link_thanks(request: Request, survey: Survey) -> HttpResponseBase:
    """Thanks, by a personal link."""
    return _thanks(request, ways.by_link(request, survey))


@public
def wall(request: Request) -> HttpResponseBase:
    """The code on the wall, then one's name: for those present who have no account. POST remembers, on this device."""
    code = request.GET.get("code", "")
    form = forms.WallForm(request.POST if request.method == "POST" else None, code=code)
    if request.method == "POST" and form.is_valid():
        try:
            return _named(request, form)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return ui.render(request, "surveys/wall.html", {"form": form}, status=422 if form.errors else 200)


@public
@sensitive_post_parameters()
def wall_answer(request: Request, public_id: str) -> HttpResponseBase:
    """The questions, for the person named at the wall."""
    way = ways.by_wall(request, public_id, now=timezone.now())
    return _answer(request, way) if way else _back_to_wall(request)


@public
def wall_name(request: Request, public_id: str) -> HttpResponseBase:
    """One's name as it will be printed, for the person named at the wall."""
    way = ways.by_wall(request, public_id, now=timezone.now())
    return _name(request, way) if way else _back_to_wall(request)


@public
def wall_thanks(request: Request, public_id: str) -> HttpResponseBase:
    """Thanks at the wall; the device may then pass to somebody else."""
    way = ways.by_wall(request, public_id, now=timezone.now())
    return _thanks(request, way) if way else _back_to_wall(request)


@public
@sensitive_post_parameters()
def public_answer(request: Request, public_id: str) -> HttpResponseBase:
    """The questions, for whoever has the public link; nothing says who answers."""
    survey = queries.public_survey(request.centre, public_id)
    if survey is None:
        return _not_for_you(request)
    now, thanks = timezone.now(), reverse("surveys:public_thanks", args=[request.centre.code, public_id])
    if ways.has_answered_here(request, survey):
        return ui.redirect(request, thanks)
    form = _asked(request, survey.version.content)
    if request.method == "POST" and form.is_valid():
        key = request.POST.get("arrival_key", "")
        try:
            ways.take_public_try(request, survey)
            actions.complete_publicly(survey, answers=form.answers(), by=request.actor, now=now, key=key)
        except Refused as refusal:
            form.add_refusal(str(refusal), refusal.field)
        else:
            response = ui.redirect(request, thanks)
            ways.note_answered_here(response, survey, now=now)
            return response
    context = {
        "form": form,
        "survey": survey,
        "centre": request.centre,
        "subject": subjects.named([survey])[survey.pk][0],
        "is_open": survey.is_open(now),
        "languages": forms.offered_languages(form.definition),
        "address": ways.public_page(survey),
    }
    return _private(ui.render(request, "surveys/public.html", context, status=422 if form.errors else 200))


@public
def public_thanks(request: Request, public_id: str) -> HttpResponseBase:
    """Thanks, to whoever answered by the public link."""
    survey = queries.public_survey(request.centre, public_id)
    if survey is None:
        return _not_for_you(request)
    return _private(ui.render(request, "surveys/public_thanks.html", {"survey": survey}))


def _named(request: Request, form: forms.WallForm) -> HttpResponseBase:
    """Find the survey and the person, and let this device answer for them."""
    ways.take_try(request)
    now, typed = timezone.now(), form.cleaned_data
    survey = queries.by_wall_code(request.centre, typed["code"], now=now)
    if survey is None:
        raise Refused(rules.wrong_code(), field="code")
    if typed["born_on"]:
        ways.take_birth_try(request, survey, f"{typed['last_name']} {typed['first_name']}")
    found = queries.find_present(
        survey, last_name=typed["last_name"], first_name=typed["first_name"], born_on=typed["born_on"]
    )
    if reason := rules.why_not_found(len(found)):
        if len(found) > 1:
            form.ask_birth()
        raise Refused(reason, field="born_on" if len(found) > 1 else "last_name")
    ways.remember(request, survey, found[0], now=now)
    return ui.redirect(request, "surveys:wall_name", request.centre.code, survey.public_id)


def _asked(request: Request, definition: Definition) -> forms.AnswerForm:
    """The questions in the language that the address names, with what was typed on POST."""
    language = languages.chosen(request.GET.get("langue", ""), definition.languages)
    return forms.AnswerForm(definition, request.POST if request.method == "POST" else None, language=language)


def _answer(request: Request, way: Way) -> HttpResponseBase:
    """Show the questions; keep the answers on POST; what was typed stays on the page when something is missing."""
    now = timezone.now()
    if request.method != "POST" and queries.answered_by(way.survey, way.person):
        return ui.redirect(request, way.thanks_url)
    form = _asked(request, way.survey.version.content)
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete(
                way.survey,
                way.person,
                answers=form.answers(),
                by=way.actor,
                now=now,
                key=request.POST.get("arrival_key", ""),
            )
        except Refused as refusal:
            form.add_refusal(str(refusal), refusal.field)
        else:
            return ui.redirect(request, way.thanks_url)
    context = {
        "form": form,
        "way": way,
        "survey": way.survey,
        "centre": request.centre,
        "subject": subjects.named([way.survey])[way.survey.pk][0],
        "is_open": way.survey.is_open(now),
        "languages": forms.offered_languages(form.definition),
    }
    return _private(ui.render(request, "surveys/answer.html", context, status=422 if form.errors else 200))


def _name(request: Request, way: Way) -> HttpResponseBase:
    """One's name as it is recorded; what is corrected is a remark to the team."""
    person = way.person
    recorded = {field: getattr(person, field) for field in forms.NameForm.base_fields}
    form = forms.NameForm(request.POST if request.method == "POST" else None, initial=recorded)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remark_name(person, by=way.actor, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return ui.redirect(request, way.name_url)
    remark = queries.open_remark(person)
    has_answered = queries.answered_by(way.survey, person)
    context = {"form": form, "way": way, "person": person, "remark": remark, "has_answered": has_answered}
    return _private(ui.render(request, "surveys/name.html", context, status=422 if form.errors else 200))


def _thanks(request: Request, way: Way) -> HttpResponseBase:
    """Thanks, and what the caller adds; who has not answered yet goes to the questions."""
    if not queries.answered_by(way.survey, way.person):
        return ui.redirect(request, way.answer_url)
    after = subjects.after(way.survey, way.person)
    context = {"way": way, "person": way.person, "after": after, "remark": queries.open_remark(way.person)}
    if request.method == "POST":
        ways.forget(request)
        return ui.redirect(request, reverse("surveys:wall", args=[request.centre.code]))
    return _private(ui.render(request, "surveys/thanks.html", context))


def _not_for_you(request: Request) -> HttpResponse:
    """The same page whether the questionnaire exists or not."""
    return ui.render(request, "surveys/not_for_you.html", {}, status=404)


def _back_to_wall(request: Request) -> HttpResponseBase:
    return ui.redirect(request, "surveys:wall", request.centre.code)


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache: the device may be shared."""
    add_never_cache_headers(response)
    return response
