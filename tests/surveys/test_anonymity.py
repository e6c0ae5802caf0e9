"""Nobody on the team can tell whose an answer is: not by key, time, order, nor by two readings."""

import logging
from collections import Counter
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.core.actor import system
from jalon.core.periods import Period
from jalon.figures import measures
from jalon.journal.models import Entry
from jalon.surveys import actions, queries, results
from jalon.surveys.measures import SATISFACTION
from jalon.surveys.models import Completion, Sheet, Survey, Unpublished
from tests.factories import NOON
from tests.surveys.conftest import sheet

NIGHT = NOON + timedelta(hours=14)
SEMESTER_END = NOON.replace(year=2027, month=2, day=2)


def publish(now=NIGHT):
    return actions.publish_due(by=system(), now=now)


def test_four_answers_stay_unread_and_the_fifth_brings_them_all_at_night(survey, present, answered, adviser):
    for _n in range(4):
        answered(survey, present())
    assert publish() == 0
    assert Sheet.objects.count() == 0

    answered(survey, present(), now=NIGHT)
    assert publish(NIGHT + timedelta(minutes=5)) == 0, "never at once after the fifth"
    assert publish(NIGHT + timedelta(days=1)) == 5
    assert (Sheet.objects.count(), Unpublished.objects.count()) == (5, 0)
    assert publish(NIGHT + timedelta(days=2)) == 0


def test_publication_is_the_workers_alone(adviser, survey):
    with pytest.raises(Exception, match="pas le droit"):
        actions.publish_due(by=adviser, now=NIGHT)


def test_publication_leaves_an_entry_without_number(survey, present, answered):
    for _n in range(6):
        answered(survey, present())
    publish()

    entry = Entry.objects.of_act("surveys.published").get()
    assert entry.params == {}


def test_remainders_count_in_the_semester_without_their_survey(open_one, present, answered, adviser, centre):
    surveys = [open_one(theme="") for _n in range(3)]
    for survey in surveys:
        for _n in range(2):
            answered(survey, present())
        actions.close_survey(survey, by=adviser, now=NOON)
    assert publish() == 0

    assert publish(SEMESTER_END) == 6

    assert set(Sheet.objects.values_list("survey", "semester")) == {(None, "2026-2027-S1")}
    semester = Period(date(2026, 9, 1), date(2027, 1, 31), "2026-2027-S1", "")
    november = Period(date(2026, 11, 1), date(2026, 11, 30), "2026-11", "")
    frame = measures.Frame(adviser, centre, semester)
    assert measures.total(SATISFACTION, frame) == (4.0, 6)
    assert measures.total(SATISFACTION, measures.Frame(adviser, centre, november)) == (None, 0)


def test_too_few_remainders_wait_for_the_next_semester(open_one, present, answered, adviser):
    autumn = open_one()
    for _n in range(3):
        answered(autumn, present())
    actions.close_survey(autumn, by=adviser, now=NOON)
    assert publish(SEMESTER_END) == 0

    spring = open_one(now=SEMESTER_END)
    for _n in range(2):
        answered(spring, present(), now=SEMESTER_END)
    actions.close_survey(spring, by=adviser, now=SEMESTER_END)

    assert publish(SEMESTER_END + timedelta(days=7)) == 0
    assert publish(SEMESTER_END.replace(month=9)) == 5
    assert set(Sheet.objects.values_list("semester", flat=True)) == {"2026-2027-S2"}


