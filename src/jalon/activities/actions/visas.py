"""The two visas of an event sheet, on screen or on paper, in their order. (P13.11)"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, policies, sheet_rules
from jalon.activities.models import Decision, EventSheet, Visa
from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.files import storage
from jalon.journal import recording as journal
from jalon.people.models import Person

SCAN = "activities.visa"
"""The holder of the scans."""


@dataclass(frozen=True)
class Paper:
    """A visa given with a pen: the day, who signed, and the scan already written to the disk."""

    signed_on: date
    signatory: str
    scan: storage.Received | None = None
    scan_name: str = ""


@transaction.atomic
def submit_event_sheet(sheet: EventSheet, *, by: Actor, now: datetime) -> EventSheet:
    """Ask the two visas; raises Refused while the purpose or the expected results are missing."""
    policies.event_sheet.require("edit", by, sheet)
    sheet, visas = _locked(sheet)
    if reason := sheet_rules.why_not_submitted(sheet, sheet_rules.sheet_state(sheet, visas)):
        raise Refused(reason)
    if any(visa.revision == sheet.revision for visa in visas):  # sent back, and asked again as it is
        sheet.revision += 1
    sheet.submitted_at = now
    sheet.save()
    journal.record(acts.VISAS_ASKED, sheet.activity, about=[sheet], by=by, at=now)
    return sheet


@transaction.atomic
def give_visa(sheet: EventSheet, step: str, *, by: Actor, now: datetime, paper: Paper | None = None) -> Visa:
    """Approve the present revision, or record the approval that stands on paper. (P13.11)

    Raises Refused when it is not this step's turn, or when the paper's day or signatory cannot be.
    """
    policies.event_sheet.require(f"sign_{step}" if paper is None else "record_paper", by, sheet)
    sheet, visas = _locked(sheet)
    if reason := sheet_rules.why_not_decided(sheet_rules.sheet_state(sheet, visas), step):
        raise Refused(reason)
    if paper is not None:
        _check_paper(sheet, paper, now)
    visa = _decide(sheet, step, Decision.APPROVED, by=by, now=now, paper=paper)
    journal.record(acts.VISA_GIVEN[step], sheet.activity, about=[sheet, visa], by=by, at=now)
    return visa


@transaction.atomic
def return_event_sheet(sheet: EventSheet, step: str, *, reason: str, by: Actor, now: datetime) -> Visa:
    """Send the sheet back to its authors with a reason. (P13.11, on_reject)"""
    policies.event_sheet.require(f"sign_{step}", by, sheet)
    sheet, visas = _locked(sheet)
    if why := sheet_rules.why_not_decided(sheet_rules.sheet_state(sheet, visas), step):
        raise Refused(why)
    if not reason.strip():
        raise Refused(_("Dites ce qui doit changer : c’est ce que l’équipe lira."), field="reason")
    visa = _decide(sheet, step, Decision.RETURNED, by=by, now=now, reason=reason.strip())
    sheet.visas.filter(revision=sheet.revision, decision=Decision.APPROVED).update(withdrawn_at=now)
    sheet.submitted_at = None
    sheet.save(update_fields=["submitted_at"])
    journal.record(acts.SHEET_RETURNED, sheet.activity, about=[sheet, visa], by=by, at=now)
    return visa


@transaction.atomic
def withdraw_visa(visa: Visa, *, by: Actor, now: datetime) -> None:
    """Take a visa back; the sheet waits for it again."""
    policies.event_sheet.require("record_paper" if visa.is_on_paper else f"sign_{visa.step}", by, visa.sheet)
    sheet, visas = _locked(visa.sheet)
    visa = next(row for row in visas if row.pk == visa.pk)
    if reason := sheet_rules.why_not_withdrawn(visa, sheet_rules.sheet_state(sheet, visas)):
        raise Refused(reason)
    visa.withdrawn_at = now
    visa.save(update_fields=["withdrawn_at"])
    journal.record(acts.VISA_WITHDRAWN, sheet.activity, about=[sheet, visa], by=by, at=now)


def _locked(sheet: EventSheet) -> tuple[EventSheet, list[Visa]]:
    rows = EventSheet.objects.select_for_update(of=("self",)).select_related("activity", "centre")
    locked = rows.get(pk=sheet.pk)
    return locked, list(locked.visas.all())


def _check_paper(sheet: EventSheet, paper: Paper, now: datetime) -> None:
    today = local(now, sheet.centre.timezone).date()
    if paper.signed_on > today:
        raise Refused(_("Un visa ne se signe pas dans l’avenir : vérifiez la date."), field="signed_on")
    if not paper.signatory.strip():
        raise Refused(_("Dites qui a signé."), field="signatory")


def _decide(
    sheet: EventSheet,
    step: str,
    decision: str,
    *,
    by: Actor,
    now: datetime,
    paper: Paper | None = None,
    reason: str = "",
) -> Visa:
    author = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    scan = None
    if paper is not None and paper.scan is not None:
        scan = storage.hold(paper.scan, name=paper.scan_name, holder=SCAN, centre_id=sheet.centre_id, now=now)
    return sheet.visas.create(
        centre=sheet.centre,
        step=step,
        decision=decision,
        reason=reason,
        revision=sheet.revision,
        decided_on=paper.signed_on if paper else local(now, sheet.centre.timezone).date(),
        recorded_at=now,
        recorded_by=author,
        signatory=paper.signatory.strip() if paper else (author.full_name if author else ""),
        is_on_paper=paper is not None,
        scan=scan,
    )
