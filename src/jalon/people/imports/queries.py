"""Reads about imports; lists start from the policy."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from jalon.core.actor import Actor
from jalon.people.imports import registrar
from jalon.people.imports.changes import PERSON_FIELDS, STUDIES_FIELDS
from jalon.people.imports.policies import imports as policy
from jalon.people.imports.policies import rows_visible_to
from jalon.people.imports.staging import columns_of
from jalon.people.models import ImportBatch, ImportRow, ImportState, Person, Verdict
from jalon.structures.models import Reference

SHOWN = ("full_name", "last_name", "first_name", "last_name_ar", "first_name_ar", "national_code", "born_on")
"""The fields by which people recognise a line, in the table of rows."""


def imports_of(actor: Actor) -> QuerySet[ImportBatch]:
    """The imports of the centre, the newest first."""
    return policy.visible_to(actor).select_related("year", "by").order_by("-started_at")


def rows_of(
    actor: Actor, batch: ImportBatch, *, verdict: str = "", text: str = "", remarked: bool = False
) -> QuerySet[ImportRow]:
    """The rows of an import, narrowed by verdict, by what their cells contain, or to those with remarks."""
    rows = rows_visible_to(actor).filter(batch=batch)
    if verdict:
        rows = rows.filter(verdict=verdict)
    if remarked:
        rows = rows.exclude(remarks=[])
    if text:
        escaped = json.dumps(text)[1:-1]  # as the text database keeps it; PostgreSQL shows the letters themselves
        rows = rows.annotate(text=Cast("cells", TextField())).filter(
            Q(text__icontains=text) | Q(text__icontains=escaped)
        )
    return rows


def to_check(actor: Actor) -> int:
    """How many rows of finished imports wait for somebody to say who they are."""
    return doubtful(actor).count()


def doubtful(actor: Actor) -> QuerySet[ImportRow]:
    """The rows of finished imports that wait for somebody to say who they are."""
    waiting = rows_visible_to(actor).filter(batch__state=ImportState.DONE, verdict=Verdict.DOUBTFUL)
    return waiting.select_related("batch", "candidate").order_by("-batch__applied_at", "number")


def shown_columns(batch: ImportBatch) -> list[tuple[int, str]]:
    """The columns of the file that the table of rows shows: (index, heading)."""
    places = {column.field: (column.index, column.heading) for column in columns_of(batch) if column.field}
    return [places[code] for code in SHOWN if code in places]


@dataclass(frozen=True)
class Side:
    """One field of a row and of the record it is compared with."""

    label: Any
    row: str
    record: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.row and self.record) and self.row != self.record


def compared(row: ImportRow, person: Person | None, leader: ImportRow | None) -> list[Side]:
    """What the row says beside the record (or the earlier row) that it may be."""
    other: dict[str, str] = {}
    if person is not None:
        other = {code: _shown(getattr(person, code)) for code in PERSON_FIELDS}
        studies = person.studies.filter(year=row.batch.year).select_related("level", "field", "establishment").first()
        if studies:
            other |= {"level": _shown(studies.level), "field_of_study": _shown(studies.field)}
            other["establishment"] = _shown(studies.establishment)
    elif leader is not None:
        other = {code: _shown(leader.values.get(code)) for code in (*PERSON_FIELDS, *STUDIES_FIELDS)}
    sides = (
        Side(registrar.BY_CODE[code].label, _shown(row.values.get(code)), other.get(code, ""))
        for code in (*PERSON_FIELDS, *STUDIES_FIELDS)
    )
    return [side for side in sides if side.row or side.record]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Reference):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
