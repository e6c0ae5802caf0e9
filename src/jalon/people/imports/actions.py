"""Every act about an import: bringing a file, confirming its columns, importing, resuming, undoing, deciding a row."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.core import moments, names
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.files import media, storage
from jalon.journal import recording as journal
from jalon.people import acts
from jalon.people.imports import changes, columns, registrar, rules, staging, tasks
from jalon.people.imports.applying import Chunk, waiting
from jalon.people.imports.columns import Column, Found
from jalon.people.imports.lookups import Vocabulary
from jalon.people.imports.policies import HOLDER
from jalon.people.imports.policies import imports as policy
from jalon.people.imports.reading import Table
from jalon.people.imports.sniffing import Limits, Unreadable
from jalon.people.models import ImportBatch, ImportProfile, ImportRow, ImportState, Person, Verdict
from jalon.structures import actions as structures
from jalon.structures.models import AcademicYear, Centre, Establishment

_ALLOWED = (media.XLSX, media.ODS, media.CSV, media.UNKNOWN)
"""The kinds of files kept; what is really inside was looked at before, old workbooks and encodings included."""


def limits() -> Limits:
    """How big an imported file may be: the installation's limit for uploads."""
    return Limits(size=settings.JALON_UPLOAD_LIMIT)


def start_import(
    centre: Centre,
    path: Path,
    *,
    name: str,
    by: Actor,
    now: datetime,
    year: AcademicYear | None = None,
    establishment: Establishment | None = None,
    is_full_list: bool = True,
) -> ImportBatch:
    """Take a file in and recognise its columns; nothing about anybody is written yet. (P05.1)

    Without `year`, the one that the file names, else the current one; who may configure the centre thereby adds a year
    that it lacks. Raises Refused with the sentence that names the
    fault of the file, or the import that is running.
    """
    policy.require("start", by, centre.pk)
    if reason := rules.why_not_now(_running(centre), now=now):
        raise Refused(reason)
    found, year = _look_into(centre, path, name=name, year=year, now=now)
    with path.open("rb") as file:
        received = storage.receive(file, allowed=_ALLOWED, max_size=limits().size)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            centre=centre,
            year=_saved(year, by=by, now=now),
            establishment=establishment,
            file=storage.hold(received, name=name, holder=HOLDER, centre_id=centre.pk, now=now),
            file_name=names.tidy(name)[:200],
            state=ImportState.MAPPING,
            is_full_list=is_full_list,
            columns=[column.stored() for column in found],
            by_id=by.person_id,
            started_at=now,
            touched_at=now,
        )
        journal.record(acts.IMPORT_STARTED, batch, by=by, at=now)
    return batch


def rehearsal(centre: Centre, path: Path, *, now: datetime, year: AcademicYear | None = None) -> ImportBatch:
    """A batch that is saved nowhere, to see what an import of the file would do."""
    found, year = _look_into(centre, path, name=path.name, year=year, now=now)
    return ImportBatch(
        centre=centre, year=year, file_name=path.name[:200], columns=[column.stored() for column in found]
    )


def _look_into(
    centre: Centre, path: Path, *, name: str, year: AcademicYear | None, now: datetime
) -> tuple[list[Column], AcademicYear]:
    """The columns of the file and its academic year. Raises Refused with the sentence that names the fault."""
    try:
        table = staging.opened(path, limits())
        sample = [line.cells for line in table.sample()]
    except Unreadable as error:
        raise Refused(error.sentence, field="file") from error
    if not sample:
        raise Refused(
            _("Ce fichier n’a pas de ligne sous ses titres : vérifiez que la liste y est bien."), field="file"
        )
    found = _remembered(centre, registrar.recognise(table.headings, sample))
    return found, year or _year_of(centre, table, name, now)


def _running(centre: Centre) -> ImportBatch | None:
    return ImportBatch.objects.filter(centre=centre, state__in=ImportBatch.RUNNING).first()


def _year_of(centre: Centre, table: Table, name: str, now: datetime) -> AcademicYear:
    """The year that the file names, else the current one; one that the centre lacks is prepared and not saved."""
    today = moments.local(now, centre.timezone).date()
    years = list(AcademicYear.objects.filter(centre=centre))
    named = rules.years_named([*table.titles, name])
    for year in years:
        if year.starts_on.year in named or (not named and year.starts_on <= today <= year.ends_on):
            return year
    starts_on, second_semester_on, ends_on = rules.year_like(
        years[-1].span if years else None, named[0] if named else None, today=today
    )
    return AcademicYear(centre=centre, starts_on=starts_on, second_semester_on=second_semester_on, ends_on=ends_on)


