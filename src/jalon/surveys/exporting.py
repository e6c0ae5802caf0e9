"""Published answers as a spreadsheet: one line a sheet, in their order of chance, without author or moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jalon.core.texts import localized
from jalon.files.spreadsheets import Column, Type
from jalon.surveys import results
from jalon.surveys.definition import Grid, Question, Scale, fits
from jalon.surveys.models import Sheet


def columns(questions: Iterable[Question]) -> list[Column]:
    """What each column holds: the version, then the questions; a grid has one column a line."""
    found = [Column(_("Version"), Type.NUMBER), Column(_("Mois")), Column(_("À propos de"))]
    for question in questions:
        label = localized(question.label)
        if isinstance(question, Grid):
            found += [Column(f"{label} {localized(row.label)}", Type.NUMBER) for row in question.rows]
        else:
            found.append(Column(label, Type.NUMBER if isinstance(question, Scale) else Type.TEXT))
    return found


def rows(questions: Sequence[Question], sheets: Iterable[Sheet], names: Mapping[int, str]) -> Iterator[list[Any]]:
    """The sheets in words; what was not asked or left open is empty. Remainders have neither month nor subject."""
    for sheet in sheets:
        survey = sheet.survey
        line: list[Any] = [sheet.version.number, survey.month if survey else "", names.get(sheet.survey_id or 0, "")]
        for question in questions:
            value = sheet.answers.get(question.id)
            known = value is not None and fits(question, value)
            if isinstance(question, Grid):
                line += [value.get(row.code) if known else None for row in question.rows]
            elif isinstance(question, Scale):
                line.append(value if known else None)
            else:
                line.append(results.in_answer_words(question, value) if known else None)
        yield line
