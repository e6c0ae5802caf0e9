"""Forms of the centre's calendar."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jalon.bookings import rules
from jalon.bookings.models import HolidayKind
from jalon.core.refusals import Forbidden, Refused
from jalon.structures.models import Site
from jalon.ui.forms import DayInput, FileDrop, RadioCards, Switch
from jalon.ui.text import without_overrides

WEEKDAYS = (_("Lundi"), _("Mardi"), _("Mercredi"), _("Jeudi"), _("Vendredi"), _("Samedi"), _("Dimanche"))


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], Any]) -> bool:
    """Do it with what the form holds; what is refused is written beside the field it concerns."""
    if not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except Forbidden:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


class Line(forms.CharField):
    """A line of text without the invisible signs that turn the reading direction."""

    def to_python(self, value: Any) -> Any:
        return without_overrides(super().to_python(value) or "").strip()


class MoveForm(forms.Form):
    """From when to when."""

    starts_on = forms.DateField(label=_("Premier jour"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Dernier jour"), required=False, widget=DayInput(), help_text=_("Vide : un seul jour.")
    )


class HolidayForm(MoveForm):
    """Some days off."""

    label = Line(label=_("Nom"), max_length=120)
    kind = forms.ChoiceField(label=_("Nature"), choices=HolidayKind.choices, widget=RadioCards)
    to_confirm = forms.BooleanField(
        label=_("Date à confirmer"),
        required=False,
        widget=Switch(),
        help_text=_("Elle peut encore bouger d’un jour."),
    )

    field_order = ("label", "kind", "starts_on", "ends_on", "to_confirm")


class HoursField(forms.CharField):
    """The hours of one day as people write them; gives the parts, or None for "as usual"."""

    def __init__(self, *, optional: bool, **options: Any) -> None:
        self.optional = optional
        super().__init__(required=False, max_length=80, **options)

    def clean(self, value: Any) -> Any:
        text = without_overrides(super().clean(value))
        if not text and self.optional:
            return None
        parts = rules.read_hours(text)
        if parts is None:
            raise forms.ValidationError(_now("Écrivez les heures comme ceci : 8h30-12h, 14h-17h. Ou : fermé."))
        if reason := rules.why_not_hours(parts):
            raise forms.ValidationError(reason)
        return parts


class WeekForm(forms.Form):
    """A week of hours, one line a day, typed as one says them."""

    def __init__(self, *args: Any, week: Sequence[Any] | None = None, optional: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, label in enumerate(WEEKDAYS):
            parts = week[number] if week else None
            shown = rules.write_hours(parts)
            if week and optional and parts == []:
                shown = _now("fermé")
            self.fields[f"day_{number}"] = HoursField(
                optional=optional,
                label=label,
                initial=shown,
                widget=forms.TextInput(attrs={"placeholder": "8h30-12h, 14h-17h", "autocomplete": "off"}),
            )

    def week(self) -> list[Any]:
        """The seven days."""
        return [self.cleaned_data[f"day_{number}"] for number in range(7)]

    @property
    def day_fields(self) -> list[forms.BoundField]:
        """The seven fields, for the page."""
        return [self[f"day_{number}"] for number in range(7)]


class OpeningForm(WeekForm):
    """The usual week, or a special timetable."""

    label = Line(label=_("Nom"), max_length=120)
    starts_on = forms.DateField(label=_("À partir du"), widget=DayInput())
    ends_on = forms.DateField(label=_("Jusqu’au"), required=False, widget=DayInput())


class WorkingForm(WeekForm):
    """Somebody's working week."""

    starts_on = forms.DateField(label=_("À partir du"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["starts_on"].initial = today


class CalendarForm(forms.Form):
    """The calendar that somebody brings in."""

    file = forms.FileField(
        label=_("Fichier"), widget=FileDrop(attrs={"accept": ".ics,text/calendar"}, hint=_("Un agenda au format .ics"))
    )


class EquipmentForm(forms.Form):
    """A piece of equipment."""

    name = Line(label=_("Nom"), max_length=120, help_text=_("Un par appareil : Vidéoprojecteur 1, Vidéoprojecteur 2."))
    site = forms.ModelChoiceField(
        label=_("Rangé à"), queryset=Site.objects.none(), required=False, empty_label=_("Partout")
    )
    note = Line(label=_("À savoir"), max_length=200, required=False, help_text=_("Où est la clé, quel câble il faut."))

    def __init__(self, *args: Any, sites: QuerySet[Site], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
