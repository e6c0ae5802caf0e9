"""What a questionnaire asks: the schema of a version's content, and of the kit's files. (T04)

Adding a kind of question is adding a class here, its field in `forms` and its drawing in `results`.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from jalon.core.texts import SOURCE_LANGUAGE

LOWEST, HIGHEST = 1, 5
"""The ends of every scale: the same everywhere, so that averages compare."""
LONGEST_TEXT = 2000
"""Characters of one free answer."""


def _in_french(text: str | dict[str, str]) -> str | dict[str, str]:
    french = text if isinstance(text, str) else text.get(SOURCE_LANGUAGE, "")
    if not french.strip():
        raise ValueError(_("ce texte est vide en français : écrivez-le, il sert à défaut des autres langues"))
    return text


Words = Annotated[str | dict[str, str], AfterValidator(_in_french)]
"""Text in several languages, or a bare string that means French."""
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
"""The name of a question or of an option in stored answers: it stays when the words change."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(_Part):
    """One of the answers to choose from, or one line of a grid."""

    code: Code
    label: Words


class _Question(_Part):
    id: Code
    label: Words
    help: Words | None = None
    required: bool = True


class _Scaled(_Question):
    low: Words
    """What the lowest mark means."""
    high: Words
    """What the highest mark means."""


class Scale(_Scaled):
    """A mark from 1 to 5, with words at both ends."""

    kind: Literal["scale"]


class Choice(_Question):
    """One answer among several."""

    kind: Literal["choice"]
    options: list[Option] = Field(min_length=2, max_length=20)


class Choices(_Question):
    """Any number of answers among several."""

    kind: Literal["choices"]
    options: list[Option] = Field(min_length=2, max_length=30)
    required: bool = False


class Text(_Question):
    """The person's own words; never asked for."""

    kind: Literal["text"]
    required: Literal[False] = False


class YesNo(_Question):
    """Yes or no."""

    kind: Literal["yesno"]


class Grid(_Scaled):
    """Several things marked on the same scale."""

    kind: Literal["grid"]
    rows: list[Option] = Field(min_length=2, max_length=12)


Question = Annotated[Scale | Choice | Choices | Text | YesNo | Grid, Field(discriminator="kind")]


class Section(_Part):
    """Questions under one heading."""

    title: Words | None = None
    intro: Words | None = None
    questions: list[Question] = Field(min_length=1)


class Definition(_Part):
    """A whole questionnaire; `overall` names the question that says how satisfied people are, for the figures."""

    intro: Words | None = None
    overall: Code
    sections: list[Section] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> "Definition":
        seen: set[str] = set()
        for question in self.questions():
            if question.id in seen:
                raise ValueError(_("deux questions s’appellent « %(id)s » : renommez-en une") % {"id": question.id})
            seen.add(question.id)
            for listed in (getattr(question, "options", []), getattr(question, "rows", [])):
                codes = [option.code for option in listed]
                if len(set(codes)) != len(codes):
                    raise ValueError(_("la question « %(id)s » a deux fois le même choix") % {"id": question.id})
        overall = next((question for question in self.questions() if question.id == self.overall), None)
        if not (isinstance(overall, Scale) and overall.required):
            raise ValueError(
                _("« overall » doit nommer une question de genre « scale » à laquelle chacun répond (required)")
            )
        return self

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions

    def problem(self, answers: dict[str, Any]) -> tuple[str, str] | None:
        """The first question left open or answered wrongly, with the sentence; None when all is right.

        An answer that is not given is absent from `answers`, never empty.
        """
        known = {question.id: question for question in self.questions()}
        if strangers := answers.keys() - known.keys():
            return min(strangers), _("Cette question ne fait pas partie du questionnaire : rechargez la page.")
        for question in known.values():
            if question.id not in answers:
                if question.required:
                    return question.id, _("Il manque une réponse.")
            elif not _fits(question, answers[question.id]):
                return question.id, _("Cette réponse ne convient pas : choisissez parmi celles qui sont proposées.")
        return None


def _is_mark(value: Any) -> bool:
    return type(value) is int and LOWEST <= value <= HIGHEST


def _fits(question: Question, value: Any) -> bool:
    match question:
        case Scale():
            return _is_mark(value)
        case Choice():
            return value in [option.code for option in question.options]
        case Choices():
            codes = [option.code for option in question.options]
            return bool(value) and isinstance(value, list) and value == [code for code in codes if code in value]
        case Text():
            return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT
        case YesNo():
            return value is True or value is False
        case Grid():
            rows = {row.code for row in question.rows}
            if not (isinstance(value, dict) and value and value.keys() <= rows):
                return False
            is_complete = value.keys() == rows or not question.required
            return is_complete and all(_is_mark(mark) for mark in value.values())
