"""Boxes of a day never share space, whatever their hours."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.activities.calendar.columns import ROWS, SHORTEST, STEP, rows_of, side_by_side

SPANS = st.lists(
    st.tuples(st.integers(0, 1438), st.integers(1, 600)).map(lambda pair: (pair[0], min(pair[0] + pair[1], 1439))),
    max_size=40,
)
CALM = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
"""Nothing here depends on how busy the machine is."""


@CALM
@given(SPANS)
def test_no_two_boxes_of_a_day_share_space(spans):
    taken = set()
    for place in side_by_side(spans):
        cells = {(row, place.column) for row in range(place.start, place.end)}
        assert cells.isdisjoint(taken)
        taken |= cells


@CALM
@given(SPANS)
def test_every_box_lies_within_its_group_and_groups_do_not_meet(spans):
    places = side_by_side(spans)
    groups = {place.group: (place.group_start, place.group_end, place.columns) for place in places}
    for place in places:
        start, end, columns = groups[place.group]
        assert (place.group_start, place.group_end, place.columns) == (start, end, columns)
        assert start <= place.start < place.end <= end <= ROWS
        assert 0 <= place.column < columns
        assert place.end - place.start >= SHORTEST
    edges = sorted(groups.values())
    assert all(before[1] <= after[0] for before, after in pairwise(edges))


@CALM
@given(SPANS)
def test_a_group_is_no_wider_than_what_overlaps_at_once(spans):
    places = side_by_side(spans)
    for place in places:
        together = max(
            sum(other.start <= row < other.end for other in places) for row in range(place.group_start, place.group_end)
        )
        assert place.columns == together


def test_what_follows_at_the_same_quarter_stands_below_and_not_beside():
    first, second, third = side_by_side([(600, 670), (670, 720), (610, 640)])

    assert (first.column, third.column, first.columns) == (0, 1, 2)
    assert (second.start, second.column, second.columns) == (first.end, 0, 1)


def test_rows_are_quarters_of_an_hour_from_the_start_of_the_grid():
    assert rows_of(8 * 60, 9 * 60 + 30) == (32, 38)
    assert rows_of(8 * 60, 8 * 60 + 5) == (32, 34)
    assert rows_of(1439, 1439) == (ROWS - SHORTEST, ROWS)
    assert ROWS * STEP == 24 * 60


def test_the_places_come_in_the_order_of_the_spans():
    places = side_by_side([(900, 960), (480, 540)])

    assert [place.start for place in places] == [60, 32]
    assert side_by_side([]) == []
