"""Saving what was staged: short transactions, one after the other, so that nobody else waits for long.

Each chunk is all or nothing and leaves a mark on its rows: an import that stopped midway goes on where it stopped.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from jalon.core.identifiers import new_public_id
from jalon.people.imports import changes
from jalon.people.imports.bulk import insert_each, update_each
from jalon.people.imports.lookups import Record, Vocabulary, records, studies_of
from jalon.people.imports.persons import PERSON_COLUMNS, person_row, stored
from jalon.people.models import ImportBatch, ImportRow, ImportState, Person, Studies, Verdict

LONGEST = 0.5
"""Seconds that a transaction should last; the number of rows per chunk follows."""
PAUSE = 0.1
"""Seconds left to others between two transactions on SQLite, whose waiting writers look again ten times a second."""
_LEAST, _MOST = 50, 2_000
_APPLIED = (Verdict.CREATE, Verdict.UPDATE, Verdict.MERGED)
_STUDIES_COLUMNS = ("centre", "person", "year", "from_file", "level", "field", "establishment")
_STUDIES_COLUMN = {"level": "level_id", "field_of_study": "field_id", "establishment": "establishment_id"}

Clock = Callable[[], datetime]


def apply(batch: ImportBatch, *, clock: Clock) -> None:
    """Save every staged row that is not saved yet, chunk after chunk."""
    vocabulary = Vocabulary(batch.centre, establishment_id=batch.establishment_id)
    size, last = 200, 0
    while rows := _waiting(batch, last, size):
        began = time.monotonic()
        chunk = Chunk(batch, rows, vocabulary)
        _leave_room(time.monotonic() - began)
        began = time.monotonic()
        if not _save(chunk, clock()):
            return
        took = max(time.monotonic() - began, 0.001)
        last = rows[-1].position
        size = int(min(max(len(rows) * LONGEST / took, _LEAST), _MOST, size * 2))


@dataclass(slots=True)
class Waiting:
    """What saving needs of a staged row."""

    pk: int
    position: int
    verdict: str
    reason: str
    values: dict[str, Any]
    leader: int | None
    person_id: int | None
    candidate_id: int | None


_WAITING = ("pk", "position", "verdict", "reason", "values", "leader", "person_id", "candidate_id")


def waiting(rows: QuerySet[ImportRow]) -> list[Waiting]:
    """These rows as saving needs them."""
    return [Waiting(*row) for row in rows.values_list(*_WAITING)]


def _waiting(batch: ImportBatch, after: int, size: int) -> list[Waiting]:
    rows = ImportRow.objects.filter(batch=batch, position__gt=after, verdict__in=_APPLIED, applied_at=None)
    return waiting(rows.order_by("position")[:size])


def _leave_room(already: float) -> None:
    """Let other writers in; preparing the chunk already left them some time."""
    if connection.vendor == "sqlite" and already < PAUSE:
        time.sleep(PAUSE - already)


def _save(chunk: "Chunk", now: datetime) -> bool:
    """Save the chunk, again when somebody made one of its people at the same moment; False when another run has it."""
    for attempt in range(3):
        try:
            with transaction.atomic():
                batch = ImportBatch.objects.select_for_update().get(pk=chunk.batch.pk)
                if batch.state != ImportState.APPLYING or not chunk.is_untouched():
                    return False
                chunk.save(now)
            return True
        except IntegrityError:
            if attempt == 2:
                raise
    return False


class Chunk:
    """Some rows, and what saving them takes."""

    def __init__(self, batch: ImportBatch, rows: Sequence[Waiting], vocabulary: Vocabulary) -> None:
        self.batch = batch
        self.rows = rows
        self.vocabulary = vocabulary
        self.wanted = {row.pk: vocabulary.wanted(row.values) for row in rows}

    def is_untouched(self) -> bool:
        """Whether none of the rows was saved by another run of the same import."""
        waiting = ImportRow.objects.filter(pk__in=[row.pk for row in self.rows], applied_at=None)
        return waiting.count() == len(self.rows)

    def save(self, now: datetime) -> None:
        """Write everything; in one transaction of the caller."""
        self.now = now
        self.before: dict[int, dict[str, Any]] = {row.pk: {} for row in self.rows}
        self.verdicts: dict[int, tuple[str, str]] = {}
        self._create([row for row in self.rows if row.verdict == Verdict.CREATE])
        found = self._find([row for row in self.rows if row.verdict != Verdict.CREATE])
        self._update([row for row in found if row.values])
        self._mark()

    def _create(self, rows: list[Waiting]) -> None:
        """Make the new people and their studies; a national code that appeared meanwhile makes the row doubtful."""
        codes = {code for row in rows if (code := row.values.get("national_code"))}
        taken = dict(
            Person.objects.live()
            .filter(centre_id=self.batch.centre_id, national_code__in=codes)
            .values_list("national_code", "pk")
        )
        fresh = []
        for row in rows:
            if person_id := taken.get(row.values.get("national_code", "")):
                self._doubt(row, person_id, _("Une fiche avec ce code national est apparue depuis la vérification."))
            else:
                fresh.append(row)
        ids = {row.pk: new_public_id() for row in fresh}
        people = [person_row(ids[row.pk], self.batch.centre_id, row.values, self.now) for row in fresh]
        insert_each(Person, PERSON_COLUMNS, people)
        made = dict(Person.objects.filter(public_id__in=ids.values()).values_list("public_id", "pk"))
        for row in fresh:
            row.person_id = made[ids[row.pk]]
            self.before[row.pk] = {"created": True}
        insert_each(Studies, _STUDIES_COLUMNS, [self._studies_row(made[ids[row.pk]], row) for row in fresh])

    def _studies_row(self, person_id: int, row: Waiting) -> tuple[Any, ...]:
        wanted = self.wanted[row.pk]
        items = (wanted.get(code) for code in _STUDIES_COLUMN)
        return (self.batch.centre_id, person_id, self.batch.year_id, True, *items)

    def _studies(self, person_id: int, wanted: dict[str, int | None]) -> Studies:
        return Studies(
            centre_id=self.batch.centre_id,
            person_id=person_id,
            year_id=self.batch.year_id,
            from_file=True,
            **self._columns(wanted),
        )

    @staticmethod
    def _columns(wanted: dict[str, int | None]) -> dict[str, int | None]:
        return {_STUDIES_COLUMN[code]: pk for code, pk in wanted.items()}

    def _doubt(self, row: Waiting, person_id: int | None, reason: str) -> None:
        row.candidate_id, row.person_id = person_id, None
        self.verdicts[row.pk] = (Verdict.DOUBTFUL, reason)

    def _find(self, rows: list[Waiting]) -> list[Waiting]:
        """Give each row its record, which an earlier row may just have made; answers the rows that have one."""
        leaders = {row.leader for row in rows if row.person_id is None and row.leader is not None}
        made = ImportRow.objects.filter(batch=self.batch, position__in=leaders, person__isnull=False)
        leading = dict(made.values_list("position", "person_id")) if leaders else {}
        leading |= {row.position: row.person_id for row in self.rows if row.person_id is not None}
        found = []
        for row in rows:
            row.person_id = row.person_id or leading.get(row.leader or 0)
            if row.person_id is None:
                self._doubt(row, None, _("La première ligne de cette personne est à vérifier."))
            else:
                found.append(row)
        return found

    def _update(self, rows: list[Waiting]) -> None:
        """Bring the records of known people up to date, as they are now and not as they were when checked."""
        ids = {row.person_id for row in rows if row.person_id}
        current = records(Person.objects.locked().filter(pk__in=ids, merged_into=None, erased_at=None)) if ids else {}
        studies = studies_of(ids, self.batch.year) if ids else {}
        changed: dict[int, dict[str, Any]] = defaultdict(dict)
        self.first_studies: dict[int, tuple[Waiting, Studies]] = {}
        for row in rows:
            record = current.get(row.person_id or 0)
            if record is None:
                self._doubt(row, None, _("La fiche a été fusionnée ou effacée depuis la vérification."))
            elif self._contradicts(record, row.values):
                self._doubt(row, record.pk, _("La fiche a reçu un autre code national depuis la vérification."))
            else:
                changed[record.pk] |= self._change_person(row, record)
                self._change_studies(row, record.pk, studies)
        self._write_people(changed, current)
        Studies.objects.bulk_create([made for _row, made in self.first_studies.values()])
        for row, made in self.first_studies.values():
            self.before[row.pk]["studies_made"] = made.pk

    @staticmethod
    def _contradicts(record: Record, values: dict[str, Any]) -> bool:
        code, own = values.get("national_code"), record.values["national_code"]
        return bool(code and own and code != own)

    def _change_person(self, row: Waiting, record: Record) -> dict[str, Any]:
        new = changes.person_changes(record.values, row.values, record.staff_fields)
        if new:
            self.before[row.pk]["person"] = {code: [record.values[code], value] for code, value in new.items()}
            record.values.update(new)
        return new

    def _change_studies(self, row: Waiting, person_id: int, studies: dict[int, dict[str, int | None]]) -> None:
        """Update the year's studies, or prepare the first ones."""
        wanted = self.wanted[row.pk]
        own = studies.get(person_id)
        if own is None:
            studies[person_id] = dict.fromkeys(_STUDIES_COLUMN) | wanted
            self.first_studies[person_id] = (row, self._studies(person_id, wanted))
            return
        new = changes.studies_changes(own, wanted, is_given=wanted)
        if person_id in self.first_studies:
            for column, value in self._columns(new).items():
                setattr(self.first_studies[person_id][1], column, value)
        elif new:
            self.before[row.pk]["studies"] = {code: [own[code], value] for code, value in new.items()}
            mine = Studies.objects.filter(person_id=person_id, year=self.batch.year_id)
            mine.update(from_file=True, **self._columns(new))
        own.update(new)

    def _write_people(self, changed: dict[int, dict[str, Any]], current: dict[int, Record]) -> None:
        by_fields: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for pk, new in changed.items():
            if new:
                columns = stored(current[pk].values, new)
                by_fields[tuple(columns)].append((*columns.values(), pk))
        for fields, rows in by_fields.items():
            update_each(Person, fields, rows)

    def _mark(self) -> None:
        """Leave on each row what it did, and count what turned out otherwise."""
        done = []
        for row in self.rows:
            verdict, reason = self.verdicts.get(row.pk, (row.verdict, row.reason))
            before = self.before[row.pk] or None
            done.append((verdict, reason, row.person_id, row.candidate_id, before, self.now, row.pk))
        update_each(ImportRow, ("verdict", "reason", "person", "candidate", "before", "applied_at"), done)
        counts = None
        if self.verdicts:
            counts = Counter(ImportBatch.objects.values_list("counts", flat=True).get(pk=self.batch.pk))
            by_pk = {row.pk: row.verdict for row in self.rows}
            counts.subtract(by_pk[pk] for pk in self.verdicts)
            counts.update(verdict for verdict, _reason in self.verdicts.values())
        extra = {"counts": {str(verdict): counts[verdict] for verdict in Verdict}} if counts is not None else {}
        ImportBatch.objects.filter(pk=self.batch.pk).update(
            progress=F("progress") + len(self.rows), touched_at=self.now, **extra
        )
