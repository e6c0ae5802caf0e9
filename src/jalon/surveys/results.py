"""Published answers, question by question: numbers, charts and words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jalon import ui
from jalon.core.texts import localized
from jalon.surveys import rules
from jalon.surveys.definition import (
    HIGHEST,
    LOWEST,
    Choice,
    Choices,
    Definition,
    Grid,
    Option,
    Question,
    Scale,
    Text,
    YesNo,
    fits,
)
from jalon.ui.numbers import number

MARKS = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True)
class QuestionResult:
    """What people answered to one question: a chart of it, or their words."""

    number: int
    question: Question
    label: str
    answered: int
    average: str = ""
    chart: ui.Chart | None = None
    texts: list[str] = field(default_factory=list)
    is_few: bool = False
    """Somebody answered, but fewer than a lot: a condition kept the others away, so nothing is counted."""


@dataclass(frozen=True)
class Said:
    """One question of one sheet, in words."""

    label: str
    value: str


def by_question(definition: Definition, sheets: Sequence[dict[str, Any]]) -> list[QuestionResult]:
    """The answers to each question of a version."""
    return of_questions(list(definition.questions()), sheets)


def of_questions(questions: Sequence[Question], sheets: Sequence[dict[str, Any]]) -> list[QuestionResult]:
    """The answers to each question, in this order; free texts in alphabetical order, nobody's own.

    An answer that an older version took and this one would not is left out.
    """
    found = []
    for position, question in enumerate(questions, start=1):
        kept = [answers[question.id] for answers in sheets if question.id in answers]
        given = [value for value in kept if fits(question, value)]
        label = localized(question.label)
        if isinstance(question, Text):
            result = QuestionResult(position, question, label, len(given), texts=sorted(given))
        elif 0 < len(given) < rules.LOT:
            result = QuestionResult(position, question, label, 0, is_few=True)
        else:
            average = _average(given) if isinstance(question, Scale) else ""
            result = QuestionResult(position, question, label, len(given), average, _chart(question, given))
        found.append(result)
    return found


def in_words(definition: Definition, answers: dict[str, Any]) -> list[Said]:
    """One sheet as it is read: each question with what was answered, those left aside included."""
    return [
        Said(localized(q.label), in_answer_words(q, answers[q.id]) if q.id in answers else "–")
        for q in definition.questions()
    ]


def _average(marks: Sequence[int]) -> str:
    return number(sum(marks) / len(marks), 1) if marks else ""


def _chart(question: Question, given: Sequence[Any]) -> ui.Chart:
    count, label = _("Réponses"), _("Répartition des réponses")
    match question:
        case Grid():
            series = [
                ui.Series(
                    _mark(mark, question),
                    [sum(1 for marks in given if marks.get(row.code) == mark) for row in question.rows],
                )
                for mark in MARKS
            ]
            return ui.Chart("stacked", label, [localized(row.label) for row in question.rows], series)
        case Scale():
            counted = Counter(given)
            return ui.Chart(
                "bar", label, [_mark(m, question) for m in MARKS], [ui.Series(count, [counted[m] for m in MARKS])]
            )
        case Choice() | Choices():
            counted = Counter(_flat(given))
            labels = [localized(option.label) for option in question.options]
            return ui.Chart("rows", label, labels, [ui.Series(count, [counted[o.code] for o in question.options])])
        case YesNo():
            return ui.Chart(
                "rows", label, [_("Oui"), _("Non")], [ui.Series(count, [given.count(True), given.count(False)])]
            )
    raise ValueError(f"no chart for a question of kind {question.kind}")


def _flat(given: Iterable[Any]) -> Iterable[str]:
    for value in given:
        yield from value if isinstance(value, list) else [value]


def _mark(mark: int, question: Scale | Grid) -> str:
    """The mark, with its words at both ends."""
    ends = {LOWEST: question.low, HIGHEST: question.high}
    return f"{mark} – {localized(ends[mark])}" if mark in ends else str(mark)


def _named(options: Iterable[Option], code: str) -> str:
    return next((localized(option.label) for option in options if option.code == code), code)


def in_answer_words(question: Question, value: Any) -> str:
    """One answer as it is read."""
    match question:
        case YesNo():
            return _("Oui") if value else _("Non")
        case Choice():
            return _named(question.options, value)
        case Choices():
            return ", ".join(_named(question.options, code) for code in value)
        case Grid():
            return " ; ".join(f"{localized(r.label)} : {value[r.code]}" for r in question.rows if r.code in value)
    return str(value)
