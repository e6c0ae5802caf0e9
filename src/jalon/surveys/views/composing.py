"""Writing a questionnaire: its pieces one by one, each in its own form, every change of a draft taken back at will."""

from collections.abc import Callable
from functools import wraps

from django.forms import Form
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.arrivals import once
from jalon.core.pages import area, page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.surveys import actions, editing, policies, queries
from jalon.surveys.editing import Sketch
from jalon.surveys.forms import composing as forms
from jalon.surveys.models import Draft, Questionnaire

edits = page(policies.questionnaire, "edit", key="code")


def _with_draft(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view the draft; without one, back to the questionnaire, which offers to start it."""

    @wraps(view)
    def wrapped(request: Request, questionnaire: Questionnaire, **kwargs: object) -> HttpResponseBase:
        draft = queries.draft_of(questionnaire)
        if draft is None:
            ui.toast(request, _("Ce brouillon n’existe plus : il a été publié ou abandonné."), tone="warning")
            return ui.redirect(request, "surveys:questionnaire", request.centre.code, questionnaire.code)
        return view(request, draft, **kwargs)

    return wrapped


@area("surveys.edit")
def new(request: Request) -> HttpResponseBase:
    """A title and a model, or a blank page."""
    models = queries.models_to_copy(request.centre, by=request.actor)
    chosen = {"model": request.GET.get("modele", "")}
    form = forms.NewForm(request.POST if request.method == "POST" else None, models=models, initial=chosen)
    if request.method == "POST" and form.is_valid():
        by, now = request.actor, timezone.now()
        model = next((model for model in models if model.code == form.cleaned_data["model"]), None)

        def do() -> str:
            label = form.cleaned_data["label"]
            return actions.create_questionnaire(request.centre, label=label, model=model, by=by, now=now).code

        code = once(
            request.POST.get("arrival_key"),
            act="surveys.questionnaire_created",
            of=request.centre,
            by=by,
            now=now,
            do=do,
        )
        return ui.redirect(request, "surveys:draft", request.centre.code, code)
    context = {"form": form, "centre": request.centre}
    return ui.render(request, "surveys/new.html", context, status=422 if form.errors else 200)


@require_POST
@edits
def start(request: Request, questionnaire: Questionnaire) -> HttpResponseBase:
    """Begin the next version."""
    actions.start_draft(questionnaire, by=request.actor, now=timezone.now())
    return ui.redirect(request, "surveys:draft", request.centre.code, questionnaire.code)


@edits
@_with_draft
def draft(request: Request, draft: Draft) -> HttpResponseBase:
    """The whole draft, with what can be done to each piece."""
    sketch, current = draft.sketch, draft.questionnaire.current
    numbers = {question.id: number for number, question in sketch.numbered()}
    context = _context(request, draft) | {
        "sections": [
            (section, [(numbers[q.id], q, forms.KINDS[q.kind]) for q in section.questions])
            for section in sketch.sections
        ],
        "numbers": numbers,
        "kinds": forms.KINDS,
        "number": current.number + 1 if current else 1,
        "current": current,
        "why_not": editing.why_not_published(sketch, current.content if current else None),
        "untranslated": editing.untranslated(sketch),
    }
    return ui.render(request, "surveys/draft.html", context)


@edits
@_with_draft
def settings(request: Request, draft: Draft) -> HttpResponseBase:
    """Title, languages, and the mark that counts in the figures."""
    form = forms.SettingsForm(draft.sketch, _posted(request))
    if form.is_valid() and (done := _changed(request, draft, form.changed, form, _("Réglages enregistrés."))):
        return done
    return _form_page(request, draft, form, _("Réglages"))


@edits
@_with_draft
def section(request: Request, draft: Draft, index: int | None = None) -> HttpResponseBase:
    """The heading of a section; a new one without index."""
    if index is not None and index >= len(draft.sketch.sections):
        raise Http404
    form = forms.SectionForm(draft.sketch, index, _posted(request))

    def change(sketch: Sketch) -> Sketch:
        return editing.with_section(sketch, index, form.section())

    if form.is_valid() and (done := _changed(request, draft, change, form, _("Section enregistrée."))):
        return done
    return _form_page(request, draft, form, _("Nouvelle section") if index is None else _("Section"))


@edits
@_with_draft
def add_question(request: Request, draft: Draft, index: int, kind: str) -> HttpResponseBase:
    """A new question of this kind, at the end of a section."""
    if index >= len(draft.sketch.sections) or kind not in forms.KINDS:
        raise Http404
    form = forms.QuestionForm(draft.sketch, kind, section=index, data=_posted(request))

    def change(sketch: Sketch) -> Sketch:
        taken = queries.question_codes(draft.questionnaire) | {question.id for question in sketch.questions()}
        return editing.with_question(sketch, index, form.question(editing.free_code("q", taken)))

    if form.is_valid() and (done := _changed(request, draft, change, form, _("Question ajoutée."))):
        return done
    return _form_page(request, draft, form, forms.KINDS[kind][0])


@edits
@_with_draft
def question(request: Request, draft: Draft, question: str) -> HttpResponseBase:
    """Change a question; its code, under which answers are kept, stays."""
    held = draft.sketch.question(question)
    if held is None:
        raise Http404
    place = draft.sketch.place_of(question)[0]
    form = forms.QuestionForm(draft.sketch, held.kind, section=place, held=held, data=_posted(request))

    def change(sketch: Sketch) -> Sketch:
        return editing.with_question(sketch, place, form.question(question))

    if form.is_valid() and (done := _changed(request, draft, change, form, _("Question enregistrée."))):
        return done
    return _form_page(request, draft, form, forms.KINDS[held.kind][0])


@require_POST
@edits
@_with_draft
def move(request: Request, draft: Draft) -> HttpResponseBase:
    """One piece one place up or down."""
    step = -1 if request.POST.get("step") == "-1" else 1
    return _piece(request, draft, _("Ordre changé."), editing.question_moved, editing.section_moved, step)


@require_POST
@edits
@_with_draft
def remove(request: Request, draft: Draft) -> HttpResponseBase:
    """One piece taken out."""
    return _piece(request, draft, _("Retiré du brouillon."), editing.without_question, editing.without_section)


@require_POST
@edits
@_with_draft
def undo(request: Request, draft: Draft) -> HttpResponseBase:
    """The last change taken back."""
    try:
        actions.undo_edit(draft, revision=_revision(request), by=request.actor, now=timezone.now())
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    else:
        ui.toast(request, _("Modification annulée."))
    return _back(request, draft)


@require_POST
@edits
@_with_draft
def publish(request: Request, draft: Draft) -> HttpResponseBase:
    """Make a version of the draft."""
    try:
        version = actions.publish_draft(draft, revision=_revision(request), by=request.actor, now=timezone.now())
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
        return _back(request, draft)
    ui.toast(request, _("Version %(number)s publiée : elle ne change plus.") % {"number": version.number})
    return ui.redirect(request, "surveys:questionnaire", request.centre.code, draft.questionnaire.code)


@require_POST
@edits
@_with_draft
def discard(request: Request, draft: Draft) -> HttpResponseBase:
    """Give the draft up; a questionnaire that was never published goes to the archives with it."""
    try:
        actions.discard_draft(draft, by=request.actor, now=timezone.now())
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
        return _back(request, draft)
    ui.toast(request, _("Brouillon abandonné."))
    return ui.redirect(request, "surveys:questionnaires", request.centre.code)


@require_POST
@edits
def archive(request: Request, questionnaire: Questionnaire) -> HttpResponseBase:
    """Put a questionnaire away, or take it out again (`restore`)."""
    by, now = request.actor, timezone.now()
    address = reverse("surveys:archive", args=[request.centre.code, questionnaire.code])
    try:
        if request.POST.get("restore"):
            actions.restore_questionnaire(questionnaire, by=by, now=now)
            ui.toast(request, _("Questionnaire remis en service."))
        else:
            actions.archive_questionnaire(questionnaire, by=by, now=now)
            ui.toast(request, _("Questionnaire archivé."), undo=ui.Undo(address, {"restore": "1"}))
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    return ui.redirect(request, "surveys:questionnaire", request.centre.code, questionnaire.code)


def _posted(request: Request) -> object:
    return request.POST if request.method == "POST" else None


def _revision(request: Request) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() else -1


def _context(request: Request, draft: Draft) -> dict[str, object]:
    return {"draft": draft, "sketch": draft.sketch, "questionnaire": draft.questionnaire, "centre": request.centre}


def _changed(
    request: Request, draft: Draft, change: Callable[[Sketch], Sketch], form: Form, said: str
) -> HttpResponseBase | None:
    """Carry the change out and go back to the draft; None when it is refused, with the sentence on the form."""
    try:
        _edit(request, draft, change, said)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return _back(request, draft)


def _edit(request: Request, draft: Draft, change: Callable[[Sketch], Sketch], said: str) -> None:
    edited = actions.edit_draft(
        draft, change(draft.sketch), revision=_revision(request), by=request.actor, now=timezone.now()
    )
    undo_url = reverse("surveys:undo_draft", args=[request.centre.code, draft.questionnaire.code])
    ui.toast(request, said, undo=ui.Undo(undo_url, {"revision": str(edited.revision)}))


def _piece(
    request: Request,
    draft: Draft,
    said: str,
    of_question: Callable[..., Sketch],
    of_section: Callable[..., Sketch],
    *arguments: int,
) -> HttpResponseBase:
    """Do something to the question or the section that the form names."""
    code, index = request.POST.get("question", ""), request.POST.get("section", "")

    def change(sketch: Sketch) -> Sketch:
        if sketch.question(code):
            return of_question(sketch, code, *arguments)
        if index.isdecimal() and int(index) < len(sketch.sections):
            return of_section(sketch, int(index), *arguments)
        raise Refused(_("Ce que vous vouliez changer n’est plus dans le brouillon."))

    try:
        _edit(request, draft, change, said)
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    return _back(request, draft)


def _back(request: Request, draft: Draft) -> HttpResponseBase:
    return ui.redirect(request, "surveys:draft", request.centre.code, draft.questionnaire.code)


def _form_page(request: Request, draft: Draft, form: Form, title: object) -> HttpResponseBase:
    context = _context(request, draft) | {"form": form, "title": title, "lines": getattr(form, "lines", [])}
    was_refused = form.is_bound and bool(form.non_field_errors())
    context["revision"] = draft.revision if was_refused else request.POST.get("revision", draft.revision)
    return ui.render(request, "surveys/piece.html", context, status=422 if form.is_bound and form.errors else 200)
