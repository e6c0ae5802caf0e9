"""A measure: the number and its list are one definition."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Aggregate, Count, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from jalon.core.actor import Actor
from jalon.core.periods import Period

Text = str | Promise
NONE = "-"
"""In addresses: the rows for which a breakdown has no value."""


class Unit(StrEnum):
    """How a value reads: a number of rows, a share of them, or a mark."""

    COUNT = "count"
    RATE = "rate"
    SCORE = "score"


@dataclass(frozen=True)
class Frame:
    """What a figure is asked about: who asks, of which centre, over which days."""

    actor: Actor
    centre: Any
    period: Period


@dataclass(frozen=True)
class Breakdown:
    """One way of splitting rows: `key` is the expression whose values are the groups.

    `labels` gives the words of the groups that a centre knows (key as text: label); a key without label shows as it
    is, an empty one as *non renseigné*. `ordered` keeps the order of `labels` instead of the largest first.
    """

    code: str
    label: Text
    key: Callable[[Frame], Combinable]
    labels: Callable[[Frame], Mapping[str, Text]] = lambda frame: {}
    ordered: bool = False


@dataclass(frozen=True)
class RowColumn:
    """One column of the list of rows behind a figure."""

    label: Text
    value: Callable[[Any, Frame], Any]
    url: Callable[[Any, Frame], str | None] | None = None
    kind: str = "text"
    """text, name, day, moment or number: how it prints."""


@dataclass(frozen=True)
class Measure:
    """A figure with its definition; `rows` gives exactly what it counts, within what the asker may see.

    `value` is computed over those rows (their number by default); `by` names the breakdowns that apply.
    """

    code: str
    label: Text
    definition: Text
    rows: Callable[[Frame], QuerySet[Any]]
    by: Sequence[Breakdown]
    columns: Sequence[RowColumn]
    source: str
    value: Aggregate | Combinable = field(default_factory=lambda: Count("pk"))
    unit: Unit = Unit.COUNT
    noun: tuple[Text, Text] = ("", "")
    icon: str = "chart-bar"
    order: int = 50

    def breakdown(self, code: str) -> Breakdown | None:
        """The breakdown of this code, if it applies."""
        return next((item for item in self.by if item.code == code), None)


@dataclass(frozen=True)
class Cell:
    """One group of a breakdown: its value, and the number of rows that a click shows."""

    key: str
    label: str
    value: float | None
    rows: int


_measures: dict[str, Measure] = {}


def register(*measures: Measure) -> None:
    """Make measures known; called from a package's `apps`."""
    for measure in measures:
        if measure.code in _measures:
            raise ValueError(f"measure {measure.code!r} is registered twice")
        _measures[measure.code] = measure


def all_measures() -> list[Measure]:
    """Every measure in its order on screen."""
    return sorted(_measures.values(), key=lambda measure: (measure.order, measure.code))


def measure(code: str) -> Measure | None:
    """The measure of this code."""
    return _measures.get(code)


def rows(measure: Measure, frame: Frame, kept: Mapping[str, str] | None = None) -> QuerySet[Any]:
    """The rows that the measure counts in the frame, kept to one group of some breakdowns (code: key).

    A group that cannot be, as in an address typed by hand, has no rows.
    """
    found = measure.rows(frame)
    for code, key in (kept or {}).items():
        breakdown = measure.breakdown(code)
        if breakdown is None:
            continue
        name = f"by_{code}"
        found = found.annotate(**{name: breakdown.key(frame)})
        if key == NONE:
            found = found.filter(Q(**{f"{name}__isnull": True}) | _blank(found, name))
        else:
            try:
                found = found.filter(**{name: key})
            except (ValueError, ValidationError):  # a word where a number or a day is meant
                found = found.none()
    return found


def _blank(found: QuerySet[Any], name: str) -> Q:
    """The filter for an empty text, where the key is text; nothing more elsewhere."""
    output = found.query.annotations[name].output_field
    return Q(**{name: ""}) if output.get_internal_type() in {"CharField", "TextField"} else Q()


def total(measure: Measure, frame: Frame, kept: Mapping[str, str] | None = None) -> tuple[float | None, int]:
    """The measure's value, and how many rows it stands on. One query."""
    found = rows(measure, frame, kept).order_by().aggregate(value=measure.value, rows=Count("pk"))
    return _number(found["value"], measure, found["rows"]), found["rows"]


def cells(measure: Measure, frame: Frame, breakdown: Breakdown, kept: Mapping[str, str] | None = None) -> list[Cell]:
    """The measure's value for each group of a breakdown. One query, and those of the labels."""
    grouped = (
        rows(measure, frame, kept)
        .annotate(group=breakdown.key(frame))
        .order_by()
        .values("group")
        .annotate(value=measure.value, rows=Count("pk"))
    )
    labels = breakdown.labels(frame)
    merged: dict[str, Cell] = {}
    for found in grouped:
        key = NONE if found["group"] in (None, "") else str(found["group"])
        label = "" if key == NONE else str(labels.get(key, key))
        value = _number(found["value"], measure, found["rows"])
        merged[key] = _add(merged.get(key), Cell(key, label, value, found["rows"]))
    return _arranged(merged.values(), list(labels) if breakdown.ordered else None)


def _add(first: Cell | None, second: Cell) -> Cell:
    """Two groups that read the same (empty and null) as one; their values weigh by their rows."""
    if first is None:
        return second
    count = first.rows + second.rows
    if first.value is None or second.value is None:
        return Cell(second.key, second.label, None, count)
    mean = (first.value * first.rows + second.value * second.rows) / count
    is_sum = first.value == first.rows and second.value == second.rows
    return Cell(second.key, second.label, first.value + second.value if is_sum else mean, count)


def _arranged(found: Iterable[Cell], order: list[str] | None) -> list[Cell]:
    if order is None:
        return sorted(found, key=lambda cell: (cell.key == NONE, -cell.rows, cell.label))
    rank = {key: position for position, key in enumerate(order)}
    return sorted(found, key=lambda cell: (cell.key == NONE, rank.get(cell.key, len(rank)), cell.key))


def _number(value: Any, measure: Measure, count: int) -> float | None:
    """Counts are whole; a share or a mark of nothing is unknown, which is not zero."""
    if measure.unit is Unit.COUNT:
        return int(value or 0)
    return None if not count or value is None else float(value)
