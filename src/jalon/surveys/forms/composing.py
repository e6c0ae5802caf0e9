"""The forms by which a questionnaire is written: one per piece, in each of its languages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from jalon.core.texts import SOURCE_LANGUAGE, Localized, localized
from jalon.surveys import editing
from jalon.surveys.definition import Condition, Question, Scale, possible_answers
from jalon.surveys.editing import Sketch, SketchSection
from jalon.surveys.forms.answering import CheckCards, answer_in_words
from jalon.surveys.languages import LANGUAGES, WORDS
from jalon.surveys.models import Questionnaire
from jalon.ui.forms import RadioCards, Switch

KINDS: Mapping[str, tuple[str | Promise, str | Promise, str]] = {
    "scale": (_("Note de 1 à 5"), _("Une note, avec des mots aux deux bouts."), "star"),
    "grid": (_("Grille de notes"), _("Plusieurs aspects notés de 1 à 5."), "layout-grid"),
    "choice": (_("Un choix"), _("Une réponse parmi celles que vous proposez."), "circle-dot"),
    "choices": (_("Plusieurs choix"), _("Autant de réponses que l’on veut."), "checkbox"),
    "yesno": (_("Oui ou non"), _("Deux réponses seulement."), "contrast"),
    "text": (_("Texte libre"), _("Avec ses propres mots, jamais obligatoire."), "letter-case"),
}
"""The kinds of questions: name, what it is for, icon."""
LISTS = {"choice": "options", "choices": "options", "grid": "rows"}
"""The kinds with a list, and its name in the definition."""
MORE_LINES = 4
MOST_LINES = {"choice": 20, "choices": 30, "grid": 12}

_questions: TypeAdapter[Question] = TypeAdapter(Question)


class ConditionInput(forms.CheckboxSelectMultiple):
    """The answers of earlier questions, each under its question."""

    template_name = "surveys/widgets/conditions.html"
    option_template_name = "ui/forms/widgets/radio_card.html"


class _Worded(forms.Form):
    """A form with texts in the languages of a questionnaire: `label_fr`, `label_ar`…"""

    use_required_attribute = False

    def __init__(self, languages: Iterable[str], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.languages = list(languages)

    def ask_words(
        self, name: str, label: str | Promise, held: Localized | None, *, required: bool = False, long: bool = False
    ) -> None:
        """One field per language; French is the one that may be required."""
        for language in self.languages:
            words = WORDS[language]
            attrs = {"lang": language, "dir": words.direction}
            is_source = language == SOURCE_LANGUAGE
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=str(label) if is_source else f"{label} ({words.name})",
                required=required and is_source,
                max_length=1000 if long else 300,
                initial=_exactly(held, language),
                widget=forms.Textarea(attrs=attrs | {"rows": 2}) if long else forms.TextInput(attrs=attrs),
            )

    def words(self, name: str) -> str | dict[str, str] | None:
        """What was written, as definitions keep it: a bare string when only French was."""
        given = {language: self.cleaned_data.get(f"{name}_{language}") or "" for language in self.languages}
        given = {language: text.strip() for language, text in given.items() if text.strip()}
        if not given.get(SOURCE_LANGUAGE):
            return None
        return given[SOURCE_LANGUAGE] if len(given) == 1 else given


class NewForm(forms.Form):
    """A title, and what to start from."""

    label = forms.CharField(
        label=_("Titre"), max_length=120, help_text=_("Ceux qui répondent le lisent en haut de la page.")
    )
    model = forms.ChoiceField(label=_("Partir de"), required=False, widget=RadioCards)

    def __init__(self, data: Any = None, *, models: Iterable[Questionnaire], **options: Any) -> None:
        super().__init__(data, **options)
        choices = [("", _("Une page blanche")), *((model.code, self._described(model)) for model in models)]
        self.fields["model"].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def _described(model: Questionnaire) -> str:
        purpose = localized(model.purpose)
        return f"{model} – {purpose}" if purpose else str(model)


class SettingsForm(_Worded):
    """What concerns the whole questionnaire."""

    def __init__(self, sketch: Sketch, data: Any = None) -> None:
        super().__init__(sketch.languages, data)
        self.ask_words("label", _("Titre"), sketch.label, required=True)
        self.ask_words("purpose", _("À quoi il sert, pour l’équipe"), sketch.purpose)
        self.ask_words("intro", _("Introduction, pour ceux qui répondent"), sketch.intro, long=True)
        others = [(code, WORDS[code].name) for code in LANGUAGES if code != SOURCE_LANGUAGE]
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Autres langues que le français"),
            choices=others,
            required=False,
            widget=CheckCards,
            initial=[code for code in sketch.languages if code != SOURCE_LANGUAGE],
            help_text=_("Chaque texte se traduit ensuite à sa place ; le français sert à défaut."),
        )
        scales = [
            (question.id, f"{number}. {localized(question.label)}")
            for number, question in sketch.numbered()
            if isinstance(question, Scale) and question.required and question.show_if is None
        ]
        self.fields["overall"] = forms.ChoiceField(
            label=_("Note de satisfaction générale"),
            choices=[("", _("Aucune : ce questionnaire ne compte pas dans les chiffres")), *scales],
            required=False,
            initial=sketch.overall or "",
            help_text=_("La note qui compte dans la satisfaction des jeunes. Laissez vide pour les entreprises."),
        )

    def changed(self, sketch: Sketch) -> Sketch:
        """The sketch with these settings."""
        kept = {
            "label": self.words("label"),
            "purpose": self.words("purpose"),
            "intro": self.words("intro"),
            "languages": [SOURCE_LANGUAGE, *self.cleaned_data["languages"]],
            "overall": self.cleaned_data["overall"] or None,
        }
        return Sketch.model_validate(sketch.model_dump(mode="json") | kept)


class SectionForm(_Worded):
    """The heading of a section, and when it is shown."""

    def __init__(self, sketch: Sketch, index: int | None, data: Any = None) -> None:
        super().__init__(sketch.languages, data)
        held = sketch.sections[index] if index is not None else SketchSection()
        before = sketch.sections if index is None else sketch.sections[:index]
        earlier = [question.id for section in before for question in section.questions]
        self.ask_words("title", _("Titre de la section"), held.title)
        self.ask_words("intro", _("Introduction"), held.intro, long=True)
        _ask_condition(self, sketch, earlier, held.show_if)

    def section(self) -> SketchSection:
        """The section as written, without its questions."""
        return SketchSection.model_validate(
            {"title": self.words("title"), "intro": self.words("intro"), "show_if": _condition(self)}
        )

    def clean(self) -> dict[str, Any]:
        _check_condition(self)
        return self.cleaned_data


class QuestionForm(_Worded):
    """One question of a given kind; its lines or choices are in `lines`."""

    def __init__(
        self, sketch: Sketch, kind: str, *, section: int, held: Question | None = None, data: Any = None
    ) -> None:
        super().__init__(sketch.languages, data)
        self.kind, self.held = kind, held
        self.ask_words("label", _("Question"), held.label if held else None, required=True)
        self.ask_words("help", _("Précision sous la question"), held.help if held else None)
        if kind in {"scale", "grid"}:
            self.ask_words("low", _("Ce que veut dire 1"), getattr(held, "low", None), required=True)
            self.ask_words("high", _("Ce que veut dire 5"), getattr(held, "high", None), required=True)
        if kind != "text":
            self.fields["required"] = forms.BooleanField(
                label=_("Réponse obligatoire"),
                required=False,
                widget=Switch,
                initial=held.required if held else kind != "choices",
            )
        _ask_condition(self, sketch, _earlier(sketch, section, held), held.show_if if held else None)
        self.lines = [_LineForm(self, position, line) for position, line in enumerate(self._held_lines())]

    def _held_lines(self) -> list[Any]:
        if self.kind not in LISTS:
            return []
        held = list(getattr(self.held, LISTS[self.kind], [])) if self.held else []
        count = int(self.data["lines"]) if self.data.get("lines", "").isdecimal() else len(held) + MORE_LINES
        count = min(count, MOST_LINES[self.kind])
        return [*held, *[None] * (count - len(held))]

    def clean(self) -> dict[str, Any]:
        _check_condition(self)
        if self.kind in LISTS and all(line.is_valid() for line in self.lines):
            given = [line for line in self.lines if line.words("label")]
            if len(given) < 2:
                self.add_error(None, _("Proposez au moins deux réponses : une par ligne."))
        return self.cleaned_data

    def is_valid(self) -> bool:
        """Its own fields and every line."""
        return super().is_valid() and all(line.is_valid() for line in self.lines)

    def question(self, code: str) -> Question:
        """The question as written, under this code."""
        content: dict[str, Any] = {"id": code, "kind": self.kind, "show_if": _condition(self)}
        content |= {"label": self.words("label"), "help": self.words("help")}
        if self.kind in {"scale", "grid"}:
            content |= {"low": self.words("low"), "high": self.words("high")}
        if self.kind != "text":
            content["required"] = self.cleaned_data["required"]
        if self.kind in LISTS:
            given = [line for line in self.lines if line.words("label")]
            given.sort(key=lambda line: line.cleaned_data["rank"] or 99)
            options = editing.named_options([(line.code, line.words("label") or "") for line in given])
            content[LISTS[self.kind]] = [option.model_dump() for option in options]
        return _questions.validate_python(content)


class _LineForm(_Worded):
    """One of the choices, or one line of a grid; emptied, it goes."""

    def __init__(self, parent: QuestionForm, position: int, held: Any) -> None:
        data = parent.data if parent.is_bound else None
        super().__init__(parent.languages, data, prefix=f"line{position}")
        self.code = held.code if held else ""
        self.fields["rank"] = forms.IntegerField(
            label=_("Rang"), required=False, min_value=1, max_value=99, initial=position + 1 if held else None
        )
        self.ask_words("label", _("Réponse") if parent.kind != "grid" else _("Ligne"), held.label if held else None)


def _earlier(sketch: Sketch, section: int, held: Question | None) -> list[str]:
    """The questions before this one; for a new one, all up to the end of its section."""
    codes = [question.id for question in sketch.questions()]
    if held is not None:
        return codes[: codes.index(held.id)]
    return [question.id for one in sketch.sections[: section + 1] for question in one.questions]


def _ask_condition(form: _Worded, sketch: Sketch, earlier: list[str], held: Condition | None) -> None:
    """The answers that may be waited for, under the question that they answer; nothing when there is none."""
    groups = [
        (
            f"{number}. {localized(question.label)}",
            [(f"{question.id}:{code}", answer_in_words(question, code)) for code in possible_answers(question)],
        )
        for number, question in sketch.numbered()
        if question.id in earlier and possible_answers(question)
    ]
    if not groups:
        return
    form.fields["show_if"] = forms.MultipleChoiceField(
        label=_("Montrer seulement si l’une de ces réponses est donnée"),
        choices=groups,
        required=False,
        widget=ConditionInput,
        initial=[f"{held.question}:{code}" for code in held.any_of] if held else [],
        help_text=_("Rien de coché : posée à tous. Cochez des réponses d’une seule question."),
    )


def _check_condition(form: _Worded) -> None:
    if len({chosen.partition(":")[0] for chosen in form.cleaned_data.get("show_if", [])}) > 1:
        form.add_error("show_if", _("Choisissez les réponses d’une seule question."))


def _condition(form: _Worded) -> dict[str, Any] | None:
    chosen = form.cleaned_data.get("show_if", [])
    if not chosen:
        return None
    return {"question": chosen[0].partition(":")[0], "any_of": [one.partition(":")[2] for one in chosen]}


def _exactly(text: Localized | None, language: str) -> str:
    """The text in this very language, empty where it is missing."""
    if not text:
        return ""
    if isinstance(text, str):
        return text if language == SOURCE_LANGUAGE else ""
    return text.get(language, "")
