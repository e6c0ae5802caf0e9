"""What a questionnaire asks: the schema of a version's content, and of the kit's files. (T04)

Adding a kind of question is adding a class here, its field in `forms` and its drawing in `results`.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from jalon.core.texts import SOURCE_LANGUAGE

LOWEST, HIGHEST = 1, 5
"""The ends of every scale: the same everywhere, so that averages compare."""
LONGEST_TEXT = 2000
"""Characters of one free answer."""
Language = Literal["fr", "ar", "en"]
"""The languages in which a questionnaire may be put."""


def _in_french(text: str | dict[str, str]) -> str | dict[str, str]:
    french = text if isinstance(text, str) else text.get(SOURCE_LANGUAGE, "")
    if not french.strip():
        raise ValueError(_("ce texte est vide en français : écrivez-le, il sert à défaut des autres langues"))
    return text


Words = Annotated[str | dict[str, str], AfterValidator(_in_french)]
"""Text in several languages, or a bare string that means French."""
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
"""The name of a question or of an option in stored answers: it stays when the words change."""


class Part(BaseModel):
    """A piece of a questionnaire: unknown keys are faults, and nothing changes in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Part):
    """One of the answers to choose from, or one line of a grid."""

    code: Code
    label: Words


class Condition(Part):
    """Asked only of those whose answer to an earlier question is one of these: option codes, marks, `yes` or `no`."""

    question: Code
    any_of: list[str] = Field(min_length=1, max_length=30)

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """Whether these answers meet the condition; a question left open meets none."""
        return self.question in answers and not _said(answers[self.question]).isdisjoint(self.any_of)


class _Question(Part):
    id: Code
    label: Words
    help: Words | None = None
    required: bool = True
    show_if: Condition | None = None


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


class Section(Part):
    """Questions under one heading."""

    title: Words | None = None
    intro: Words | None = None
    show_if: Condition | None = None
    questions: list[Question] = Field(min_length=1)


class Definition(Part):
    """A whole questionnaire.

    `overall` names the question that says how satisfied young people are, for the figures; without it the
    questionnaire counts in no figure (companies, evaluation sheets). French is always one of the languages.
    """

    intro: Words | None = None
    overall: Code | None = None
    languages: list[Language] = Field(default=["fr"], min_length=1)
    sections: list[Section] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> "Definition":
        seen: dict[str, Question] = {}
        conditional: set[str] = set()
        for section in self.sections:
            _check_condition(section.show_if, seen)
            for question in section.questions:
                if question.id in seen:
                    raise ValueError(_("deux questions s’appellent « %(id)s » : renommez-en une") % {"id": question.id})
                _check_choices(question)
                _check_condition(question.show_if, seen)
                seen[question.id] = question
                if question.show_if or section.show_if:
                    conditional.add(question.id)
        if SOURCE_LANGUAGE not in self.languages:
            raise ValueError(_("le français doit faire partie des langues : il sert à défaut des autres"))
        self._check_overall(seen, conditional)
        return self

    def _check_overall(self, known: Mapping[str, Question], conditional: Collection[str]) -> None:
        if self.overall is None:
            return
        overall = known.get(self.overall)
        if not (isinstance(overall, Scale) and overall.required):
            raise ValueError(
                _("« overall » doit nommer une question de genre « scale » à laquelle chacun répond (required)")
            )
        if overall.id in conditional:
            raise ValueError(_("la note de satisfaction générale se demande à tous, sans condition"))

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions

    def asked_of(self, answers: Mapping[str, Any]) -> set[str]:
        """The questions that are asked of somebody who gives these answers, conditions of sections included.

        A question that hangs on one that is not asked is not asked either, whatever was left in its field.
        """
        asked: set[str] = set()
        for section in self.sections:
            kept = {code: value for code, value in answers.items() if code in asked}
            if section.show_if and not section.show_if.holds(kept):
                continue
            for question in section.questions:
                if question.show_if is None or question.show_if.holds(kept):
                    asked.add(question.id)
                    if question.id in answers:
                        kept[question.id] = answers[question.id]
        return asked

    def problem(self, answers: dict[str, Any]) -> tuple[str, str] | None:
        """The first question left open or answered wrongly, with the sentence; None when all is right.

        An answer that is not given is absent from `answers`, never empty.
        """
        known = {question.id: question for question in self.questions()}
        if strangers := answers.keys() - known.keys():
            return min(strangers), _("Cette question ne fait pas partie du questionnaire : rechargez la page.")
        asked = self.asked_of(answers)
        for question in known.values():
            if question.id not in asked:
                if question.id in answers:
                    return question.id, _("Cette question ne se pose pas, d’après vos autres réponses.")
            elif question.id not in answers:
                if question.required:
                    return question.id, _("Il manque une réponse.")
            elif not fits(question, answers[question.id]):
                return question.id, _("Cette réponse ne convient pas : choisissez parmi celles qui sont proposées.")
        return None


def possible_answers(question: Question) -> list[str]:
    """What a condition may wait for in the answer to this question; nothing for texts and grids."""
    match question:
        case Scale():
            return [str(mark) for mark in range(LOWEST, HIGHEST + 1)]
        case Choice() | Choices():
            return [option.code for option in question.options]
        case YesNo():
            return ["yes", "no"]
    return []


def _said(value: Any) -> set[str]:
    """An answer in the words of conditions."""
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    return {str(one) for one in value} if isinstance(value, list) else {str(value)}


def _check_condition(condition: Condition | None, before: Mapping[str, Question]) -> None:
    """Conditions look back only, so that they can never go round in a circle."""
    if condition is None:
        return
    question = before.get(condition.question)
    if question is None:
        raise ValueError(
            _("une condition attend la réponse à « %(id)s », qui n’est pas posée avant : déplacez la question")
            % {"id": condition.question}
        )
    if strangers := [code for code in condition.any_of if code not in possible_answers(question)]:
        raise ValueError(
            _("une condition attend la réponse « %(answer)s » à « %(id)s », qui ne peut pas la recevoir")
            % {"answer": strangers[0], "id": question.id}
        )


def _check_choices(question: Question) -> None:
    for listed in (getattr(question, "options", []), getattr(question, "rows", [])):
        codes = [option.code for option in listed]
        if len(set(codes)) != len(codes):
            raise ValueError(_("la question « %(id)s » a deux fois le même choix") % {"id": question.id})


def _is_mark(value: Any) -> bool:
    return type(value) is int and LOWEST <= value <= HIGHEST


def fits(question: Question, value: Any) -> bool:
    """Whether this can be the answer to this question."""
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
