"""Boxes that overlap in time lie side by side: pure arithmetic, without database or page."""

from collections.abc import Sequence
from typing import NamedTuple

STEP = 15
"""Minutes of a row of the grid."""
SHORTEST = 2
"""Rows of the smallest box: less could not be read."""
ROWS = 24 * 60 // STEP


class Place(NamedTuple):
    """Where a box stands: rows [start, end) of the day, its column among those of its group.

    A group is what overlaps, directly or through others; it spans the rows [group_start, group_end) alone.
    """

    start: int
    end: int
    column: int
    columns: int
    group: int
    group_start: int
    group_end: int


def rows_of(start: int, end: int) -> tuple[int, int]:
    """The rows of a box from its minutes since midnight: the nearest quarter, never too small, never past midnight."""
    first = min(round(start / STEP), ROWS - SHORTEST)
    return first, min(max(round(end / STEP), first + SHORTEST), ROWS)


def side_by_side(spans: Sequence[tuple[int, int]]) -> list[Place]:
    """A place for each span of minutes, in the order given: no two places of a day share a row and a column."""
    boxes = sorted((rows_of(*span), position) for position, span in enumerate(spans))
    placed: list[tuple[int, int, int, int, int]] = []
    groups: list[tuple[int, int, int]] = []
    free_at: list[int] = []
    opened = reach = 0
    for (start, end), position in boxes:
        if start >= reach and free_at:
            groups.append((opened, reach, len(free_at)))
            free_at = []
        if not free_at:
            opened = start
        column = next((n for n, free in enumerate(free_at) if free <= start), len(free_at))
        free_at[column : column + 1] = [end]
        reach = max(reach, end)
        placed.append((position, start, end, column, len(groups)))
    groups.append((opened, reach, len(free_at)))
    found = [Place(0, 0, 0, 0, 0, 0, 0)] * len(spans)
    for position, start, end, column, group in placed:
        group_start, group_end, columns = groups[group]
        found[position] = Place(start, end, column, columns, group, group_start, group_end)
    return found
