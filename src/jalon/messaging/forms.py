"""The filters of the list, and the choices of what to receive."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.messaging.kinds import all_kinds
from jalon.messaging.models import Choice, State
from jalon.messaging.queries import Setting
from jalon.ui.forms import FilterForm, RadioCards, SearchInput


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("Tous")), *((kind.code, kind.label) for kind in all_kinds())]


class MessageFilters(FilterForm):
    """Narrow the list of messages."""

    q = forms.CharField(label=_("Destinataire ou objet"), widget=SearchInput, initial="")
    state = forms.ChoiceField(label=_("État"), choices=[("", _("Tous")), *State.choices], initial="")
    kind = forms.ChoiceField(label=_("Sorte de message"), choices=_kinds, initial="")


def _label(choice: Choice, setting: Setting) -> Any:
    """Young people subscribe or not; the team chooses when."""
    if Choice.MORNING in setting.choices:
        return choice.label
    return _("Les recevoir") if choice is Choice.NOW else _("Ne pas les recevoir")


class PreferenceForm(forms.Form):
    """One choice per kind of message."""

    def __init__(self, settings: list[Setting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = {setting.code.replace(".", "-"): setting.code for setting in settings}
        for setting in settings:
            self.fields[setting.code.replace(".", "-")] = forms.ChoiceField(
                label=str(setting.label),
                choices=[(choice.value, _label(choice, setting)) for choice in Choice if choice in setting.choices],
                initial=setting.chosen,
                required=False,
                widget=RadioCards,
            )

    def choices(self) -> dict[str, str]:
        """What was chosen, by kind; a kind without an answer stays as it is."""
        return {code: self.cleaned_data[name] for name, code in self.codes.items() if self.cleaned_data[name]}
