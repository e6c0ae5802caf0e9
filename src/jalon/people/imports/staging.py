"""Reading the whole file into staging rows, each with its verdict. Writes only these rows, some hundreds at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core import moments
from jalon.people.imports import changes, registrar
from jalon.people.imports.bulk import insert_each
from jalon.people.imports.cleaning import Clean, Cleaner, stored_cells
from jalon.people.imports.columns import Column, Found
from jalon.people.imports.lookups import People, Vocabulary, near, studies_of
from jalon.people.imports.matching import Candidates, Certainty, Earlier, Known, decide
from jalon.people.imports.reading import Line, Table, open_table
from jalon.people.imports.sniffing import Limits
from jalon.people.models import ImportBatch, ImportRow, Verdict

CHUNK = 500
"""Rows per transaction: some tenths of a second, so that nobody else waits for long."""


Clock = Callable[[], datetime]


_COLUMNS = (
    "batch", "position", "sheet", "number", "cells", "values", "remarks", "verdict", "reason", "column", "leader",
    "person", "candidate",
)  # fmt: skip


@dataclass(slots=True)
class Staged:
    """A row before it is written."""

    position: int
    sheet: str
    number: int
    cells: list[str]
    remarks: list[tuple[str, str]]
    values: dict[str, Any]
    verdict: Verdict = Verdict.CREATE
    reason: str = ""
    column: str = ""
    leader: int | None = None
    person_id: int | None = None
    candidate_id: int | None = None

    def stored(self, batch_id: int) -> tuple[Any, ...]:
        """The columns of its `ImportRow`."""
        return (
            batch_id, self.position, self.sheet, self.number, self.cells, self.values, self.remarks, self.verdict.value,
            self.reason, self.column, self.leader, self.person_id, self.candidate_id,
        )  # fmt: skip


class _Read(NamedTuple):
    """A line, what it says, and who it says it is."""

    line: Line
    clean: Clean
    known: Known


def columns_of(batch: ImportBatch) -> list[Column]:
    """The batch's columns as they were recognised or corrected."""
    return [
        Column(c["index"], c["heading"], c["field"], Found(c["found"]), tuple(c["examples"])) for c in batch.columns
    ]


def opened(path: Path, limits: Limits | None = None) -> Table:
    """The file as a table of students. Raises Unreadable."""
    return open_table(path, known=registrar.known, limits=limits)


def stage(batch: ImportBatch, path: Path, *, clock: Clock, limits: Limits | None = None) -> None:
    """Read, check and match every line into `ImportRow`s; what an earlier check left is replaced.

    `counts`, `notes` and `progress` of the batch are kept up to date. Raises Unreadable where the file breaks.
    """
    forget_rows(batch)
    for _rows in _staged(batch, path, clock=clock, limits=limits, keep=True):
        pass
    batch.save(update_fields=["total", "counts", "notes"])


def rehearse(batch: ImportBatch, path: Path, *, clock: Clock, limits: Limits | None = None) -> Iterator[Staged]:
    """The rows that `stage` would write, for a batch that is not saved; nothing is written at all."""
    for rows in _staged(batch, path, clock=clock, limits=limits, keep=False):
        yield from rows


def _staged(
    batch: ImportBatch, path: Path, *, clock: Clock, limits: Limits | None, keep: bool
) -> Iterator[list[Staged]]:
    table = opened(path, limits)
    stager = _Stager(batch, clock())
    for chunk in batched(stager.ordered(table), CHUNK):
        rows = stager.rows(chunk)
        if keep:
            with transaction.atomic():
                insert_each(ImportRow, _COLUMNS, [row.stored(batch.pk) for row in rows])
            progress = ImportBatch.objects.filter(pk=batch.pk)
            progress.update(progress=stager.position, touched_at=clock())
        yield rows
    batch.total = stager.position
    batch.counts = {verdict: stager.counts[verdict] for verdict in Verdict}
    skipped = table.skipped
    batch.notes = {
        "titles": skipped.titles,
        "empty": skipped.empty,
        "totals": skipped.totals,
        "notes": skipped.notes,
        "headers": skipped.headers,
        "sheets": skipped.sheets,
        "unknown": {code: sorted(found.values()) for code, found in stager.vocabulary.unknown.items() if found},
    }


def forget_rows(batch: ImportBatch) -> None:
    """Remove the batch's rows, some at a time."""
    while ids := list(ImportRow.objects.filter(batch=batch).values_list("pk", flat=True)[:5_000]):
        ImportRow.objects.filter(pk__in=ids).delete()


