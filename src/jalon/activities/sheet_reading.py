"""Reads of event sheets and reviews, and the sheet in words ready to print."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jalon.activities import policies, sheet_rules
from jalon.activities.models import Activity, BudgetLine, EventSheet, Review, Visa, VisaStep
from jalon.core import money
from jalon.core.actor import Actor
from jalon.documents.event_sheets import Box, EventSheetPaper
from jalon.documents.issuers import letterhead_of
from jalon.files.models import File
from jalon.ui import dates


@dataclass(frozen=True)
class Expense:
    """A budget line as people read it."""

    pk: int
    label: str
    amount: str


def sheets(actor: Actor, *, text: str = "", state: str = "") -> QuerySet[EventSheet]:
    """The event sheets that this actor may read, with their activity."""
    rows = policies.event_sheet.visible_to(actor)
    for word in text.split():
        rows = rows.filter(activity__title__icontains=word)
    if state in VisaStep.values:
        rows = rows.to_sign(state)
    elif state == "approved":
        rows = rows.approved_by(VisaStep.MANAGER).approved_by(VisaStep.HOST)
    return rows.select_related("activity__type", "activity__leader").prefetch_related("visas")


def sheet_of(activity: Activity) -> EventSheet | None:
    """The event sheet of an activity, once it is begun."""
    return EventSheet.objects.filter(activity=activity).first()


def review_of(activity: Activity) -> Review | None:
    """The balance sheet of an activity, once it is written."""
    return Review.objects.select_related("activity", "written_by").filter(activity=activity).first()


def former_review(activity: Activity) -> Review | None:
    """The balance sheet of the nearest former edition that has one: what is to keep and to change this time. (P10.2)"""
    seen, origin = {activity.pk}, activity.duplicated_from
    while origin is not None and origin.pk not in seen:
        if found := review_of(origin):
            return found
        seen.add(origin.pk)
        origin = origin.duplicated_from
    return None


def expenses(sheet: EventSheet) -> tuple[list[Expense], list[str]]:
    """The budget as people read it: the lines, and one total per currency."""
    lines: list[BudgetLine] = list(sheet.budget_lines.live())
    totals: dict[str, int] = defaultdict(int)
    for line in lines:
        totals[line.currency] += line.planned
    shown = [Expense(line.pk, line.label, money.written(line.planned, line.currency)) for line in lines]
    return shown, [money.written(amount, currency) for currency, amount in sorted(totals.items())]


def facts(activity: Activity) -> list[tuple[str, str]]:
    """What the activity itself says: kind, date, place, owner."""
    clock = dates.time_range(activity.starts_clock, activity.ends_clock)
    return [
        (_("Type"), str(activity.type)),
        (_("Date"), f"{dates.day(activity.day)}, {clock}"),
        (_("Lieu"), activity.where or (_("En ligne") if activity.online_url else _("À préciser"))),
        (_("Responsable"), activity.leader.full_name),
    ]


def words_of(visa: Visa) -> str:
    """A visa in words: by whom, when, on paper or on screen."""
    day = dates.day(visa.decided_on)
    words = _("Visée par %(who)s le %(day)s") if visa.signatory else _("Visée le %(day)s")
    on_paper = f" ({_('sur papier')})" if visa.is_on_paper else ""
    return words % {"who": visa.signatory, "day": day} + on_paper


def paper_of(sheet: EventSheet) -> EventSheetPaper:
    """The sheet as it is printed, with its boxes to sign. (M33)"""
    activity: Any = sheet.activity
    lines, totals = expenses(sheet)
    given = sheet_rules.standing(sheet.visas.all(), sheet.revision)
    sections = [(str(label), getattr(sheet, name)) for name, label in sheet_rules.SECTIONS.items()]
    review = review_of(activity)
    if review is not None:
        labels = {"obtained": _("Obtenu"), "remarks": _("Remarques"), "to_keep": _("À garder")}
        labels |= {"to_change": _("À changer")}
        said = [f"{label} : {getattr(review, name)}" for name, label in labels.items() if getattr(review, name)]
        sections.append((_("Bilan"), "\n".join(said)))
    return EventSheetPaper(
        letterhead=letterhead_of(sheet.centre),
        title=activity.title,
        version=_("Version %(number)s") % {"number": sheet.revision},
        facts=facts(activity),
        sections=sections,
        budget=[(line.label, line.amount) for line in lines],
        totals=totals,
        boxes=[Box(str(step.label), words_of(given[step]) if step in given else "") for step in VisaStep],
    )


def may_read_scan(actor: Actor, file: File) -> bool:
    """The scan of a visa is for whoever reads the sheet."""
    return policies.event_sheet.visible_to(actor).filter(visas__scan=file).exists()
