"""Every number opens on exactly the rows that it counts."""

from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from jalon.accounts.access import person_actor
from jalon.activities.models import Activity, Attendance, Presence
from jalon.core.periods import Period
from jalon.figures import frames, measures, queries
from jalon.figures.measures import Frame, Unit
from jalon.people.models import Studies
from jalon.structures.models import AcademicYear
from tests.answers import whole
from tests.factories import NOON, ActivityFactory, EstablishmentFactory, PersonFactory

TODAY = NOON.date()
PERIODS = ["2026-2027", "2025-2026", "2026-2027-S1", "2025-2026-S2", "2026-11", "2026-09-15/2026-12-31"]
YEAR = Period(date(2026, 9, 1), date(2027, 8, 31), "2026-2027", "année 2026-2027")


class Undo(Exception):
    """Takes an example's rows back."""


def frame_of(manager, centre, period: str) -> Frame:
    first, _slash, last = period.partition("/")
    chosen = frames.chosen(centre, TODAY, code=first, first=first if last else "", last=last)
    return Frame(person_actor(manager, TODAY), centre, chosen)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), period=st.sampled_from(PERIODS))
def test_each_number_of_each_breakdown_is_the_number_of_its_rows(draw, manager, centre, seed, period):
    with pytest.raises(Undo), transaction.atomic():
        draw(seed)
        frame = frame_of(manager, centre, period)
        for measure in measures.all_measures():
            value, rows = measures.total(measure, frame)
            assert measures.rows(measure, frame).count() == rows
            if measure.unit is Unit.COUNT:
                assert value == rows
            for breakdown in measure.by:
                cells = measures.cells(measure, frame, breakdown)
                assert sum(cell.rows for cell in cells) == rows, (measure.code, breakdown.code)
                for cell in cells:
                    kept = {breakdown.code: cell.key}
                    opened = measures.rows(measure, frame, kept)
                    assert opened.count() == opened.values("pk").distinct().count() == cell.rows
                    assert measures.total(measure, frame, kept) == (pytest.approx(cell.value), cell.rows)
        raise Undo


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), period=st.sampled_from(PERIODS[:2]))
def test_the_page_and_the_spreadsheet_of_each_number_hold_as_many_rows(draw, desk, manager, centre, seed, period):
    with pytest.raises(Undo), transaction.atomic():
        draw(seed)
        frame = frame_of(manager, centre, period)
        for measure in measures.all_measures():
            for breakdown in measure.by:
                lines, _chart = queries.table(measure, frame, breakdown, {})
                for line in lines:
                    page = desk.get(line.url)
                    assert page.context["listing"].total == line.rows, line.url
                    assert shown(page) == line.rows
                    assert exported(desk, page.context["export_url"]) == line.rows
        raise Undo


def shown(page) -> int:
    """The rows printed on a page that holds them all."""
    return page.content.decode().count("<tr>") - bool(page.context["listing"].total)


def exported(desk: Client, url: str) -> int:
    """The rows of the first sheet, its heading aside."""
    content = whole(desk.get(unescape(url)))
    return len(CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()) - 1


def test_next_years_file_changes_no_past_figure(centre, manager):
    before, after = EstablishmentFactory.create_batch(2, centre=centre)
    person = PersonFactory(centre=centre)
    this_year = AcademicYear.objects.get(centre=centre, starts_on=date(2026, 9, 1))
    Studies.objects.create(centre=centre, person=person, year=this_year, establishment=before)
    activity = ActivityFactory(centre=centre)
    Activity.objects.filter(pk=activity.pk).update(closed_at=activity.ends_at)
    Attendance.objects.create(
        centre=centre, activity=activity, person=person, status=Presence.PRESENT, marked_at=activity.ends_at
    )
    measure = measures.measure("participants")
    frame = Frame(person_actor(manager, TODAY), centre, YEAR)
    breakdown = measure.breakdown("establishment")
    past = measures.cells(measure, frame, breakdown)
    assert [(cell.label, cell.rows) for cell in past] == [(before.name, 1)]

    next_year = AcademicYear.objects.create(
        centre=centre, starts_on=date(2027, 9, 1), second_semester_on=date(2028, 2, 1), ends_on=date(2028, 8, 31)
    )
    Studies.objects.create(centre=centre, person=person, year=next_year, establishment=after, from_file=True)

    assert measures.cells(measure, frame, breakdown) == past


@pytest.mark.parametrize(
    "query", ["activity_type=abc", "month=hier", "sex=-", "establishment=99999", "periode=jadis", "du=x&au=y"]
)
def test_a_wrong_address_shows_no_row_and_no_error(desk, query):
    assert desk.get(f"/essai/chiffres/participants/lignes/?{query}").status_code == 200
    assert desk.get(f"/essai/chiffres/participants/?{query}").status_code == 200
    answer = desk.get(f"/essai/chiffres/participants/lignes.xlsx?{query}")
    assert (answer.status_code, whole(answer)[:2]) == (200, b"PK")


def test_an_unknown_figure_is_not_found(desk):
    assert desk.get("/essai/chiffres/inconnu/").status_code == 404


def test_figures_are_for_those_who_may_read_them(client, desk, centre):
    assert client.get("/essai/chiffres/").status_code == 302


@pytest.mark.parametrize("count", [1, 40])
def test_the_rows_page_asks_as_many_questions_for_one_row_as_for_forty(
    desk, centre, count, django_assert_max_num_queries
):
    activity = ActivityFactory(centre=centre)
    Activity.objects.filter(pk=activity.pk).update(closed_at=activity.ends_at)
    for person in PersonFactory.create_batch(count, centre=centre):
        Attendance.objects.create(
            centre=centre, activity=activity, person=person, status=Presence.PRESENT, marked_at=activity.ends_at
        )
    with django_assert_max_num_queries(12):
        page = desk.get("/essai/chiffres/participants/lignes/?periode=2026-2027")
    assert page.context["listing"].total == count