class _Stager:
    """One check of one file."""

    def __init__(self, batch: ImportBatch, now: datetime) -> None:
        self.batch = batch
        self.position = 0
        self.counts: Counter[str] = Counter()
        self.earlier = Earlier()
        columns = columns_of(batch)
        fed = {column.field for column in columns}
        self.has_codes = "national_code" in fed
        own = batch.establishment_id if "establishment" not in fed else None
        self.vocabulary = Vocabulary(batch.centre, establishment_id=own)
        today = moments.local(now, batch.centre.timezone).date()
        self.cleaner = Cleaner(columns, region=batch.centre.country, today=today)

    def ordered(self, table: Table) -> Iterator[_Read]:
        """The lines with a national code as they come, then the others, which may be the same people."""
        held = []
        for line in table.lines():
            clean = self.cleaner.clean(line)
            read = _Read(line, clean, _known(clean.values))
            if self.has_codes and not clean.refusal and not read.known.national_code:
                held.append(read)
            else:
                yield read
        yield from held

    def rows(self, chunk: tuple[_Read, ...]) -> list[Staged]:
        """Match some lines with the people and with the lines before them."""
        people = near(self.batch.centre_id, [read.known for read in chunk if not read.clean.refusal])
        studies = studies_of(people.records, self.batch.year)
        rows = [self._row(read, people, studies) for read in chunk]
        self.counts.update(row.verdict for row in rows)
        return rows

    def _row(self, read: _Read, people: People, studies: dict[int, dict[str, int | None]]) -> Staged:
        self.position += 1
        row = Staged(
            self.position, read.line.sheet[:60], read.line.number, stored_cells(read.line), read.clean.remarks, {}
        )
        self.earlier.seat(row.number, changes.mask(read.clean.values) if not read.clean.refusal else 0)
        if read.clean.refusal:
            row.verdict = Verdict.REFUSED
            row.column, row.reason = read.clean.refusal[0][:120], read.clean.refusal[1]
            return row
        decision = decide(read.known, self._candidates(read.known, people))
        who = decision.who
        leader = who.position if who is not None else None
        if decision.certainty is Certainty.DOUBTFUL and who is not None:
            row.verdict, row.reason, row.values = Verdict.DOUBTFUL, decision.reason, read.clean.values
            row.candidate_id, row.leader = who.person_id, leader
        elif leader is not None and who is not None:
            self._merge(row, read, who, leader)
        else:
            self._lead(row, read, who, people, studies)
        return row

    def _candidates(self, known: Known, people: People) -> Candidates:
        """Those of the database, as the rows so far leave them, and those of the file."""
        stored, in_file = people.candidates(known), self.earlier.candidates(known)
        current = self.earlier.current
        return Candidates(
            by_code=[*in_file.by_code, *map(current, stored.by_code)],
            by_number=[*in_file.by_number, *map(current, stored.by_number)],
            by_identity=[*in_file.by_identity, *map(current, stored.by_identity)],
            by_email=[*in_file.by_email, *map(current, stored.by_email)],
        )

    def _merge(self, row: Staged, read: _Read, who: Known, leader: int) -> None:
        """The line says what an earlier one said, or completes it."""
        row.verdict, row.leader, row.person_id = Verdict.MERGED, leader, who.person_id
        row.reason = _("Même personne que la ligne %(number)s.") % {"number": self.earlier.line(leader)}
        row.values = changes.fills(read.clean.values, self.earlier.given(leader))
        self.earlier.give(leader, changes.mask(row.values))

    def _lead(
        self,
        row: Staged,
        read: _Read,
        who: Known | None,
        people: People,
        studies: dict[int, dict[str, int | None]],
    ) -> None:
        """The first line of somebody, known or not."""
        values = read.clean.values
        known = read.known
        wanted = self.vocabulary.wanted(values)
        if who is None or who.person_id is None:
            row.verdict, row.values = Verdict.CREATE, values
            known = known._replace(position=row.position)
        else:
            row.person_id = who.person_id
            record = people.records[who.person_id]
            differs = changes.person_changes(record.values, values, record.staff_fields)
            own = studies.get(who.person_id)
            if differs or own is None or changes.studies_changes(own, wanted, is_given=wanted):
                row.verdict, row.values = Verdict.UPDATE, values
            else:
                row.verdict = Verdict.UNCHANGED
            known = known._replace(
                person_id=who.person_id,
                position=row.position,
                national_code=record.known.national_code or known.national_code,
                born_on=known.born_on or record.known.born_on,
            )
        self.earlier.add(known)


def _known(values: dict[str, Any]) -> Known:
    return Known(
        None,
        None,
        values.get("last_name", ""),
        values.get("first_name", ""),
        values.get("last_name_ar", ""),
        values.get("first_name_ar", ""),
        values.get("born_on", ""),
        values.get("national_code", ""),
        values.get("student_number", ""),
        tuple({address for code in ("institutional_email", "personal_email") if (address := values.get(code))}),
    )
