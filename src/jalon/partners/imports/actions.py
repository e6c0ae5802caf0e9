"""Every act about a file of contacts: bringing it, having it checked, importing, deciding a row, taking it back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core import moments, names
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.files import media, storage
from jalon.journal import recording as journal
from jalon.partners import acts
from jalon.partners.imports import fields, rules, undoing
from jalon.partners.imports.cleaning import Cleaner
from jalon.partners.imports.running import Outcome, Run, save
from jalon.partners.models import ContactImport, ContactImportRow, ContactImportState, ContactVerdict
from jalon.partners.policies import HOLDER
from jalon.partners.policies import imports as policy
from jalon.people.imports import columns
from jalon.people.imports.cleaning import stored_cells
from jalon.people.imports.columns import Column, Found
from jalon.people.imports.reading import Table, open_table
from jalon.people.imports.sniffing import Limits, Unreadable
from jalon.structures.models import Centre

_ALLOWED = (media.XLSX, media.ODS, media.CSV, media.UNKNOWN)


def limits() -> Limits:
    """How big a file of contacts may be."""
    return replace(Limits(size=settings.JALON_UPLOAD_LIMIT), rows=rules.ROWS)


def columns_of(batch: ContactImport) -> list[Column]:
    """The columns as they were recognised or corrected."""
    return [
        Column(c["index"], c["heading"], c["field"], Found(c["found"]), tuple(c["examples"])) for c in batch.columns
    ]


def start_import(centre: Centre, path: Path, *, name: str, by: Actor, now: datetime) -> ContactImport:
    """Take a file of contacts in and recognise its columns; nothing about anybody is written yet. (BD01)

    Raises Refused with the sentence that names the fault of the file.
    """
    policy.require("start", by, centre.pk)
    found = look_into(path)
    with path.open("rb") as file:
        received = storage.receive(file, allowed=_ALLOWED, max_size=limits().size)
    with transaction.atomic():
        batch = ContactImport.objects.create(
            centre=centre,
            file=storage.hold(received, name=name, holder=HOLDER, centre_id=centre.pk, now=now),
            file_name=names.tidy(name)[:200],
            columns=[column.stored() for column in found],
            by_id=by.person_id,
            started_at=now,
        )
        journal.record(acts.IMPORT_STARTED, batch, by=by, at=now)
    return batch


def look_into(path: Path) -> list[Column]:
    """The columns of the file, recognised. Raises Refused with the sentence that names the fault."""
    try:
        table = open_table(path, known=fields.known, limits=limits())
        sample = [line.cells for line in table.sample()]
    except Unreadable as error:
        raise Refused(error.sentence, field="file") from error
    if not sample:
        raise Refused(_("Ce fichier n’a pas de ligne sous ses titres : vérifiez que la liste y est."), field="file")
    return columns.recognise(table.headings, sample, fields.FIELDS)


def check_import(batch: ContactImport, choices: Mapping[int, str | None], *, by: Actor, now: datetime) -> ContactImport:
    """Fix which column feeds which field, and say of every line what it will become. Writes only staging rows."""
    policy.require("change", by, batch)
    if reason := rules.why_not_checked(batch):
        raise Refused(reason)
    if {code for code in choices.values() if code} - fields.BY_CODE.keys():
        raise Refused(_("Cette colonne ou ce champ n’existe pas."))
    chosen = columns.corrected(columns_of(batch), choices)
    if reason := fields.why_not_enough(chosen):
        raise Refused(reason)
    if batch.file is None:
        raise Refused(_("Le fichier n’est plus gardé : apportez-le de nouveau."))
    path = storage.path_of(batch.file.content.sha256)
    rows, notes = read(path, chosen, centre=batch.centre, now=now)
    with transaction.atomic():
        ContactImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        run = _run(batch, now, saves=False)
        run.take(rows)
        batch.rows.all().delete()
        for row in rows:
            row.batch = batch
        ContactImportRow.objects.bulk_create(rows, batch_size=200)
        batch.columns = [column.stored() for column in chosen]
        batch.counts, batch.state = _counted(rows), ContactImportState.READY
        batch.notes = notes | {"unknown": _unknown(run)}
        batch.save()
        journal.record(acts.IMPORT_CHECKED, batch, by=by, at=now)
    return batch


def read(
    path: Path, chosen: list[Column], *, centre: Centre, now: datetime
) -> tuple[list[ContactImportRow], dict[str, Any]]:
    """The lines of the file as rows that say what was understood, and what was left out. Raises Refused."""
    today = moments.local(now, centre.timezone).date()
    cleaner = Cleaner(chosen, region=centre.country, today=today)
    rows = []
    try:
        table = open_table(path, known=fields.known, limits=limits())
        for position, line in enumerate(table.lines(), start=1):
            clean = cleaner.clean(line)
            column, reason = clean.refusal or ("", "")
            rows.append(
                ContactImportRow(
                    position=position,
                    sheet=line.sheet[:60],
                    number=line.number,
                    cells=stored_cells(line),
                    values=clean.values,
                    remarks=[list(remark) for remark in clean.remarks],
                    verdict=ContactVerdict.REFUSED if clean.refusal else ContactVerdict.CREATE,
                    reason=reason,
                    column=column[:120],
                )
            )
    except Unreadable as error:
        raise Refused(error.sentence, field="file") from error
    return rows, _left_out(table)


def _left_out(table: Table) -> dict[str, Any]:
    skipped = table.skipped
    return {"titles": skipped.titles, "empty": skipped.empty, "totals": skipped.totals, "sheets": skipped.sheets}


def rehearse(centre: Centre, path: Path, *, now: datetime) -> list[ContactImportRow]:
    """The rows that an import of the file would have; nothing at all is written. Raises Refused."""
    found = look_into(path)
    if reason := fields.why_not_enough(found):
        raise Refused(reason)
    rows, _notes = read(path, found, centre=centre, now=now)
    today = moments.local(now, centre.timezone).date()
    Run(centre, source=path.name, today=today, now=now, saves=False).take(rows)
    return rows


@transaction.atomic
def confirm_import(batch: ContactImport, *, by: Actor, now: datetime) -> ContactImport:
    """Import the checked rows, all or nothing. What changed since the check is taken as it is now."""
    policy.require("change", by, batch)
    batch = _locked(batch)
    if reason := rules.why_not_confirmed(batch):
        raise Refused(reason)
    rows = list(batch.rows.order_by("position"))
    for row in rows:
        row.remarks = [remark for remark in row.remarks if remark[1] != _differs()]
    outcomes = _take(batch, rows, now)
    made = Counter(code for outcome in outcomes for code in outcome.made)
    batch.counts, batch.state, batch.applied_at = _counted(rows), ContactImportState.DONE, now
    batch.notes |= {"made": dict(made)}
    batch.save()
    params = {"created": batch.counts[ContactVerdict.CREATE], "updated": batch.counts[ContactVerdict.UPDATE]}
    journal.record(acts.IMPORTED, batch, by=by, at=now, params=params)
    return batch


@transaction.atomic
def decide_row(row: ContactImportRow, *, same: bool, by: Actor, now: datetime) -> ContactImportRow:
    """Say whether a doubtful row is the contact it was compared with; once imported, the row is saved at once."""
    policy.require("change", by, row.batch)
    batch = _locked(row.batch)
    row = ContactImportRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.batch = batch
    if reason := rules.why_not_decided(row):
        raise Refused(reason)
    row.decision = "same" if same else "other"
    if batch.state == ContactImportState.DONE:
        _take(batch, [row], now)
    else:
        rows = list(batch.rows.exclude(pk=row.pk).order_by("position"))
        rows = sorted([*rows, row], key=lambda one: one.position)
        for one in rows:
            one.remarks = [remark for remark in one.remarks if remark[1] != _differs()]
        _run(batch, now, saves=False).take(rows)
        ContactImportRow.objects.bulk_update(rows, ["verdict", "reason", "remarks", "candidate"], batch_size=100)
        row.save(update_fields=["decision"])
    batch.counts = _counted(batch.rows.all())
    batch.save(update_fields=["counts"])
    journal.record(acts.IMPORT_ROW_DECIDED, batch, by=by, at=now, params={"row": row.number})
    return row


@transaction.atomic
def undo_import(batch: ContactImport, *, by: Actor, now: datetime) -> ContactImport:
    """*Annuler cet import*: what it made and filled goes; what served since stays, and is listed."""
    policy.require("change", by, batch)
    batch = _locked(batch)
    if reason := rules.why_not_undone(batch, now=now):
        raise Refused(reason)
    kept = undoing.take_back(batch)
    batch.notes |= {"kept": kept, "kept_count": len(kept)}
    batch.state, batch.undone_at = ContactImportState.UNDONE, now
    batch.save()
    journal.record(acts.IMPORT_UNDONE, batch, by=by, at=now)
    return batch


@transaction.atomic
def abandon_import(batch: ContactImport, *, by: Actor, now: datetime) -> None:
    """Give up a file that was not imported; its lines are forgotten at once."""
    policy.require("change", by, batch)
    batch = _locked(batch)
    if reason := rules.why_not_abandoned(batch):
        raise Refused(reason)
    batch.rows.all().delete()
    batch.state = ContactImportState.ABANDONED
    batch.save(update_fields=["state"])
    journal.record(acts.IMPORT_ABANDONED, batch, by=by, at=now)


def _run(batch: ContactImport, now: datetime, *, saves: bool) -> Run:
    today = moments.local(now, batch.centre.timezone).date()
    return Run(batch.centre, source=batch.file_name, today=today, now=now, saves=saves)


def _take(batch: ContactImport, rows: list[ContactImportRow], now: datetime) -> list[Outcome]:
    """Run the rows for good, and write them with what they made."""
    outcomes = _run(batch, now, saves=True).take(rows)
    save(outcomes)
    written = ["verdict", "reason", "remarks", "candidate", "decision", "organisation", "contact", "before"]
    ContactImportRow.objects.bulk_update(rows, written, batch_size=50)
    return outcomes


def _differs() -> str:
    return _("la fiche dit autre chose, et le garde")


def _counted(rows: Iterable[ContactImportRow]) -> dict[str, int]:
    counts = Counter(row.verdict for row in rows)
    return {verdict: counts[verdict] for verdict in ContactVerdict.values}


def _unknown(run: Run) -> dict[str, list[str]]:
    return {code: sorted(found.values()) for code, found in run.unknown.items() if found}


def _locked(batch: ContactImport) -> ContactImport:
    return ContactImport.objects.select_for_update(of=("self",)).select_related("centre", "file").get(pk=batch.pk)
