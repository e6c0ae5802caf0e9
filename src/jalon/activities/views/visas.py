"""The visas of an event sheet: asked, given on screen or on paper, sent back, taken back. (P13.11)"""

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, forms, policies, sheet_forms
from jalon.activities.models import EventSheet, Visa, VisaStep
from jalon.activities.views import event_sheet as pages
from jalon.activities.views import frame
from jalon.core.pages import page
from jalon.core.request import Request
from jalon.files import media, storage

SCAN_LIMIT = 10 * 1024 * 1024


@require_POST
@page(policies.event_sheet, "edit")
def submit(request: Request, sheet: EventSheet) -> HttpResponseBase:
    """Ask the two visas."""
    return frame.done(
        request,
        pages.address("event_sheet", sheet),
        lambda: actions.submit_event_sheet(sheet, by=request.actor, now=timezone.now()),
        _("Visas demandés : la fiche attend le Manager, puis l’institution hôte."),
    )


@require_POST
@page(policies.event_sheet)
def sign(request: Request, sheet: EventSheet, step: str) -> HttpResponseBase:
    """Give one's visa, with the way back."""
    _may_decide(request, sheet, step)
    return frame.done(
        request,
        pages.address("event_sheet", sheet),
        lambda: actions.give_visa(sheet, step, by=request.actor, now=timezone.now()),
        _("Visa donné. Il se retire sur cette page tant que rien ne le suit."),
    )


@require_POST
@page(policies.event_sheet)
def send_back(request: Request, sheet: EventSheet, step: str) -> HttpResponseBase:
    """Send the sheet back with a reason."""
    _may_decide(request, sheet, step)
    form = sheet_forms.ReturnForm(request.POST)
    if forms.attempt(
        form,
        lambda data: actions.return_event_sheet(
            sheet, step, reason=data["reason"], by=request.actor, now=timezone.now()
        ),
    ):
        ui.toast(request, _("Fiche renvoyée à l’équipe avec votre raison."))
        return ui.redirect(request, "activities:event_sheets", request.centre.code)
    return pages.show(request, sheet, return_form=form)


@require_POST
@page(policies.event_sheet, "record_paper")
def record(request: Request, sheet: EventSheet) -> HttpResponseBase:
    """Record a visa that was given on paper: its day, who signed, the scan."""
    form = sheet_forms.PaperForm(request.POST, request.FILES)
    if forms.attempt(form, lambda data: _record(request, sheet, data)):
        ui.toast(request, _("Visa sur papier enregistré."))
        return ui.redirect(request, pages.address("event_sheet", sheet))
    return pages.show(request, sheet, paper_form=form)


def _record(request: Request, sheet: EventSheet, data: dict[str, Any]) -> None:
    scan = data["scan"]
    received = (
        storage.receive(scan, allowed={media.PDF, *media.IMAGES}, max_size=SCAN_LIMIT) if scan is not None else None
    )
    paper = actions.Paper(data["signed_on"], data["signatory"], received, scan.name if scan is not None else "")
    actions.give_visa(sheet, data["step"], by=request.actor, now=timezone.now(), paper=paper)


@require_POST
@page(policies.event_sheet)
def withdraw(request: Request, sheet: EventSheet) -> HttpResponseBase:
    """Take a visa back."""
    visa = Visa.objects.filter(sheet=sheet, public_id=request.POST.get("visa", "")).select_related("sheet").first()
    if visa is None:
        raise Http404
    return frame.done(
        request,
        pages.address("event_sheet", sheet),
        lambda: actions.withdraw_visa(visa, by=request.actor, now=timezone.now()),
        _("Visa retiré : la fiche l’attend de nouveau."),
    )


def _may_decide(request: Request, sheet: EventSheet, step: str) -> None:
    """404 for a step that does not exist, 403 for whoever does not decide at it."""
    if step not in VisaStep.values:
        raise Http404
    policies.event_sheet.require(f"sign_{step}", request.actor, sheet)
