"""The event sheet: written section by section, its budget, its paper. (M33, P10.15, P13.10)"""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, forms, policies, sheet_forms, sheet_reading, sheet_rules
from jalon.activities.models import Activity, BudgetLine, EventSheet, Visa, VisaStep
from jalon.activities.views import frame
from jalon.core import money
from jalon.core.pages import area, page
from jalon.core.request import Request
from jalon.documents.event_sheets import event_sheet_docx, render_event_sheet
from jalon.files import media

COLUMNS = [
    ui.Column("day", gettext_lazy("Date"), order=("activity__starts_at",)),
    ui.Column("title", gettext_lazy("Évènement"), order=("activity__title",)),
    ui.Column("leader", gettext_lazy("Responsable"), order=("activity__leader__name_key",)),
    ui.Column("state", gettext_lazy("Visas")),
]


def address(name: str, sheet: EventSheet) -> str:
    """One of the addresses of a sheet."""
    return reverse(f"activities:{name}", args=[sheet.centre.code, sheet.public_id])


@area("activities.read", "activities.sign_sheets", "activities.sign_sheets_as_host")
def sheets(request: Request) -> HttpResponse:
    """The event sheets that one may read, and whose visa they wait for."""
    form = sheet_forms.SheetFilters(request.GET)
    asked = form.values()
    rows = sheet_reading.sheets(request.actor, text=asked["q"] or "", state=asked["etat"] or "")
    noun = (_("fiche"), _("fiches"))
    listing = ui.Listing(request, rows, columns=COLUMNS, sort="-day", filters=form, noun=noun)
    lines = [(row, sheet_rules.sheet_state(row, row.visas.all())) for row in listing]
    context = {"listing": listing, "lines": lines, "centre": request.centre}
    return ui.render(request, "activities/event_sheets.html", context, partial="rows")


@page(policies.activity, "see_registrations")
def of_activity(request: Request, activity: Activity) -> HttpResponseBase:
    """The way to the sheet of an activity; the page on which it is begun when there is none."""
    sheet = sheet_reading.sheet_of(activity)
    if sheet is not None:
        return ui.redirect(request, address("event_sheet", sheet))
    context = frame.context(request, activity, tab="event_sheet", now=timezone.now())
    former = activity.duplicated_from and sheet_reading.sheet_of(activity.duplicated_from)
    context |= {"former": former, "former_review": sheet_reading.former_review(activity)}
    return ui.render(request, "activities/event_sheet_start.html", context)


@require_POST
@page(policies.activity, "edit")
def start(request: Request, activity: Activity) -> HttpResponseBase:
    """Begin the sheet."""
    sheet = actions.start_event_sheet(activity, by=request.actor, now=timezone.now())
    return ui.redirect(request, address("event_sheet", sheet))


@page(policies.event_sheet)
def event_sheet(request: Request, sheet: EventSheet) -> HttpResponseBase:
    """The sheet, its sections, its budget and its visas; `?rubrique=` opens one section for writing."""
    section = request.GET.get("rubrique", "")
    form = None
    if section in sheet_rules.SECTIONS and policies.event_sheet.can_edit(request.actor, sheet):
        form = _section_form(sheet, section)
    return show(request, sheet, section=section, section_form=form)


def _section_form(sheet: EventSheet, section: str, data: Any = None) -> sheet_forms.SectionForm:
    text = getattr(sheet, section)
    initial = {"text": text, "opened": sheet_rules.digest(text)}
    label, hint = sheet_rules.SECTIONS[section], sheet_rules.HINTS[section]
    return sheet_forms.SectionForm(data, initial=initial, label=label, hint=hint)


def show(request: Request, sheet: EventSheet, **shown: Any) -> HttpResponse:
    """The page of a sheet with whatever form is being filled; 422 when one of them is at fault."""
    visas = list(sheet.visas.select_related("scan"))
    state = sheet_rules.sheet_state(sheet, visas)
    given = sheet_rules.standing(visas, sheet.revision)
    awaited = sheet_rules.next_step(state)
    lines, totals = sheet_reading.expenses(sheet)
    actor, policy = request.actor, policies.event_sheet
    currency = money.currency_of(sheet.centre.country)
    returned = visas[-1] if state is sheet_rules.SheetState.RETURNED else None
    context = {
        "sheet": sheet,
        "activity": sheet.activity,
        "centre": request.centre,
        "state": state,
        "facts": sheet_reading.facts(sheet.activity),
        "sections": [(name, label, getattr(sheet, name)) for name, label in sheet_rules.SECTIONS.items()],
        "lines": lines,
        "totals": totals,
        "steps": [(step, step.label, given.get(step)) for step in VisaStep],
        "returned": returned,
        "awaited": awaited,
        "may_edit": policy.can_edit(actor, sheet),
        "may_sign": bool(awaited) and policy.can(f"sign_{awaited}", actor, sheet),
        "may_record": bool(awaited) and policy.can_record_paper(actor, sheet),
        "why_not_submitted": sheet_rules.why_not_submitted(sheet, state),
        "is_draft": state in (sheet_rules.SheetState.DRAFT, sheet_rules.SheetState.RETURNED),
        "has_visas": bool(given),
        "is_team": actor.can("activities.read"),
        "former_review": sheet_reading.former_review(sheet.activity),
        "withdrawable": _withdrawable(request, sheet, given),
        "section": "",
        "section_form": None,
        "budget_form": sheet_forms.BudgetForm(currency=currency),
        "return_form": sheet_forms.ReturnForm(),
        "paper_form": sheet_forms.PaperForm(initial={"step": awaited}),
        **shown,
    }
    wrong = any(getattr(form, "errors", None) for name, form in context.items() if name.endswith("_form"))
    return ui.render(request, "activities/event_sheet.html", context, status=422 if wrong else 200)