def test_remainders_of_an_open_survey_wait(survey, present, answered):
    for _n in range(3):
        answered(survey, present())

    assert publish(SEMESTER_END) == 0


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 2)),
        st.tuples(st.just("night"), st.integers(0, 1)),
        st.tuples(st.just("close"), st.integers(0, 2)),
        st.tuples(st.just("winter"), st.just(0)),
    ),
    min_size=5,
    max_size=30,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_reading_differs_from_another_by_one_to_four_answers(steps, open_one, present, answered, adviser, centre):
    """Whatever the order of answers, nights and closings: nothing lost, nothing double, no lot under five."""
    with transaction.atomic():
        surveys = [open_one(activity_type=f"type-{n % 2}") for n in range(3)]
        people = [present() for _n in range(30)]
        now, written, before = NOON, [], reading(adviser, centre)
        for step, which in steps:
            survey = Survey.objects.get(pk=surveys[which].pk) if step in {"answer", "close"} else None
            if step == "answer" and survey.is_open(now):
                words = f"mot {len(written)}"
                answered(survey, people[len(written)], now=now, remarques=words)
                written.append(words)
            elif step == "close" and survey.closed_at is None:
                actions.close_survey(survey, by=adviser, now=now)
            elif step == "night":
                now += timedelta(days=which)
                publish(now)
            elif step == "winter":
                now = max(now, SEMESTER_END)
                actions.close_overdue(by=system(), now=now)
                publish(now)
            after = reading(adviser, centre)
            assert all(after[key] - before[key] in {0, *range(5, 31)} for key in after | before)
            assert all(count == 0 or count >= 5 for count in after.values())
            before = after
            kept = [row.answers["remarques"] for row in (*Unpublished.objects.all(), *Sheet.objects.all())]
            assert Counter(kept) == Counter(written)
            assert Completion.objects.count() == len(written)
        transaction.set_rollback(True)


def reading(adviser, centre) -> Counter:
    """Everything that staff can count at this moment."""
    seen: Counter = Counter()
    for survey in queries.surveys(centre, by=adviser):
        seen["survey", survey.pk] = survey.answers
    year = Period(date(2026, 9, 1), date(2027, 8, 31), "2026-2027", "")
    november = Period(date(2026, 11, 1), date(2026, 11, 30), "2026-11", "")
    seen["november"] = measures.total(SATISFACTION, measures.Frame(adviser, centre, november))[1]
    for code in ("activity_type", "semester"):
        breakdown = SATISFACTION.breakdown(code)
        for cell in measures.cells(SATISFACTION, measures.Frame(adviser, centre, year), breakdown):
            seen[code, cell.key] = cell.rows
    return seen


def test_every_figure_opens_on_as_many_sheets(open_one, present, answered, adviser, centre):
    for n in range(3):
        survey = open_one(activity_type=f"type-{n % 2}")
        for mark in (1, 2, 3, 4, 5, 5):
            answered(survey, present(), satisfaction=mark)
    publish()
    frame = measures.Frame(adviser, centre, Period(date(2026, 11, 1), date(2026, 11, 30), "2026-11", ""))

    for breakdown in SATISFACTION.by:
        for cell in measures.cells(SATISFACTION, frame, breakdown):
            rows = measures.rows(SATISFACTION, frame, {breakdown.code: cell.key})
            marks = [sheet.overall for sheet in rows]
            assert (len(marks), sum(marks) / len(marks)) == (cell.rows, pytest.approx(cell.value))


def test_the_tables_of_answers_have_no_moment_and_no_way_to_a_person():
    allowed = {"surveys.Survey", "surveys.Version", "structures.Centre"}
    for model in (Unpublished, Sheet):
        for field in model._meta.concrete_fields:
            assert not isinstance(field, models.DateField | models.DateTimeField)
            assert not field.is_relation or field.related_model._meta.label in allowed
    assert [field.name for field in Completion._meta.concrete_fields] == [
        "id",
        "centre",
        "survey",
        "person",
        "day",
        "receipt",
    ]


def all_values():
    """Every value of every table outside the answers, with where it stands."""
    for model in apps.get_models():
        if model in (Unpublished, Sheet) or not model._meta.managed:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*names):
            yield from ((value, f"{model._meta.label}.{name}") for name, value in zip(names, row, strict=True))


