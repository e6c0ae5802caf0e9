"""Truth tables of the rules, and what a definition accepts."""

from datetime import date

import pytest
from pydantic import ValidationError

from jalon.core.periods import YearSpan
from jalon.people.models import Person
from jalon.surveys import kit, rules
from jalon.surveys.definition import Definition
from tests.surveys.conftest import sheet

MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)
YEAR = YearSpan(date(2026, 9, 14), date(2027, 2, 8), date(2027, 7, 31))


@pytest.mark.parametrize(
    ("is_open", "is_invited", "already", "begins"),
    [
        (True, True, False, None),
        (True, True, True, "Vous avez déjà répondu"),
        (True, False, False, "Ce questionnaire s’adresse"),
        (False, True, False, "Ce questionnaire est clos"),
        (False, False, False, "Ce questionnaire s’adresse"),
        (False, True, True, "Vous avez déjà répondu"),
        (True, False, True, "Vous avez déjà répondu"),
        (False, False, True, "Vous avez déjà répondu"),
    ],
)
def test_who_may_answer(is_open, is_invited, already, begins):
    reason = rules.why_not_answering(is_open=is_open, is_invited=is_invited, already=already)

    assert (reason is None) == (begins is None)
    assert reason is None or reason.startswith(begins)


@pytest.mark.parametrize(
    ("waiting", "last_day", "published"),
    [
        (4, MONDAY, False),
        (5, MONDAY, True),
        (12, MONDAY, True),
        (5, TUESDAY, False),
        (12, TUESDAY, False),
        (5, None, True),
        (0, None, False),
    ],
)
def test_a_lot_has_five_answers_and_none_of_today(waiting, last_day, published):
    assert rules.may_be_published(waiting=waiting, last_day=last_day, today=TUESDAY) is published


@pytest.mark.parametrize(
    ("day", "years", "code"),
    [
        (date(2026, 11, 10), [YEAR], "2026-2027-S1"),
        (date(2027, 2, 8), [YEAR], "2026-2027-S2"),
        (date(2026, 9, 1), [YEAR], "2026-2027-S1"),
        (date(2027, 1, 31), [], "2026-2027-S1"),
        (date(2027, 2, 1), [], "2026-2027-S2"),
        (date(2027, 8, 31), [], "2026-2027-S2"),
    ],
)
def test_every_day_has_a_semester(day, years, code):
    assert rules.semester_of(day, years).code == code


@pytest.mark.parametrize(
    ("code", "month", "today", "over"),
    [
        ("2026-2027-S1", "2026-11", date(2027, 2, 7), False),
        ("2026-2027-S1", "2026-11", date(2027, 2, 8), True),
        ("unknown", "2026-11", date(2027, 1, 31), False),
        ("unknown", "2026-11", date(2027, 2, 1), True),
    ],
)
def test_when_a_semester_is_over(code, month, today, over):
    assert rules.semester_is_over(code, month, [YEAR], today) is over


def test_the_very_name_wins_over_an_alike_one():
    exact = Person(last_name="El Amrani", first_name="Mohamed")
    alike = Person(last_name="El Amrani", first_name="Mohammed")

    assert rules.same_name([alike, exact], "ELAMRANI", "mohamed") == [exact]
    assert rules.same_name([alike], "El Amrani", "Mohamed") == [alike]
    assert rules.same_name([exact], "Mohamed", "El-Amrani") == [exact]
    assert rules.same_name([exact, alike], "Alaoui", "Mohamed") == []


def test_a_name_in_arabic_script_is_found():
    person = Person(last_name="El Amrani", first_name="Rim", last_name_ar="العمراني", first_name_ar="ريم")

    assert rules.same_name([person], "العمراني", "رِيم") == [person]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, None),
        ({"remarques": "Merci"}, None),
        ({"suite": ["seance", "offres"]}, None),
        ({"satisfaction": 6}, "satisfaction"),
        ({"satisfaction": True}, "satisfaction"),
        ({"satisfaction": "4"}, "satisfaction"),
        ({"recommande": 1}, "recommande"),
        ({"rythme": "autre"}, "rythme"),
        ({"suite": []}, "suite"),
        ({"suite": ["offres", "seance"]}, "suite"),
        ({"suite": ["seance", "seance"]}, "suite"),
        ({"deroulement": {"clarte": 4}}, "deroulement"),
        ({"deroulement": {"clarte": 4, "intrus": 1}}, "deroulement"),
        ({"remarques": ""}, "remarques"),
        ({"remarques": "x" * 2001}, "remarques"),
        ({"intrus": 1}, "intrus"),
    ],
)
def test_which_answers_fit(item: kit.Schema, given, fault):
    problem = item.problem(sheet(**given))

    assert (problem and problem[0]) == fault


def test_a_question_that_must_be_answered_cannot_be_left(item: kit.Schema):
    answers = sheet()
    del answers["utilite"]

    assert item.problem(answers) == ("utilite", "Il manque une réponse.")


SCALE = {"id": "note", "kind": "scale", "label": "Note", "low": "Bas", "high": "Haut"}


@pytest.mark.parametrize(
    "content",
    [
        {"overall": "note", "sections": [{"questions": [SCALE, SCALE]}]},
        {"overall": "autre", "sections": [{"questions": [SCALE]}]},
        {"overall": "note", "sections": [{"questions": [SCALE | {"required": False}]}]},
        {"overall": "note", "sections": [{"questions": [{"id": "note", "kind": "yesno", "label": "Oui ?"}]}]},
        {"overall": "note", "sections": [{"questions": [SCALE | {"label": {"ar": "علامة"}}]}]},
        {"overall": "note", "sections": [{"questions": [SCALE | {"id": "a__b"}]}]},
        {"overall": "note", "sections": [{"questions": [SCALE | {"colour": "red"}]}]},
        {"overall": "note", "sections": []},
    ],
)
def test_a_questionnaire_that_does_not_hang_together_is_refused(content):
    with pytest.raises(ValidationError):
        Definition.model_validate(content)


@pytest.mark.parametrize(
    ("code", "label"),
    [("2026-2027-S1", "1er semestre 2026-2027"), ("2026-2027-S2", "2e semestre 2026-2027"), ("été", "été")],
)
def test_a_semester_reads_in_words(code, label):
    assert rules.semester_label(code) == label
