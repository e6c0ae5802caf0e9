"""The period of a figure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.core.periods import Period
from jalon.ui.forms import DayInput


class PeriodForm(forms.Form):
    """A known period, or free days."""

    periode = forms.ChoiceField(label=_("Période"), required=False)
    du = forms.DateField(label=_("Du"), required=False, widget=DayInput)
    au = forms.DateField(label=_("Au"), required=False, widget=DayInput)

    def __init__(self, *args: Any, offered: Sequence[Period], current: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [("", _("Dates libres"))] if not current.code else []
        self.fields["periode"].choices = [*free, *((item.code, item.label) for item in offered)]  # type: ignore[attr-defined]
        self.initial["periode"] = current.code
