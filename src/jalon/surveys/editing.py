"""Changing a questionnaire piece by piece, without the database: each function gives a new sketch.

A sketch may lack what a definition must have (a question in each section), never what would contradict itself:
conditions always look back, and the overall mark is always one that everybody gives.
"""

from collections.abc import Collection, Iterator, Sequence

from django.utils.translation import gettext as _

from jalon.core.texts import Localized, localized
from jalon.surveys.definition import (
    Code,
    Condition,
    Definition,
    Language,
    Option,
    Part,
    Question,
    Scale,
    Words,
    possible_answers,
)


class SketchSection(Part):
    """A section that may still be empty."""

    title: Words | None = None
    intro: Words | None = None
    show_if: Condition | None = None
    questions: list[Question] = []


class Sketch(Part):
    """A questionnaire as it is being written, with its title."""

    label: Words
    purpose: Words | None = None
    intro: Words | None = None
    overall: Code | None = None
    languages: list[Language] = ["fr"]
    sections: list[SketchSection] = []

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions

    def numbered(self) -> list[tuple[int, Question]]:
        """Every question with the number that it bears on the page."""
        return list(enumerate(self.questions(), start=1))

    def question(self, code: str) -> Question | None:
        """The question of this code."""
        return next((question for question in self.questions() if question.id == code), None)

    def place_of(self, code: str) -> tuple[int, int]:
        """In which section, and where in it. Raises KeyError for a code that is not there."""
        for index, section in enumerate(self.sections):
            for position, question in enumerate(section.questions):
                if question.id == code:
                    return index, position
        raise KeyError(code)


def blank(label: Localized) -> Sketch:
    """A title and one empty section."""
    return Sketch(label=_plain(label), sections=[SketchSection()])


def of_definition(definition: Definition, *, label: Localized, purpose: Localized = "") -> Sketch:
    """What a version asks, ready to be changed."""
    content = definition.model_dump(mode="json")
    return Sketch.model_validate({"label": _plain(label), "purpose": _plain(purpose) or None, **content})


def definition_of(sketch: Sketch) -> Definition:
    """What a new version asks; ask `why_not_published` before."""
    return Definition.model_validate(sketch.model_dump(mode="json", exclude={"label", "purpose"}))


def with_section(sketch: Sketch, index: int | None, section: SketchSection) -> Sketch:
    """The section's words and condition changed, its questions kept; or a new one at the end."""
    sections = list(sketch.sections)
    if index is None:
        sections.append(section)
    else:
        sections[index] = section.model_copy(update={"questions": sections[index].questions})
    return sketch.model_copy(update={"sections": sections})


def without_section(sketch: Sketch, index: int) -> Sketch:
    """The section gone, with its questions."""
    return sketch.model_copy(update={"sections": [s for i, s in enumerate(sketch.sections) if i != index]})


def section_moved(sketch: Sketch, index: int, step: int) -> Sketch:
    """The section one place up (-1) or down (1); at the end of the page nothing moves."""
    sections = list(sketch.sections)
    other = index + step
    if 0 <= other < len(sections):
        sections[index], sections[other] = sections[other], sections[index]
    return sketch.model_copy(update={"sections": sections})


def with_question(sketch: Sketch, section: int, question: Question) -> Sketch:
    """The question in the place of the one of the same code, else at the end of the section."""
    if sketch.question(question.id) is None:
        return _with_questions(sketch, section, [*sketch.sections[section].questions, question])
    index, position = sketch.place_of(question.id)
    kept = list(sketch.sections[index].questions)
    kept[position] = question
    return _with_questions(sketch, index, kept)


def without_question(sketch: Sketch, code: str) -> Sketch:
    """The question gone."""
    index, _position = sketch.place_of(code)
    return _with_questions(sketch, index, [q for q in sketch.sections[index].questions if q.id != code])


def question_moved(sketch: Sketch, code: str, step: int) -> Sketch:
    """The question one place up or down; past the end of its section, into the next one."""
    index, position = sketch.place_of(code)
    questions = list(sketch.sections[index].questions)
    question = questions.pop(position)
    if 0 <= position + step <= len(questions):
        questions.insert(position + step, question)
        return _with_questions(sketch, index, questions)
    other = index + step
    if not 0 <= other < len(sketch.sections):
        return sketch
    there = list(sketch.sections[other].questions)
    there.insert(0 if step > 0 else len(there), question)
    return _with_questions(_with_questions(sketch, index, questions), other, there)


def free_code(letter: str, taken: Collection[str]) -> str:
    """A code that nothing bears yet: `q7`."""
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def named_options(lines: Sequence[tuple[str, Localized]]) -> list[Option]:
    """The choices in their order; those without a code get one that no other choice bears."""
    taken = {code for code, _label in lines if code}
    options = []
    for code, label in lines:
        code = code or free_code("c", taken)
        taken.add(code)
        options.append(Option(code=code, label=_plain(label)))
    return options


def why_not_kept(sketch: Sketch) -> str | None:
    """What a change would break: a condition that no longer looks back, an overall mark that not everybody gives."""
    before: dict[str, Question] = {}
    conditional: set[str] = set()
    for section in sketch.sections:
        if section.show_if and not _can_hold(section.show_if, before):
            return _("La section « %(title)s » dépend d’une réponse qui doit pouvoir être donnée avant elle.") % {
                "title": localized(section.title) or _("sans titre")
            }
        for question in section.questions:
            if question.show_if and not _can_hold(question.show_if, before):
                return _("La question « %(label)s » dépend d’une réponse qui doit pouvoir être donnée avant elle.") % {
                    "label": localized(question.label)
                }
            if section.show_if or question.show_if:
                conditional.add(question.id)
            before[question.id] = question
    overall = before.get(sketch.overall or "")
    if sketch.overall and not (isinstance(overall, Scale) and overall.required and overall.id not in conditional):
        return _(
            "La note de satisfaction générale compte dans les chiffres : elle doit être demandée à tous, ou "
            "choisissez-en une autre dans les réglages."
        )
    return None


def why_not_published(sketch: Sketch, former: Definition | None = None) -> str | None:
    """What keeps a sketch from becoming a version, or None."""
    if not any(True for _question in sketch.questions()):
        return _("Ce questionnaire n’a pas encore de question : ajoutez-en une.")
    for number, section in enumerate(sketch.sections, start=1):
        if not section.questions:
            return _("La section %(number)s n’a pas de question : ajoutez-en une, ou retirez la section.") % {
                "number": number
            }
    if reason := why_not_kept(sketch):
        return reason
    if former is not None and definition_of(sketch) == former:
        return _("Rien n’a changé depuis la dernière version.")
    return None


def untranslated(sketch: Sketch) -> list[str]:
    """The labels of questions that lack one of the questionnaire's languages: French stands in for it."""
    wanted = set(sketch.languages)
    return [
        localized(q.label) for q in sketch.questions() if wanted - set({"fr"} if isinstance(q.label, str) else q.label)
    ]


def _can_hold(condition: Condition, before: dict[str, Question]) -> bool:
    question = before.get(condition.question)
    return question is not None and set(condition.any_of) <= set(possible_answers(question))


def _with_questions(sketch: Sketch, index: int, questions: list[Question]) -> Sketch:
    sections = list(sketch.sections)
    sections[index] = sections[index].model_copy(update={"questions": questions})
    return sketch.model_copy(update={"sections": sections})


def _plain(text: Localized) -> str | dict[str, str]:
    return text if isinstance(text, str) else dict(text)
