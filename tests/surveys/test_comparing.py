"""Editions side by side, and the spreadsheet: whole surveys, five answers at least, no order of arrival."""

from datetime import timedelta
from io import BytesIO

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.core.actor import system
from jalon.surveys import actions, comparing, editing, queries
from jalon.surveys.definition import Choice, Definition, Scale, YesNo
from jalon.surveys.models import Questionnaire, Survey
from tests.answers import whole
from tests.factories import NOON, PersonFactory, actor
from tests.surveys.conftest import CODE

NIGHT = NOON + timedelta(days=1)
NOTE = Scale(id="note", kind="scale", label="Note", low="Bas", high="Haut")
SURE = YesNo(id="sur", kind="yesno", label="Sûr ?")
HOW = Choice(
    id="comment",
    kind="choice",
    label="Comment ?",
    options=[{"code": "a", "label": "À pied"}, {"code": "b", "label": "En bus"}],
)


def asking(*questions) -> Definition:
    return Definition.model_validate({"sections": [{"questions": [q.model_dump() for q in questions]}]})


def test_the_same_question_compares_over_versions_by_its_code():
    renamed = NOTE.model_copy(update={"label": "Votre note"})
    questions = comparing.merged([asking(renamed, HOW), asking(NOTE, SURE)])
    columns = [
        comparing.Column("2025", [{"note": 2, "sur": True}] * 5),
        comparing.Column("2026", [{"note": 4, "comment": "a"}] * 4 + [{"note": 5, "comment": "b"}]),
    ]

    shown = [(line.label, line.cells) for line in comparing.lines(questions, columns)]

    assert shown == [
        ("Votre note", ["2,0", "4,2"]),
        ("Comment ?", []),
        ("À pied", ["", "80 %"]),
        ("En bus", ["", "20 %"]),
        ("Sûr ? (oui)", ["100 %", ""]),
    ]
    assert [list(series.values) for series in comparing.chart(questions, columns).series] == [[2.0, 4.2]]


@pytest.mark.parametrize(("count", "cell"), [(4, ""), (5, "3,0")])
def test_a_cell_stands_on_five_answers_at_least(count, cell):
    column = comparing.Column("Mai", [{"note": 3}] * count + [{}] * 9)

    assert comparing.lines([NOTE], [column])[0].cells == [cell]


def test_an_answer_that_the_present_version_would_not_take_is_left_out():
    assert comparing.given(HOW, [{"comment": "a"}, {"comment": "gone"}, {"comment": 3}]) == ["a"]


@pytest.fixture
def two_months(open_one, present, answered, centre):
    """Six answers in October, five in November, and four that stay unread."""
    for month, count in (("2026-10", 6), ("2026-11", 5), ("2026-11", 4)):
        survey = open_one(month=month)
        for _n in range(count):
            answered(survey, present(), remarques=f"mot de {month}")
    actions.publish_due(by=system(), now=NIGHT)
    return Questionnaire.objects.get(centre=centre)


@pytest.fixture
def desk(centre, signed_in):
    return signed_in(PersonFactory(centre=centre), "surveys.read")


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_only_published_answers_of_whole_surveys_are_compared(two_months, centre, desk):
    page = desk.get(reverse("surveys:compare", args=[centre.code, CODE]))

    assert [(column.label, column.count) for column in page.context["columns"]] == [
        ("octobre 2026", 6),
        ("novembre 2026", 5),
    ]
    assert "11 réponses publiées" in words(page)
    november = desk.get(reverse("surveys:compare", args=[centre.code, CODE]) + "?month=2026-11&par=survey")
    assert [column.count for column in november.context["columns"]] == [5]


def test_no_facet_is_a_trait_of_a_person(two_months, centre, desk):
    page = desk.get(reverse("surveys:compare", args=[centre.code, CODE]) + "?par=sex&person=1&survey__version=2")

    assert set(page.context["form"].fields) <= {"par", "activity_type", "theme", "site", "adviser", "month"}
    assert [column.count for column in page.context["columns"]] == [6, 5]


def test_any_two_tables_differ_by_no_answer_or_by_five(two_months, adviser):
    counts = {0} | {
        queries.published_of(two_months, by=adviser, **facets).count()
        for facets in ({}, {"month": "2026-10"}, {"month": "2026-11"}, {"activity_type": "workshop"})
    }

    assert counts == {0, 5, 6, 11}


def test_a_stranger_and_another_centre_compare_nothing(two_months, adviser, signed_in, centre):
    nobody = actor(PersonFactory(centre=centre))
    elsewhere = actor(PersonFactory(centre__code="ailleurs"), "surveys.read")

    assert [queries.published_of(two_months, by=who).count() for who in (adviser, nobody, elsewhere)] == [11, 0, 0]


def test_the_page_asks_the_same_number_of_queries_on_one_survey_and_on_five(
    two_months, centre, desk, open_one, present, answered
):
    url = reverse("surveys:compare", args=[centre.code, CODE]) + "?par=survey"
    desk.get(url)
    with CaptureQueriesContext(connection) as two:
        desk.get(url)
    for _n in range(3):
        survey = open_one()
        for _m in range(5):
            answered(survey, present())
    actions.publish_due(by=system(), now=NIGHT)
    desk.get(url)  # what the centre settles is read once after a change
    with CaptureQueriesContext(connection) as five:
        assert len(desk.get(url).context["columns"]) == 5

    assert len(two) == len(five)


def test_the_spreadsheet_has_a_line_a_sheet_and_neither_author_nor_moment(two_months, centre, desk):
    answer = desk.get(reverse("surveys:export_all", args=[centre.code, CODE]))
    table = lines_of(whole(answer))

    assert len(table) == 12
    assert table[0][:4] == ["Version", "Mois", "À propos de", "Dans l’ensemble, êtes-vous satisfait·e de cet atelier ?"]
    assert not any("date" in str(title).lower() or "nom" in str(title).lower().split() for title in table[0])
    survey = Survey.objects.filter(month="2026-10").get()
    one = desk.get(reverse("surveys:export", args=[centre.code, survey.public_id]))
    assert [line[1] for line in lines_of(whole(one))[1:]] == ["2026-10"] * 6


def lines_of(content: bytes) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_a_rewritten_questionnaire_goes_on_in_the_same_columns(two_months, centre, desk, open_one, present, answered):
    by = actor(PersonFactory(centre=centre), "surveys.edit")
    draft = actions.start_draft(two_months, by=by, now=NIGHT)
    changed = editing.without_question(draft.sketch, "rythme")
    draft = actions.edit_draft(draft, changed, revision=0, by=by, now=NIGHT)
    actions.publish_draft(draft, revision=1, by=by, now=NIGHT)

    page = desk.get(reverse("surveys:compare", args=[centre.code, CODE]) + "?par=version")

    assert "Le rythme était…" in words(page)
    assert [column.label for column in page.context["columns"]] == ["Version 1"]