def _saved(year: AcademicYear, *, by: Actor, now: datetime) -> AcademicYear:
    """The year, added to the centre's when it lacked it and the actor may: the file says that it exists."""
    if year.pk is not None:
        return year
    try:
        return structures.set_year(
            year.centre,
            starts_on=year.starts_on,
            second_semester_on=year.second_semester_on,
            ends_on=year.ends_on,
            by=by,
            now=now,
        )
    except Refused as error:
        raise Refused(
            _(
                "Ce fichier est celui de l’année %(year)s, que le centre n’a pas : ajoutez cette année ou "
                "choisissez-en une."
            )
            % {"year": year.span.code},
            field="year",
        ) from error


def _signature(found: list[Column]) -> str:
    keys = "\n".join(names.compact(column.heading) for column in found)
    return hashlib.sha256(keys.encode()).hexdigest()


def _remembered(centre: Centre, found: list[Column]) -> list[Column]:
    """The columns as they were corrected for an earlier file with the same headings."""
    profile = ImportProfile.objects.filter(centre=centre, signature=_signature(found)).first()
    if profile is None:
        return found
    choices = {column.index: code for column, code in zip(found, profile.columns, strict=False)}
    return columns.corrected(found, choices, Found.REMEMBERED)


@transaction.atomic
def map_columns(
    batch: ImportBatch,
    choices: Mapping[int, str | None],
    *,
    by: Actor,
    now: datetime,
    in_background: bool = True,
) -> ImportBatch:
    """Fix which column feeds which field, remember it for the next file with the same headings, and have it checked.

    Also checks again a file that was ready. Raises Refused when no column gives the names, or another import runs.
    """
    policy.require("change", by, batch)
    batch = _locked(batch)
    if reason := rules.why_not_mapped(batch) or rules.why_not_now(_running(batch.centre), now=now):
        raise Refused(reason)
    unknown = {code for code in choices.values() if code and code not in registrar.BY_CODE}
    if unknown or not choices.keys() <= {column["index"] for column in batch.columns}:
        raise Refused(_("Cette colonne ou ce champ n’existe pas."), field="columns")
    before = staging.columns_of(batch)
    chosen = columns.corrected(before, choices)
    if reason := registrar.why_not_enough(chosen):
        raise Refused(reason, field="columns")
    if chosen != before:
        ImportProfile.objects.update_or_create(
            centre=batch.centre,
            signature=_signature(chosen),
            defaults={"columns": [column.field for column in chosen], "saved_at": now},
        )
    batch.columns = [column.stored() for column in chosen]
    batch.progress = 0
    _move(batch, ImportState.CHECKING, now=now, in_background=in_background)
    journal.record(acts.IMPORT_MAPPED, batch, by=by, at=now)
    return batch


@transaction.atomic
def confirm_import(batch: ImportBatch, *, by: Actor, now: datetime, in_background: bool = True) -> ImportBatch:
    """Start saving the checked rows. Raises Refused when they are no longer up to date, or another import runs."""
    policy.require("change", by, batch)
    batch = _locked(batch)
    others = ImportBatch.objects.filter(centre=batch.centre).exclude(pk=batch.pk)
    ends = [end for pair in others.values_list("applied_at", "undone_at") for end in pair if end]
    if reason := rules.why_not_now(_running(batch.centre), now=now) or rules.why_not_confirmed(
        batch, last_change=max(ends, default=None)
    ):
        raise Refused(reason)
    batch.by_id = by.person_id
    batch.progress = 0
    _move(batch, ImportState.APPLYING, now=now, in_background=in_background)
    journal.record(acts.IMPORT_CONFIRMED, batch, by=by, at=now)
    return batch


@transaction.atomic
def undo_import(batch: ImportBatch, *, by: Actor, now: datetime, in_background: bool = True) -> ImportBatch:
    """*Annuler cet import*: start taking back what it changed; what others have built on since will stay, listed."""
    policy.require("change", by, batch)
    batch = _locked(batch)
    if reason := rules.why_not_undone(batch, now=now):
        raise Refused(reason)
    running = _running(batch.centre)
    if running and running.pk != batch.pk and (reason := rules.why_not_now(running, now=now)):
        raise Refused(reason)
    batch.by_id = by.person_id
    _move(batch, ImportState.UNDOING, now=now, in_background=in_background)
    journal.record(acts.IMPORT_UNDO_ASKED, batch, by=by, at=now)
    return batch


