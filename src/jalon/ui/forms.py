"""How forms look, and the widgets that Jalon adds."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import get_language

LONGEST_ID = 18
"""More digits than this and no database holds the number."""


class JalonFormRenderer(DjangoTemplates):
    """Jalon's own form and field templates; what they do not replace comes from Django."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


class SeveralRows(forms.ModelMultipleChoiceField):
    """Some rows of a list, chosen by identifier; one longer than any identifier is no choice, in words, not a fault."""

    def _check_values(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if len(str(key)) > LONGEST_ID:
                said = {"value": f"{str(key)[:LONGEST_ID]}…"}
                raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=said)
        return super()._check_values(value)  # type: ignore[misc]


class DayInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A wall-clock time, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and a time in one field."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class SearchInput(forms.TextInput):
    """A search box; the browser adds the cross that empties it."""

    input_type = "search"


class RadioCards(forms.RadioSelect):
    """A choice among few, each a card large enough for a thumb."""

    template_name = "ui/forms/widgets/radio_cards.html"
    option_template_name = "ui/forms/widgets/radio_card.html"


class Switch(forms.CheckboxInput):
    """Yes or no, as a switch."""

    template_name = "ui/forms/widgets/switch.html"


class FileDrop(forms.FileInput):
    """A file, dropped or chosen; `accept` and the sentence that says what is expected."""

    template_name = "ui/forms/widgets/file_drop.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hint: Any = "") -> None:
        self.hint = hint
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["hint"] = self.hint
        return context


class FilterForm(forms.Form):
    """The filters of a list, read from the address: every field optional, a wrong value is as good as none."""

    use_required_attribute = False

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="filter_%s", **options)
        for field in self.fields.values():
            field.required = False

    def values(self) -> dict[str, Any]:
        """The value of each field: cleaned when it is right, else the field's initial value."""
        self.is_valid()
        cleaned = {}
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            cleaned[name] = value if value not in (None, "") else field.initial
        return cleaned

    @property
    def fingerprint(self) -> str:
        """All that one such form can show that another does not, to draw each only once (`{% cache %}`)."""
        choices = [(name, [*field.choices]) for name, field in self.fields.items() if hasattr(field, "choices")]
        said = [self.data.get(name) for name in self.fields]
        return str((type(self).__qualname__, get_language(), said, choices))

    @property
    def active(self) -> list[str]:
        """The names of the fields that narrow the list."""
        return [name for name in self.fields if self.data.get(name)]
