"""Figures ready for a page: values, charts, and the address of the rows behind each number."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from jalon import ui
from jalon.figures.measures import Breakdown, Cell, Frame, Measure, Unit, cells, total
from jalon.ui.numbers import number, percent

SHORT = 16
"""Longer labels do not fit below upright bars, one beside the other."""


@dataclass(frozen=True)
class Line:
    """One line of a figure's table: the group, its value in words, its rows and where they are listed."""

    label: str
    value: str
    rows: int
    url: str
    share: float


@dataclass(frozen=True)
class Figure:
    """A measure over a period, with the address of its page and of its rows."""

    measure: Measure
    value: str
    rows: int
    url: str
    rows_url: str


def in_words(value: float | None, unit: Unit) -> str:
    """A value as people read it; a dash when nothing was counted."""
    if value is None:
        return "–"
    if unit is Unit.RATE:
        return percent(value)
    return number(value, 1) if unit is Unit.SCORE else number(value)


def period_query(frame: Frame) -> dict[str, str]:
    """The part of an address that names the period."""
    period = frame.period
    if period.code:
        return {"periode": period.code}
    return {"du": period.first.isoformat(), "au": period.last.isoformat()}


def address(view: str, frame: Frame, measure: Measure, kept: Mapping[str, str]) -> str:
    """The address of a figure's page or rows, with the period and the groups kept."""
    return f"{reverse(view, args=[frame.centre.code, measure.code])}?{urlencode({**period_query(frame), **kept})}"


def figure(measure: Measure, frame: Frame, kept: Mapping[str, str] | None = None) -> Figure:
    """The measure's value with its addresses. One query."""
    kept = kept or {}
    value, count = total(measure, frame, kept)
    return Figure(
        measure,
        in_words(value, measure.unit),
        count,
        address("figures:measure", frame, measure, kept),
        address("figures:rows", frame, measure, kept),
    )


def table(
    measure: Measure, frame: Frame, breakdown: Breakdown, kept: Mapping[str, str]
) -> tuple[list[Line], ui.Chart | None]:
    """The measure by group: lines that open on their rows, and the chart of the same numbers."""
    found = cells(measure, frame, breakdown, kept)
    highest = max((cell.value or 0 for cell in found), default=0) or 1
    lines = [
        Line(
            _label(cell),
            in_words(cell.value, measure.unit),
            cell.rows,
            address("figures:rows", frame, measure, {**kept, breakdown.code: cell.key}),
            (cell.value or 0) / highest,
        )
        for cell in found
    ]
    if not found:
        return [], None
    series = ui.Series(
        measure.label,
        [_drawn(cell, measure.unit) for cell in found],
        urls=[line.url for line in lines],
    )
    chart = ui.Chart(
        "bar" if breakdown.ordered and all(len(line.label) <= SHORT for line in lines) else "rows",
        _("%(measure)s par %(breakdown)s") % {"measure": measure.label, "breakdown": str(breakdown.label).lower()},
        [line.label for line in lines],
        [series],
        unit="%" if measure.unit is Unit.RATE else "",
        decimals=0 if measure.unit is not Unit.SCORE else 1,
    )
    return lines, chart


def _label(cell: Cell) -> str:
    return cell.label or _("Non renseigné")


def _drawn(cell: Cell, unit: Unit) -> float | None:
    """What the chart draws: a share as a number out of a hundred."""
    return round(cell.value * 100, 1) if unit is Unit.RATE and cell.value is not None else cell.value
