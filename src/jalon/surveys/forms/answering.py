"""The questions as a form, the wall's code, and one's own name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from jalon.core.texts import SOURCE_LANGUAGE, Localized, localized
from jalon.surveys.definition import (
    HIGHEST,
    LONGEST_TEXT,
    LOWEST,
    Choice,
    Choices,
    Condition,
    Definition,
    Grid,
    Question,
    Scale,
    Text,
    YesNo,
)
from jalon.surveys.definition import Section as AskedSection
from jalon.surveys.languages import WORDS
from jalon.surveys.models.survey import WALL_LENGTH
from jalon.ui.forms import DayInput, RadioCards

ROW = "__"
"""Between a grid and its line in the name of a field."""


class ScaleInput(forms.RadioSelect):
    """Marks in a row, with words at both ends, large enough for a thumb."""

    template_name = "surveys/widgets/scale.html"

    def __init__(self, low: str, high: str) -> None:
        self.low, self.high = low, high
        super().__init__()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"low": self.low, "high": self.high}
        return context


class CheckCards(forms.CheckboxSelectMultiple):
    """Several choices, each a card."""

    template_name = "ui/forms/widgets/radio_cards.html"
    option_template_name = "ui/forms/widgets/radio_card.html"


@dataclass(frozen=True)
class ShownQuestion:
    """A question with its fields: one, or one per line of a grid."""

    question: Question
    label: str
    help: str
    fields: list[BoundField]
    note: str = ""
    """When it is asked, in words, for those whose browser runs no script."""

    @property
    def is_grid(self) -> bool:
        """Whether the fields need the question's own heading above them."""
        return isinstance(self.question, Grid)


@dataclass(frozen=True)
class ShownSection:
    """Questions under one heading."""

    title: str
    intro: str
    questions: list[ShownQuestion]
    condition: Condition | None = None
    note: str = ""


