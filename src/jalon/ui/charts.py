"""Charts as data: the drawing and the table behind it come from the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

KINDS = frozenset({"bar", "stacked", "rows", "line", "pie"})


@dataclass(frozen=True)
class Series:
    """One row of numbers; `urls` lead from each number to the rows that it counts."""

    label: str | Promise
    values: Sequence[float | None]
    urls: Sequence[str] = ()

    def cells(self) -> list[tuple[float | None, str]]:
        """Each value with its address, empty where there is none."""
        urls = [*self.urls, *[""] * (len(self.values) - len(self.urls))]
        return list(zip(self.values, urls, strict=True))


@dataclass(frozen=True)
class Chart:
    """A drawing with its title, its unit and its numbers.

    Kinds: `bar`, `stacked` (bars on one another), `rows` (bars along the line, for long labels), `line`, `pie` (one
    series). A missing value is None, which is not zero.
    """

    kind: str
    title: str | Promise
    categories: Sequence[str | Promise]
    series: Sequence[Series]
    unit: str | Promise = ""
    decimals: int = 0
    note: str | Promise = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"a chart is one of {', '.join(sorted(KINDS))}, not {self.kind!r}")
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"series {series.label!r} has {len(series.values)} values for {len(self.categories)} categories"
                )

    @property
    def data(self) -> dict[str, Any]:
        """What the script reads, JSON only."""
        return {
            "kind": self.kind,
            "title": str(self.title),
            "unit": str(self.unit),
            "decimals": self.decimals,
            "categories": [str(category) for category in self.categories],
            "series": [
                {"label": str(series.label), "values": list(series.values), "urls": list(series.urls)}
                for series in self.series
            ],
        }

    @property
    def rows(self) -> list[tuple[str | Promise, list[tuple[float | None, str]]]]:
        """The table behind: one line per category, one cell per series."""
        columns = [series.cells() for series in self.series]
        return [(category, [column[line] for column in columns]) for line, category in enumerate(self.categories)]
