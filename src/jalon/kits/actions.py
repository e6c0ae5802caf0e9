"""Installing a kit in a centre."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.kits import acts, checking, policies
from jalon.kits.comparing import Outcome, merge
from jalon.kits.models import Installed
from jalon.kits.sections import Section, all_sections, identity
from jalon.structures.models import Centre

Code = tuple[str, str]
"""Section and code of an item."""


@dataclass
class Report:
    """What an installation did; `kept` are the fields that the centre changed on screen and that stay as they are."""

    kit: str
    version: int
    created: list[Code] = field(default_factory=list)
    updated: list[Code] = field(default_factory=list)
    kept: dict[Code, list[str]] = field(default_factory=dict)
    unchanged: int = 0


@dataclass
class _Plan:
    """What to do with one section."""

    give: list[BaseModel] = field(default_factory=list)
    remember: list[Installed] = field(default_factory=list)


@transaction.atomic
def install_kit(centre: Centre, kit: str, *, by: Actor, now: datetime) -> Report:
    """Install a kit, or bring the centre to its present version; the same one again writes nothing at all.

    Raises Refused when the kit has a fault, with the first one and their number.
    """
    policies.kit.require("install", by, centre)
    read = checking.load(kit)
    if read.faults or read.sheet is None:
        raise Refused(
            _("Le kit « %(kit)s » contient %(count)s faute(s), dont : %(fault)s")
            % {"kit": kit, "count": len(read.faults), "fault": read.faults[0]}
        )
    report = Report(read.sheet.code, read.sheet.version)
    for section in all_sections():
        plan = _compare(section, read.items[section.code], centre, report, now)
        if plan.give:
            section.install(plan.give, centre, by=by, now=now)
        Installed.objects.bulk_create(
            plan.remember,
            update_conflicts=True,
            unique_fields=["centre", "kit", "section", "code"],
            update_fields=["version", "delivered", "installed_at"],
        )
    if report.created or report.updated:
        journal.record(acts.INSTALLED, centre, by=by, at=now, params=_counts(report))
    return report


def _counts(report: Report) -> dict[str, Any]:
    return {
        "kit": report.kit,
        "version": report.version,
        "created": len(report.created),
        "updated": len(report.updated),
    }


def _compare(section: Section, items: list[Any], centre: Centre, report: Report, now: datetime) -> _Plan:
    """Sort a section's items: what to give to its package, what to remember as delivered, what to report."""
    former = dict(
        Installed.objects.filter(centre=centre, kit=report.kit, section=section.code).values_list("code", "delivered")
    )
    current = {code: _plain(values) for code, values in section.current(centre).items()} if section.current else former
    plan = _Plan()
    for item in items:
        code, delivered = identity(item), item.model_dump(mode="json")
        base = former.get(code)
        outcome = merge(base=_known_then(section, base), current=current.get(code), delivered=delivered)
        given = _given(section, outcome)
        if given is not None:
            plan.give.append(given)
            (report.created if outcome.is_new else report.updated).append((section.code, code))
        if outcome.kept:
            report.kept[section.code, code] = outcome.kept
        if given is None and not outcome.kept:
            report.unchanged += 1
        if base != delivered:
            plan.remember.append(
                Installed(
                    centre=centre,
                    kit=report.kit,
                    section=section.code,
                    code=code,
                    version=report.version,
                    delivered=delivered,
                    installed_at=now,
                )
            )
    return plan


def _known_then(section: Section, base: dict[str, Any] | None) -> dict[str, Any] | None:
    """A former delivery, with the defaults of the fields that did not exist then: nobody can have chosen those."""
    if base is None:
        return None
    fields = section.schema.model_fields.items()
    new = {name: field.get_default() for name, field in fields if name not in base and not field.is_required()}
    return {name: value for name, value in new.items() if isinstance(value, (bool, int, str))} | base


def _given(section: Section, outcome: Outcome) -> BaseModel | None:
    """The item to hand to its package; None when nothing changes, or when what the centre chose forbids the change."""
    if outcome.values is None:
        return None
    try:
        return section.schema.model_validate(outcome.values)
    except ValidationError:
        return None


def _plain(values: Any) -> dict[str, Any]:
    return dict(values.model_dump(mode="json") if isinstance(values, BaseModel) else values)
