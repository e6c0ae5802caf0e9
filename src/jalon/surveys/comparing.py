"""Editions of a questionnaire side by side: the same question, by its code, whatever the version that asked it.

A column stands on whole surveys and a cell on five answers at least, so that no two tables, read at any two moments,
differ by fewer than five answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jalon import ui
from jalon.core.texts import localized
from jalon.surveys import rules
from jalon.surveys.definition import Choice, Choices, Definition, Grid, Question, Scale, YesNo, fits
from jalon.ui.numbers import number

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One edition: its name, its answer sheets, and where they are read."""

    label: str
    sheets: Sequence[Answers]
    url: str = ""

    @property
    def count(self) -> int:
        """How many sheets."""
        return len(self.sheets)


@dataclass(frozen=True)
class Line:
    """What one question, or one of its choices, gives in each edition; an empty cell stands for fewer than five."""

    label: str
    cells: list[str]
    is_part: bool = False
    is_heading: bool = False


def merged(definitions: Iterable[Definition]) -> list[Question]:
    """Every question of these versions, newest first, by its code; the words are those of the newest that asks it."""
    found: dict[str, Question] = {}
    for definition in definitions:
        for question in definition.questions():
            found.setdefault(question.id, question)
    return list(found.values())


def given(question: Question, sheets: Iterable[Answers]) -> list[Any]:
    """The answers to a question, those that an older version took and this one would not left out."""
    code = question.id
    return [sheet[code] for sheet in sheets if code in sheet and fits(question, sheet[code])]


def lines(questions: Iterable[Question], columns: Sequence[Column]) -> list[Line]:
    """The table: marks as means, choices as shares; free texts do not compare."""
    found: list[Line] = []
    for question in questions:
        answers = [given(question, column.sheets) for column in columns]
        label = localized(question.label)
        match question:
            case Scale():
                found.append(Line(label, [_mean(marks) for marks in answers]))
            case Grid():
                found.append(Line(label, [], is_heading=True))
                for row in question.rows:
                    marks = [[m[row.code] for m in one if row.code in m] for one in answers]
                    found.append(Line(localized(row.label), [_mean(one) for one in marks], is_part=True))
            case YesNo():
                cells = [_share(sum(one), len(one)) for one in answers]
                found.append(Line(_("%(question)s (oui)") % {"question": label}, cells))
            case Choice() | Choices():
                found.append(Line(label, [], is_heading=True))
                for option in question.options:
                    counted = [(sum(_has(value, option.code) for value in one), len(one)) for one in answers]
                    cells = [_share(count, total) for count, total in counted]
                    found.append(Line(localized(option.label), cells, is_part=True))
    return found


def chart(questions: Iterable[Question], columns: Sequence[Column]) -> ui.Chart | None:
    """The means of the marks from one edition to the next; None when no question takes a mark."""
    series = [
        ui.Series(localized(question.label), [_exact_mean(given(question, column.sheets)) for column in columns])
        for question in questions
        if isinstance(question, Scale)
    ]
    if not series or not columns:
        return None
    labels = [column.label for column in columns]
    return ui.Chart("bar", _("Notes moyennes, de 1 à 5"), labels, series, decimals=1)


def _has(value: Any, code: str) -> bool:
    return code in value if isinstance(value, list) else value == code


def _exact_mean(marks: Sequence[int]) -> float | None:
    return sum(marks) / len(marks) if len(marks) >= rules.LOT else None


def _mean(marks: Sequence[int]) -> str:
    mean = _exact_mean(marks)
    return "" if mean is None else number(mean, 1)


def _share(count: int, total: int) -> str:
    return "" if total < rules.LOT else f"{number(100 * count / total)} %"
