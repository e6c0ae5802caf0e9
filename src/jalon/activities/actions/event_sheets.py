"""The event sheet: written section by section, with its budget. (M33, P10.15, P13.10)"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, policies, sheet_rules
from jalon.activities.models import Activity, BudgetLine, EventSheet
from jalon.core import money
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal


@transaction.atomic
def start_event_sheet(activity: Activity, *, by: Actor, now: datetime) -> EventSheet:
    """Open the event sheet of an activity; the one of the former edition lends its words and its budget. (P10.2)"""
    policies.activity.require("edit", by, activity)
    activity = Activity.objects.locked(activity.pk)
    found = EventSheet.objects.filter(activity=activity).first()
    if found is not None:
        return found
    sheet = EventSheet(activity=activity, centre=activity.centre, started_at=now, audience=activity.audience)
    former = EventSheet.objects.filter(activity__duplicates=activity).first()
    for section in sheet_rules.SECTIONS if former else ():
        setattr(sheet, section, getattr(former, section))
    sheet.save()
    lines = former.budget_lines.live() if former else []
    for line in lines:
        sheet.budget_lines.create(centre=sheet.centre, label=line.label, planned=line.planned, currency=line.currency)
    journal.record(acts.SHEET_STARTED, activity, about=[sheet], by=by, at=now)
    return sheet


@transaction.atomic
def write_section(
    sheet: EventSheet, section: str, text: str, *, by: Actor, now: datetime, opened: str = ""
) -> EventSheet:
    """Write one section; `opened` is the digest of the text on which the author began.

    Raises Refused when somebody changed it meanwhile. What was approved must be approved again.
    """
    policies.event_sheet.require("edit", by, sheet)
    sheet = _locked(sheet)
    if section not in sheet_rules.SECTIONS:
        raise Refused(_("Cette rubrique n’existe pas."))
    text = text.replace("\r\n", "\n").strip()
    if reason := sheet_rules.why_not_written(getattr(sheet, section), opened, text):
        raise Refused(reason, field="text")
    before = journal.changed(sheet, {section: text})
    if before:
        _touch(sheet)
        sheet.save()
        journal.record(acts.SHEET_WRITTEN, sheet.activity, about=[sheet], by=by, at=now, before=before)
    return sheet


@transaction.atomic
def add_budget_line(
    sheet: EventSheet, *, label: str, amount: str, currency: str, by: Actor, now: datetime
) -> BudgetLine:
    """Plan an expense; the amount is written as people write it. Raises Refused with the field at fault."""
    policies.event_sheet.require("edit", by, sheet)
    sheet = _locked(sheet)
    planned = money.minor_units(amount, currency)
    if planned is None:
        raise Refused(_("Écrivez le montant en chiffres, par exemple 1 500 ou 1 500,50."), field="amount")
    if not label.strip():
        raise Refused(_("Dites à quoi sert cette dépense."), field="label")
    line = sheet.budget_lines.create(centre=sheet.centre, label=label.strip(), planned=planned, currency=currency)
    _touch(sheet)
    sheet.save()
    journal.record(acts.BUDGET_PLANNED, sheet.activity, about=[sheet], by=by, at=now)
    return line


@transaction.atomic
def remove_budget_line(line: BudgetLine, *, by: Actor, now: datetime) -> None:
    """Take an expense out of the budget."""
    policies.event_sheet.require("edit", by, line.sheet)
    _set_removed(line, now, by=by, now=now)


@transaction.atomic
def restore_budget_line(line: BudgetLine, *, by: Actor, now: datetime) -> None:
    """Put an expense back."""
    policies.event_sheet.require("edit", by, line.sheet)
    _set_removed(line, None, by=by, now=now)


def _set_removed(line: BudgetLine, removed_at: datetime | None, *, by: Actor, now: datetime) -> None:
    sheet = _locked(line.sheet)
    line = BudgetLine.objects.get(pk=line.pk)
    if (line.removed_at is None) == (removed_at is None):
        return
    before = journal.changed(line, {"removed_at": removed_at})
    line.save(update_fields=["removed_at"])
    _touch(sheet)
    sheet.save()
    act = acts.BUDGET_RESTORED if removed_at is None else acts.BUDGET_REMOVED
    journal.record(act, sheet.activity, about=[sheet], by=by, at=now, before={f"line:{line.pk}": before["removed_at"]})


def _locked(sheet: EventSheet) -> EventSheet:
    return EventSheet.objects.select_for_update(of=("self",)).select_related("activity", "centre").get(pk=sheet.pk)


def _touch(sheet: EventSheet) -> None:
    """What was decided holds for what was read: once changed, the sheet is another revision, to be asked again."""
    if sheet.visas.filter(revision=sheet.revision).exists():
        sheet.revision += 1
        sheet.submitted_at = None
