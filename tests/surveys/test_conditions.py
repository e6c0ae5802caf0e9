"""Questions that are asked of some only, and questionnaires in several languages."""

from typing import Any

import pytest
from pydantic import ValidationError

from jalon.surveys import forms, results
from jalon.surveys.definition import Definition

SCALE = {"id": "note", "kind": "scale", "label": "Note", "low": "Bas", "high": "Haut"}
KNOWN = {"id": "connu", "kind": "yesno", "label": {"fr": "Connaissez-vous ?", "ar": "هل تعرفون؟"}}
HOW = {"id": "comment", "kind": "choices", "label": "Comment ?", "required": True}
HOW |= {"options": [{"code": "ami", "label": "Un ami"}, {"code": "site", "label": "Le site"}]}
WHO = {"id": "qui", "kind": "text", "label": "Qui ?"}


def asked(*questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"sections": [{"questions": list(questions)}], **more}


def when(question: dict[str, Any], on: str, *any_of: str) -> dict[str, Any]:
    return question | {"show_if": {"question": on, "any_of": list(any_of)}}


CHAIN = asked(
    SCALE, KNOWN, when(HOW, "connu", "yes"), when(WHO, "comment", "ami"), overall="note", languages=["fr", "ar"]
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, {"note", "connu"}),
        ({"connu": False}, {"note", "connu"}),
        ({"connu": True}, {"note", "connu", "comment"}),
        ({"connu": True, "comment": ["site"]}, {"note", "connu", "comment"}),
        ({"connu": True, "comment": ["ami", "site"]}, {"note", "connu", "comment", "qui"}),
        ({"connu": False, "comment": ["ami"]}, {"note", "connu"}),
    ],
)
def test_a_question_is_asked_of_those_whose_earlier_answer_fits(answers, expected):
    assert Definition.model_validate(CHAIN).asked_of(answers) == expected


def test_a_whole_section_may_hang_on_an_answer():
    later = {"questions": [WHO], "show_if": {"question": "note", "any_of": ["1", "2"]}}
    definition = Definition.model_validate({"sections": [{"questions": [SCALE]}, later]})

    assert definition.asked_of({"note": 2}) == {"note", "qui"}
    assert definition.asked_of({"note": 3}) == {"note"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (asked(when(WHO, "note", "1"), SCALE), "n’est pas posée avant"),
        (asked(SCALE, when(WHO, "qui", "1")), "n’est pas posée avant"),
        (asked(SCALE, when(WHO, "note", "6")), "ne peut pas la recevoir"),
        (asked(WHO, when(KNOWN, "qui", "ami")), "ne peut pas la recevoir"),
        (asked(KNOWN, when(SCALE, "connu", "yes"), overall="note"), "se demande à tous"),
        (asked(SCALE, languages=["ar"]), "le français doit faire partie"),
        (
            {"sections": [{"questions": [SCALE], "show_if": {"question": "note", "any_of": ["1"]}}]},
            "n’est pas posée avant",
        ),
    ],
)
def test_conditions_look_back_to_answers_that_can_be_given(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Definition.model_validate(content)


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"note": 3, "connu": False}, None),
        ({"note": 3, "connu": True}, "comment"),
        ({"note": 3, "connu": False, "comment": ["ami"]}, "comment"),
        ({"note": 3, "connu": True, "comment": ["site"], "qui": "x"}, "qui"),
        ({"note": 3, "connu": True, "comment": ["ami"], "qui": "x"}, None),
    ],
)
def test_only_what_is_asked_may_and_must_be_answered(answers, fault):
    problem = Definition.model_validate(CHAIN).problem(answers)

    assert (problem and problem[0]) == fault


def test_what_was_left_in_a_question_that_is_not_asked_is_dropped():
    data = {"note": "3", "connu": "no", "comment": ["ami"], "qui": "Salma"}
    form = forms.AnswerForm(Definition.model_validate(CHAIN), data)

    assert form.is_valid()
    assert form.answers() == {"note": 3, "connu": False}


def test_a_question_that_is_asked_and_left_open_says_so():
    form = forms.AnswerForm(Definition.model_validate(CHAIN), {"note": "3", "connu": "yes"})

    assert not form.is_valid()
    assert dict(form.errors) == {"comment": ["Il manque une réponse."]}


def test_without_a_script_the_page_says_when_a_question_is_asked():
    shown = next(forms.AnswerForm(Definition.model_validate(CHAIN)).sections()).questions

    assert [question.note for question in shown] == [
        "",
        "",
        "Seulement si vous avez répondu « Oui » à la question 2.",
        "Seulement si vous avez répondu « Un ami » à la question 3.",
    ]


def test_the_questions_are_put_in_the_chosen_language_and_else_in_french():
    form = forms.AnswerForm(Definition.model_validate(CHAIN), {"note": "3"}, language="ar")

    assert [form[name].label for name in ("note", "connu")] == ["1. Note", "2. هل تعرفون؟"]
    assert form.errors["connu"] == ["هذا السؤال ينتظر جوابا."]
    assert form.words.direction == "rtl"


def test_no_chart_stands_on_fewer_answers_than_a_lot():
    definition = Definition.model_validate(CHAIN)
    sheets = [{"note": 4, "connu": n < 4} | ({"comment": ["ami"]} if n < 4 else {}) for n in range(6)]
    shown = {result.question.id: result for result in results.by_question(definition, sheets)}

    assert shown["note"].chart is not None
    assert (shown["comment"].chart, shown["comment"].answered, shown["comment"].is_few) == (None, 0, True)