class AnswerForm(forms.Form):
    """A questionnaire's questions; `answers()` gives what was answered, in the form that a version keeps.

    What was left in a question that is not asked, by the other answers, is dropped and is no fault.
    """

    use_required_attribute = False

    def __init__(self, definition: Definition, data: Any = None, *, language: str = SOURCE_LANGUAGE) -> None:
        super().__init__(data)
        self.definition = definition
        self.language = language
        self.words = WORDS[language]
        self.numbers = {q.id: position for position, q in enumerate(definition.questions(), start=1)}
        for question in definition.questions():
            self.fields |= self._fields(question)

    @property
    def has_conditions(self) -> bool:
        """Whether somebody may be asked fewer questions than there are."""
        return any(s.show_if or any(q.show_if for q in s.questions) for s in self.definition.sections)

    @property
    def intro(self) -> str:
        """What stands above the first question."""
        return self._say(self.definition.intro)

    def sections(self) -> Iterator[ShownSection]:
        """The form as the page prints it."""
        for section in self.definition.sections:
            yield ShownSection(
                self._say(section.title),
                self._say(section.intro),
                list(self._questions(section)),
                section.show_if,
                self._note(section.show_if),
            )

    def clean(self) -> dict[str, Any]:
        """Forget what was typed, and what is missing, where nothing is asked."""
        asked = self.definition.asked_of(self._given())
        for question in self.definition.questions():
            if question.id not in asked:
                for name in self._names(question):
                    self.errors.pop(name, None)
                    self.cleaned_data.pop(name, None)
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """What was answered; a question left aside, or not asked, is absent."""
        given = self._given()
        asked = self.definition.asked_of(given)
        return {code: value for code, value in given.items() if code in asked}

    def add_refusal(self, message: str, field: str | None) -> None:
        """Put a refusal beside its question, or above the form."""
        names = [name for name in self.fields if field and (name == field or name.startswith(field + ROW))]
        self.add_error(names[0] if names else None, message)

    def _given(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for question in self.definition.questions():
            value: Any
            if isinstance(question, Grid):
                marks = {row.code: self.cleaned_data.get(question.id + ROW + row.code) for row in question.rows}
                value = {code: mark for code, mark in marks.items() if mark is not None}
            else:
                value = self.cleaned_data.get(question.id)
            if value is not None and value not in ("", [], {}):
                found[question.id] = value
        return found

    def _names(self, question: Question) -> list[str]:
        return [question.id + ROW + row.code for row in question.rows] if isinstance(question, Grid) else [question.id]

    def _questions(self, section: AskedSection) -> Iterator[ShownQuestion]:
        for question in section.questions:
            fields = [self[name] for name in self._names(question)]
            help_text = self._say(question.help)
            yield ShownQuestion(question, self._label(question), help_text, fields, self._note(question.show_if))

    def _label(self, question: Question) -> str:
        return f"{self.numbers[question.id]}. {self._say(question.label)}"

    def _say(self, text: Localized | None) -> str:
        return localized(text, self.language)

    def _note(self, condition: Condition | None) -> str:
        if condition is None:
            return ""
        waited = next(q for q in self.definition.questions() if q.id == condition.question)
        answers = " / ".join(answer_in_words(waited, code, self.language) for code in condition.any_of)
        return self.words.only_if % {"answers": answers, "number": self.numbers[waited.id]}

    def _fields(self, question: Question) -> dict[str, forms.Field]:
        """The fields of a question, by name."""
        common = {"required": question.required, "error_messages": {"required": self.words.missing}}
        shared: dict[str, Any] = common | {"label": self._label(question), "help_text": self._say(question.help)}
        code = question.id
        match question:
            case Scale():
                return {code: self._marks(question, shared)}
            case Grid():
                lines = {row.code: common | {"label": self._say(row.label)} for row in question.rows}
                return {code + ROW + row: self._marks(question, options) for row, options in lines.items()}
            case YesNo():
                choices = [("yes", self.words.yes), ("no", self.words.no)]
                field = forms.TypedChoiceField(
                    choices=choices, coerce=lambda value: value == "yes", empty_value=None, widget=RadioCards, **shared
                )
                return {code: field}
            case Choice():
                return {code: forms.ChoiceField(choices=self._choices(question), widget=RadioCards, **shared)}
            case Choices():
                return {code: forms.MultipleChoiceField(choices=self._choices(question), widget=CheckCards, **shared)}
            case Text():
                shared["help_text"] = f"{shared['help_text']} {self.words.text_warning}".strip()
                widget = forms.Textarea(attrs={"rows": 4})
                return {code: forms.CharField(widget=widget, max_length=LONGEST_TEXT, **shared)}
        raise ValueError(f"no field for a question of kind {question.kind}")

    def _marks(self, question: Scale | Grid, options: dict[str, Any]) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            choices=[(mark, str(mark)) for mark in range(LOWEST, HIGHEST + 1)],
            coerce=int,
            empty_value=None,
            widget=ScaleInput(self._say(question.low), self._say(question.high)),
            **options,
        )

    def _choices(self, question: Choice | Choices) -> list[tuple[str, str]]:
        return [(option.code, self._say(option.label)) for option in question.options]


def offered_languages(definition: Definition) -> list[tuple[str, str]]:
    """The languages of a questionnaire, each by its own name."""
    return [(code, WORDS[code].name) for code in definition.languages]


def answer_in_words(question: Question, code: str, language: str = SOURCE_LANGUAGE) -> str:
    """What a condition waits for, as somebody would say it."""
    match question:
        case YesNo():
            return WORDS[language].yes if code == "yes" else WORDS[language].no
        case Choice() | Choices():
            return next((localized(o.label, language) for o in question.options if o.code == code), code)
    return code


class WallForm(forms.Form):
    """The code on the wall, and one's name; the day of birth is asked of homonyms only."""

    code = forms.CharField(
        label=_("Code affiché dans la salle"),
        max_length=2 * WALL_LENGTH,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    last_name = forms.CharField(
        label=_("Nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    first_name = forms.CharField(
        label=_("Prénom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    born_on = forms.DateField(label=_("Date de naissance"), required=False, widget=DayInput)

    def __init__(self, data: Any = None, *, code: str = "") -> None:
        super().__init__(data, initial={"code": code})
        self.is_asking_birth = bool(self.data.get("born_on"))

    def ask_birth(self) -> None:
        """Show the day of birth: the name is not enough."""
        self.is_asking_birth = True


class NameForm(forms.Form):
    """How one's name is to be printed."""

    last_name = forms.CharField(label=_("Nom"), max_length=120)
    first_name = forms.CharField(label=_("Prénom"), max_length=120)
    last_name_ar = forms.CharField(
        label=_("Nom en arabe"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
    first_name_ar = forms.CharField(
        label=_("Prénom en arabe"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
