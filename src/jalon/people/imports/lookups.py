"""Finding, for some rows at a time, the records that share something with them; a handful of queries per call."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from jalon.core import names
from jalon.people.imports.changes import PERSON_FIELDS, STUDIES_FIELDS
from jalon.people.imports.matching import Candidates, Known
from jalon.people.models import Person, Studies
from jalon.structures import queries as structures
from jalon.structures.models import AcademicYear, Centre, Establishment, ReferenceList

_COLUMNS = ("pk", "merged_into_id", "staff_fields", *PERSON_FIELDS, "centre_id")


@dataclass(frozen=True)
class Record:
    """A person as imports see one: plain values, dates as ISO."""

    pk: int
    staff_fields: list[str]
    values: dict[str, Any]
    known: Known


def _record(row: tuple[Any, ...]) -> Record:
    values = dict(zip(PERSON_FIELDS, row[3:-1], strict=True))
    born: date | None = values["born_on"]
    values["born_on"] = born.isoformat() if born else ""
    known = Known(
        row[0],
        None,
        values["last_name"],
        values["first_name"],
        values["last_name_ar"],
        values["first_name_ar"],
        values["born_on"],
        values["national_code"],
        values["student_number"],
        tuple(filter(None, (values["institutional_email"], values["personal_email"]))),
    )
    return Record(row[0], row[2], values, known)


def records(people: QuerySet[Person]) -> dict[int, Record]:
    """The records of these people by identifier."""
    return {row[0]: _record(row) for row in people.values_list(*_COLUMNS)}


@dataclass
class People:
    """Records that share something with some rows, by what they share."""

    records: dict[int, Record] = field(default_factory=dict)
    codes: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    identities: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    emails: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def candidates(self, row: Known) -> Candidates:
        """Those who share something with this row."""
        return Candidates(
            by_code=self.codes.get(row.national_code, ()) if row.national_code else (),
            by_number=self.numbers.get(row.student_number, ()) if row.student_number else (),
            by_identity=[known for key in row.identities for known in self.identities.get(key, ())],
            by_email=[known for address in row.emails for known in self.emails.get(address, ())],
        )


def near(centre_id: int, rows: Iterable[Known]) -> People:
    """The records that share a code, a number, a whole name with its date, or an address with one of the rows.

    Those who are found by their national code need no further search. A record merged into another leads to it.
    """
    rows = list(rows)
    people = Person.objects.filter(centre_id=centre_id, erased_at=None)
    found = People()
    merged: dict[int, int] = {}

    def take(queryset: QuerySet[Person]) -> None:
        for row in queryset.values_list(*_COLUMNS):
            if row[-1] == centre_id and row[0] not in found.records:
                found.records[row[0]] = _record(row)
                if row[1] is not None:
                    merged[row[0]] = row[1]

    if codes := {row.national_code for row in rows if row.national_code}:
        take(people.filter(national_code__in=codes))
    settled = {record.known.national_code for record in found.records.values()}
    rest = [row for row in rows if not row.national_code or row.national_code not in settled]
    if numbers := {row.student_number for row in rest if row.student_number}:
        take(people.filter(student_number__in=numbers))
    if identities := {key for row in rest for key in row.identities}:
        take(people.filter(dated_identity__in=identities))
    if addresses := {address for row in rest for address in row.emails}:
        # without the centre, whose index SQLite would take instead of the address's
        anywhere = Person.objects.filter(erased_at=None)
        take(anywhere.filter(institutional_email__in=addresses))
        take(anywhere.filter(personal_email__in=addresses))
    _index(found, centre_id, merged)
    return found


def _index(found: People, centre_id: int, merged: Mapping[int, int]) -> None:
    """Make the records findable; what a merged record shares leads to the record that it became."""
    if missing := {kept for kept in merged.values() if kept not in found.records}:
        found.records |= records(Person.objects.filter(centre_id=centre_id, pk__in=missing))
    for pk, record in found.records.items():
        known = record.known
        if pk in merged:
            kept = found.records[merged[pk]].known
            known = known._replace(person_id=kept.person_id, national_code=kept.national_code or known.national_code)
        if record.known.national_code:
            found.codes[record.known.national_code].append(known)
        if known.student_number:
            found.numbers[known.student_number].append(known)
        for identity in known.identities[:1]:
            found.identities[identity].append(known)
        for address in known.emails:
            found.emails[address].append(known)


def studies_of(person_ids: Iterable[int], year: AcademicYear) -> dict[int, dict[str, int | None]]:
    """The studies of these people in the year, as identifiers by the names of the file's fields."""
    rows = Studies.objects.filter(person_id__in=list(person_ids), year_id=year.pk or 0)  # a rehearsal saves no year
    return {
        person_id: {"pk": pk, "level": level, "field_of_study": field_id, "establishment": establishment}
        for person_id, pk, level, field_id, establishment in rows.values_list(
            "person_id", "pk", "level_id", "field_id", "establishment_id"
        )
    }


class Vocabulary:
    """The centre's levels, fields and establishments by every way of writing them."""

    def __init__(self, centre: Centre, *, establishment_id: int | None = None) -> None:
        self._items: dict[str, dict[str, int]] = {
            "level": {key: item.pk for key, item in structures.reference_by_text(centre, ReferenceList.LEVEL).items()},
            "field_of_study": {
                key: item.pk for key, item in structures.reference_by_text(centre, ReferenceList.FIELD).items()
            },
            "establishment": dict(Establishment.objects.filter(centre=centre).values_list("name_key", "pk")),
        }
        self._establishment_id = establishment_id
        self.unknown: dict[str, dict[str, str]] = {code: {} for code in STUDIES_FIELDS}
        """What the file names and the centre does not know, as first written."""
        self._find = cache(self._look_up)

    def _look_up(self, code: str, written: str) -> int | None:
        key = names.key(written)
        found = self._items[code].get(key)
        if found is None:
            self.unknown[code].setdefault(key, written)
        return found

    def wanted(self, values: Mapping[str, Any]) -> dict[str, int | None]:
        """The studies that these values ask for, as identifiers; None for an item to be made."""
        wanted = {code: self._find(code, written) for code in STUDIES_FIELDS if (written := values.get(code))}
        if "establishment" not in wanted and self._establishment_id is not None:
            wanted["establishment"] = self._establishment_id
        return wanted