def _withdrawable(request: Request, sheet: EventSheet, given: dict[str, Visa]) -> Visa | None:
    """The last visa that stands, for whoever gave it or could have."""
    last = given.get(VisaStep.HOST) or given.get(VisaStep.MANAGER)
    if last is None:
        return None
    verb = "record_paper" if last.is_on_paper else f"sign_{last.step}"
    return last if policies.event_sheet.can(verb, request.actor, sheet) else None


@require_POST
@page(policies.event_sheet, "edit")
def write(request: Request, sheet: EventSheet, section: str) -> HttpResponseBase:
    """Save one section; when somebody else changed it meanwhile, both texts stay in sight."""
    if section not in sheet_rules.SECTIONS:
        raise Http404
    form = _section_form(sheet, section, request.POST)
    now = timezone.now()
    if forms.attempt(
        form,
        lambda data: actions.write_section(
            sheet, section, data["text"], opened=data["opened"], by=request.actor, now=now
        ),
    ):
        ui.toast(request, _("« %(section)s » est enregistré.") % {"section": sheet_rules.SECTIONS[section]})
        return ui.redirect(request, f"{address('event_sheet', sheet)}#{section}")
    found = getattr(sheet, section)
    form.data = {
        **request.POST.dict(),
        "opened": sheet_rules.digest(found),
    }  # sent again, it takes the place of this text
    return show(request, sheet, section=section, section_form=form, found=found)


@require_POST
@page(policies.event_sheet, "edit")
def add_line(request: Request, sheet: EventSheet) -> HttpResponseBase:
    """One more expense."""
    form = sheet_forms.BudgetForm(request.POST, currency=money.currency_of(sheet.centre.country))
    if forms.attempt(form, lambda data: actions.add_budget_line(sheet, **data, by=request.actor, now=timezone.now())):
        ui.toast(request, _("Dépense ajoutée."))
        return ui.redirect(request, f"{address('event_sheet', sheet)}#budget")
    return show(request, sheet, budget_form=form)


def _line(request: Request, sheet: EventSheet) -> BudgetLine | None:
    asked = request.POST.get("line", "")
    return sheet.budget_lines.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None


@require_POST
@page(policies.event_sheet, "edit")
def remove_line(request: Request, sheet: EventSheet) -> HttpResponseBase:
    """One expense less, with the way back."""
    line = _line(request, sheet)
    if line is not None:
        actions.remove_budget_line(line, by=request.actor, now=timezone.now())
        undo = ui.Undo(address("restore_line", sheet), {"line": str(line.pk)})
        ui.toast(request, _("« %(line)s » est retirée du budget.") % {"line": line}, undo=undo)
    return ui.redirect(request, f"{address('event_sheet', sheet)}#budget")


@require_POST
@page(policies.event_sheet, "edit")
def restore_line(request: Request, sheet: EventSheet) -> HttpResponseBase:
    """The expense again."""
    line = _line(request, sheet)
    if line is not None:
        actions.restore_budget_line(line, by=request.actor, now=timezone.now())
        ui.toast(request, _("« %(line)s » est de nouveau au budget.") % {"line": line})
    return ui.redirect(request, f"{address('event_sheet', sheet)}#budget")


@page(policies.event_sheet)
def pdf(request: Request, sheet: EventSheet) -> HttpResponse:
    """The sheet as PDF, with boxes to sign and stamp."""
    content = render_event_sheet(sheet_reading.paper_of(sheet), centre=sheet.centre, at=timezone.now())
    return frame.pdf(content, f"{_name(sheet)}.pdf")


@page(policies.event_sheet)
def docx(request: Request, sheet: EventSheet) -> HttpResponse:
    """The sheet as a text document."""
    answer = HttpResponse(event_sheet_docx(sheet_reading.paper_of(sheet)), content_type=media.DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_name(sheet)}.docx"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _name(sheet: EventSheet) -> str:
    return f"fiche-{slugify(sheet.activity.title)[:60] or 'evenement'}-{sheet.activity.day:%Y-%m-%d}"
