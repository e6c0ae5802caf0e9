"""The questions as a form, the wall's code, and one's own name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from jalon.core.texts import localized
from jalon.surveys.definition import (
    HIGHEST,
    LONGEST_TEXT,
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
)
from jalon.surveys.definition import Section as AskedSection
from jalon.surveys.models.survey import WALL_LENGTH
from jalon.ui.forms import DayInput, RadioCards

MISSING = _("Il manque une réponse.")
TEXT_WARNING = _("Facultatif. Vos mots seront lus tels quels : ne dites rien qui vous fasse reconnaître.")
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


class AnswerForm(forms.Form):
    """A questionnaire's questions; `answers()` gives what was answered, in the form that a version keeps."""

    use_required_attribute = False

    def __init__(self, definition: Definition, data: Any = None) -> None:
        super().__init__(data)
        self.definition = definition
        self.numbers = {q.id: position for position, q in enumerate(definition.questions(), start=1)}
        for question in definition.questions():
            self.fields |= _fields(question, f"{self.numbers[question.id]}. {localized(question.label)}")

    def sections(self) -> Iterator[ShownSection]:
        """The form as the page prints it."""
        for section in self.definition.sections:
            yield ShownSection(localized(section.title), localized(section.intro), list(self._questions(section)))

    def _questions(self, section: AskedSection) -> Iterator[ShownQuestion]:
        for question in section.questions:
            label = f"{self.numbers[question.id]}. {localized(question.label)}"
            names = [name for name in self.fields if name == question.id or name.startswith(question.id + ROW)]
            yield ShownQuestion(question, label, localized(question.help), [self[name] for name in names])

    def answers(self) -> dict[str, Any]:
        """What was answered; a question left aside is absent."""
        found: dict[str, Any] = {}
        for question in self.definition.questions():
            value: Any
            if isinstance(question, Grid):
                marks = {row.code: self.cleaned_data[question.id + ROW + row.code] for row in question.rows}
                value = {code: mark for code, mark in marks.items() if mark is not None}
            else:
                value = self.cleaned_data[question.id]
            if value is not None and value not in ("", [], {}):
                found[question.id] = value
        return found

    def add_refusal(self, message: str, field: str | None) -> None:
        """Put a refusal beside its question, or above the form."""
        names = [name for name in self.fields if field and (name == field or name.startswith(field + ROW))]
        self.add_error(names[0] if names else None, message)


def _fields(question: Question, label: str) -> dict[str, forms.Field]:
    """The fields of a question, by name."""
    common = {"required": question.required, "error_messages": {"required": MISSING}}
    shared: dict[str, Any] = common | {"label": label, "help_text": localized(question.help)}
    match question:
        case Scale():
            return {question.id: _marks(question, shared)}
        case Grid():
            lines = {row.code: common | {"label": localized(row.label)} for row in question.rows}
            return {question.id + ROW + code: _marks(question, options) for code, options in lines.items()}
        case YesNo():
            field = forms.TypedChoiceField(
                choices=[("yes", _("Oui")), ("no", _("Non"))],
                coerce=lambda value: value == "yes",
                empty_value=None,
                widget=RadioCards,
                **shared,
            )
            return {question.id: field}
        case Choice():
            return {question.id: forms.ChoiceField(choices=_choices(question.options), widget=RadioCards, **shared)}
        case Choices():
            return {
                question.id: forms.MultipleChoiceField(choices=_choices(question.options), widget=CheckCards, **shared)
            }
        case Text():
            shared["help_text"] = f"{shared['help_text']} {TEXT_WARNING}".strip()
            widget = forms.Textarea(attrs={"rows": 4})
            return {question.id: forms.CharField(widget=widget, max_length=LONGEST_TEXT, **shared)}
    raise ValueError(f"no field for a question of kind {question.kind}")


def _marks(question: Scale | Grid, options: dict[str, Any]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=[(mark, str(mark)) for mark in range(LOWEST, HIGHEST + 1)],
        coerce=int,
        empty_value=None,
        widget=ScaleInput(localized(question.low), localized(question.high)),
        **options,
    )


def _choices(options: list[Option]) -> list[tuple[str, str]]:
    return [(option.code, localized(option.label)) for option in options]


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