@pytest.mark.parametrize("is_published", [False, True])
def test_no_table_pairs_a_person_with_an_answer(survey, present, answered, is_published):
    people = [present() for _n in range(30)]
    for n, person in enumerate(people):
        answered(survey, person, key=f"form-key-{n:08}", remarques=f"texte-témoin-{n}", satisfaction=n % 5 + 1)
    if is_published:
        publish()
        assert not Unpublished.objects.exists()
    table = Sheet if is_published else Unpublished
    rows = list(table.objects.order_by("pk"))
    assert len(rows) == 30

    elsewhere = [(value, where) for value, where in all_values() if value not in (None, "", [], {})]
    texts = [(str(value), where) for value, where in elsewhere]
    for row in rows:
        assert [where for value, where in elsewhere if value == row.pk] == [], "a key of an answer stands elsewhere"
        marker = row.answers["remarques"]
        assert [where for text, where in texts if marker in text or str(row.pk) in text] == []
    shared = {field.attname for field in table._meta.concrete_fields} - {"id", "answers", "overall"}
    assert all(len({getattr(row, name) for row in rows}) == 1 for name in shared), "what else a row says, all say"

    arrival = [f"texte-témoin-{n}" for n in range(30)]
    stored = [row.answers["remarques"] for row in rows]
    by_completion = [people.index(c.person) for c in Completion.objects.order_by("pk").select_related("person")]
    assert stored not in (arrival, arrival[::-1])
    assert by_completion not in (list(range(30)), list(range(29, -1, -1)))
    assert [int(text.rsplit("-", 1)[1]) for text in stored] != by_completion


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the hidden counter of SQLite")
def test_the_hidden_order_of_sqlite_is_the_random_key(survey, present, answered):
    for _n in range(12):
        answered(survey, present())

    with connection.cursor() as cursor:
        for table in ("surveys_unpublished", "surveys_completion"):
            rows = cursor.execute(f"SELECT rowid, id FROM {table}").fetchall()
            assert [rowid for rowid, _id in rows] == [key for _rowid, key in rows]
            assert max(rowid for rowid, _id in rows) > 10**6
        assert cursor.execute("SELECT name FROM sqlite_sequence WHERE name LIKE 'surveys_%sheet%'").fetchall() == []


def test_publication_gives_new_keys_in_a_new_order(survey, present, answered):
    for n in range(30):
        answered(survey, present(), remarques=f"{n:02}")
    before = {row.answers["remarques"]: row.pk for row in Unpublished.objects.all()}
    publish()
    after = {row.answers["remarques"]: row.pk for row in Sheet.objects.all()}

    assert before.keys() == after.keys()
    assert set(before.values()).isdisjoint(after.values())
    assert sorted(before, key=before.get) != sorted(after, key=after.get)


def test_no_log_line_holds_an_answer(survey, present, answered, caplog):
    with caplog.at_level(logging.DEBUG):
        for _n in range(5):
            answered(survey, present(), remarques="secret-témoin")
        publish()

    assert "secret-témoin" not in caplog.text


def test_free_texts_come_in_an_order_that_is_nobodys(survey, present, answered, adviser):
    for words in ("delta", "alpha", "écho", "bravo", "charlie"):
        answered(survey, present(), remarques=words)
    publish()
    sheets = [row.answers for row in queries.sheets(survey, by=adviser)]

    shown = results.by_question(survey.version.content, sheets)[-1]

    assert shown.texts == sorted(["delta", "alpha", "écho", "bravo", "charlie"])


def test_the_results_count_what_was_answered(survey, present, answered, adviser):
    for mark in (1, 4, 4, 5, 5):
        answered(survey, present(), satisfaction=mark, recommande=mark > 3, suite=["seance", "offres"])
    publish()
    sheets = [row.answers for row in queries.sheets(survey, by=adviser)]
    shown = {result.question.id: result for result in results.by_question(survey.version.content, sheets)}

    assert shown["satisfaction"].average == "3,8"
    assert list(shown["satisfaction"].chart.series[0].values) == [1, 0, 0, 2, 2]
    assert list(shown["recommande"].chart.series[0].values) == [4, 1]
    assert list(shown["suite"].chart.series[0].values) == [0, 5, 0, 5, 0]
    assert [next(iter(series.values)) for series in shown["deroulement"].chart.series] == [0, 0, 0, 5, 0]
    assert sheet()["deroulement"]["clarte"] == 4