@transaction.atomic
def resume_import(batch: ImportBatch, *, by: Actor, now: datetime, in_background: bool = True) -> ImportBatch:
    """Let an import that stopped midway go on where it stopped."""
    policy.require("change", by, batch)
    batch = _locked(batch)
    if reason := rules.why_not_resumed(batch, now=now):
        raise Refused(reason)
    _move(batch, batch.state, now=now, in_background=in_background)
    journal.record(acts.IMPORT_RESUMED, batch, by=by, at=now)
    return batch


@transaction.atomic
def abandon_import(batch: ImportBatch, *, by: Actor, now: datetime) -> None:
    """Give up a file that was not imported; its rows are removed by the daily tidying."""
    policy.require("change", by, batch)
    batch = _locked(batch)
    if batch.state not in (ImportState.MAPPING, ImportState.READY):
        raise Refused(_("Seul un import qui n’est pas encore confirmé peut être abandonné."))
    batch.state, batch.touched_at = ImportState.ABANDONED, now
    batch.save(update_fields=["state", "touched_at"])
    journal.record(acts.IMPORT_ABANDONED, batch, by=by, at=now)


def _locked(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update(of=("self",)).select_related("centre").get(pk=batch.pk)


def _move(batch: ImportBatch, state: str, *, now: datetime, in_background: bool) -> None:
    """Enter a running state, which one import of the centre at a time can be in, and hand it to the worker."""
    batch.state, batch.touched_at = state, now
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError as error:
        raise Refused(_("Un autre import vient d’être lancé : attendez qu’il se termine.")) from error
    if in_background:
        tasks.go_on.enqueue(batch.pk)


@transaction.atomic
def decide_row(row: ImportRow, *, same: bool, by: Actor, now: datetime) -> ImportRow:
    """Say whether a doubtful row is the person it was compared with; taken back with the import.

    Before the import the row only takes its place among the others; after it, it is saved at once. A row that is
    somebody else keeps its values, but not a national code that is another person's.
    """
    policy.require("change", by, row.batch)
    batch = _locked(row.batch)
    row = ImportRow.objects.select_for_update().get(pk=row.pk)
    row.batch = batch
    leader = ImportRow.objects.filter(batch=batch, position=row.leader).first() if row.leader else None
    person = _candidate(row, leader)
    codes = [row.values.get("national_code", ""), person.national_code if person else ""]
    if reason := rules.why_not_decided(row, codes=codes if same else ()):
        raise Refused(reason)
    if not same:
        row.verdict = Verdict.CREATE
        _drop_taken_code(row)
    elif person:
        row.verdict, row.person = Verdict.UPDATE, person
    elif leader:
        row.verdict, row.values = Verdict.MERGED, changes.fills(row.values, changes.mask(leader.values))
    else:
        raise Refused(_("La personne à laquelle cette ligne ressemble n’existe plus."))
    batch.counts[Verdict.DOUBTFUL] -= 1
    batch.counts[row.verdict] = batch.counts.get(row.verdict, 0) + 1
    batch.save(update_fields=["counts"])
    row.decided_at = now
    row.save(update_fields=["verdict", "person", "values", "remarks", "decided_at"])
    if batch.state == ImportState.DONE:
        vocabulary = Vocabulary(batch.centre, establishment_id=batch.establishment_id)
        Chunk(batch, waiting(ImportRow.objects.filter(pk=row.pk)), vocabulary).save(now)
        row.refresh_from_db()
    journal.record(
        acts.IMPORT_ROW_DECIDED, batch, by=by, at=now, about=[person] if person else [], params={"row": row.number}
    )
    return row


def _candidate(row: ImportRow, leader: ImportRow | None) -> Person | None:
    """The person that a doubtful row may be, as they are now."""
    pk = row.candidate_id or (leader.person_id if leader else None)
    person = Person.objects.filter(pk=pk).select_related("merged_into").first() if pk else None
    return (person.merged_into or person) if person else None


def _drop_taken_code(row: ImportRow) -> None:
    code = row.values.get("national_code")
    taken = bool(code) and (
        Person.objects.live().filter(centre_id=row.batch.centre_id, national_code=code).exists()
        or ImportRow.objects.filter(batch=row.batch, verdict=Verdict.CREATE, values__national_code=code).exists()
    )
    if taken:
        row.values = {key: value for key, value in row.values.items() if key != "national_code"}
        row.remarks = [*row.remarks, ["", _("code national %(code)s laissé à l’autre personne") % {"code": code}]]
