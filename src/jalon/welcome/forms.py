"""Forms of the desk."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.activities import policies as activities
from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.core.texts import localized
from jalon.people.imports.phones import phone as read_phone
from jalon.people.models import Person
from jalon.structures.models import Centre, Establishment, Reference
from jalon.ui.forms import ClockInput, DayInput, FilterForm, SearchInput, SeveralRows
from jalon.ui.text import without_overrides
from jalon.welcome import queries
from jalon.welcome.actions import Details
from jalon.welcome.models import Place, Shift

STATES = [
    ("", _("Toutes")),
    ("incomplete", _("À compléter")),
    ("late", _("En retard")),
    ("mine", _("Les miennes")),
]


class Line(forms.CharField):
    """A line of text without the invisible signs that turn the reading direction."""

    def to_python(self, value: Any) -> Any:
        return without_overrides(super().to_python(value) or "").strip()


class _Chosen(SeveralRows):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return localized(obj.label)


class _One(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return localized(obj.label) if isinstance(obj, Reference) else str(obj)


class _People(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


def refuse(form: forms.Form, refusal: Refused) -> None:
    """Write the sentence beside its field, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


class DetailsForm(forms.Form):
    """What a record says. Boxes about the person are always empty: what is typed completes or corrects their record."""

    needs = _Chosen(label=_("Besoins"), queryset=Reference.objects.none(), required=False)
    services = _Chosen(label=_("Ce qui a été fait"), queryset=Reference.objects.none(), required=False)
    orientations = _Chosen(label=_("Orientation"), queryset=Reference.objects.none(), required=False)
    note = forms.CharField(
        label=_("Précisions"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    next_step = Line(label=_("Suite prévue"), required=False, max_length=200)
    personal_email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    phone = Line(label=_("Téléphone"), required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    establishment = _One(
        label=_("Établissement"), queryset=Establishment.objects.none(), required=False, empty_label=_("Non précisé")
    )
    study_field = _One(
        label=_("Filière"), queryset=Reference.objects.none(), required=False, empty_label=_("Non précisée")
    )
    level = _One(label=_("Niveau"), queryset=Reference.objects.none(), required=False, empty_label=_("Non précisé"))
    invite = forms.BooleanField(label=_("Inviter à ouvrir son espace en ligne, par e-mail"), required=False)

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre
        lists = {"needs": "need", "services": "service", "orientations": "orientation"}
        for name, code in {**lists, "study_field": "field", "level": "level"}.items():
            self.fields[name].queryset = queries.listed(centre, code)  # type: ignore[attr-defined]
        schools = Establishment.objects.filter(centre=centre, archived_at=None).order_by("name")
        self.fields["establishment"].queryset = schools  # type: ignore[attr-defined]

    def clean_personal_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["personal_email"]).strip().lower()

    def clean_phone(self) -> str:
        """A number is kept in E.164; another one is refused with an example."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        number = read_phone(typed, region=self.centre.country)
        if number.remark or not number.value:
            raise forms.ValidationError(_("Ce numéro n’est pas valable. Exemple : 06 61 23 45 67."))
        return str(number.value)

    def details(self) -> Details:
        """What the action takes."""
        data = self.cleaned_data
        return Details(
            needs=tuple(data["needs"]),
            services=tuple(data["services"]),
            orientations=tuple(data["orientations"]),
            note=data["note"],
            next_step=data["next_step"],
            invite=data["invite"],
            contact={"personal_email": data["personal_email"], "phone": data["phone"]},
            establishment=data["establishment"],
            study_field=data["study_field"],
            level=data["level"],
        )


class NewcomerForm(forms.Form):
    """Somebody whom the centre does not know yet."""

    first_name = Line(label=_("Prénom"), max_length=120)
    last_name = Line(label=_("Nom"), max_length=120)


class VisitFilters(FilterForm):
    """Which visits the list shows."""

    q = forms.CharField(label=_("Personne"), required=False, widget=SearchInput)
    etat = forms.ChoiceField(label=_("Fiches"), required=False, choices=STATES)
    place = forms.ChoiceField(label=_("Lieu"), required=False, choices=[("", _("Tous")), *Place.choices])
    need = _One(label=_("Besoin"), queryset=Reference.objects.none(), required=False, empty_label=_("Tous"))
    first = forms.DateField(label=_("Du"), required=False, widget=DayInput())
    last = forms.DateField(label=_("Au"), required=False, widget=DayInput())

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = queries.listed(centre, "need")  # type: ignore[attr-defined]


class QuickForm(DetailsForm):
    """A contact in a few seconds, from a phone: what one asks on one's feet. (M19)"""

    SHOWN = ("needs", "personal_email", "phone", "establishment", "level", "invite")

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, centre=centre, **kwargs)
        for name in set(self.fields) - set(self.SHOWN):
            del self.fields[name]

    def details(self) -> Details:
        """What the action takes; the rest of the record is written later by the team."""
        data = self.cleaned_data
        return Details(
            needs=tuple(data["needs"]),
            invite=data["invite"],
            contact={"personal_email": data["personal_email"], "phone": data["phone"]},
            establishment=data["establishment"],
            level=data["level"],
        )


class ShiftForm(forms.Form):
    """Who welcomes, when and where."""

    person = _People(label=_("Qui"), queryset=Person.objects.none(), empty_label=_("Choisir…"))
    day = forms.DateField(label=_("Jour"), widget=DayInput())
    starts_clock = forms.TimeField(label=_("De"), widget=ClockInput())
    ends_clock = forms.TimeField(label=_("À"), widget=ClockInput())
    place = forms.ChoiceField(label=_("Où"), choices=[(Place.DESK, Place.DESK.label), (Place.STAND, Place.STAND.label)])
    activity = _One(
        label=_("Activité du stand"), queryset=Activity.objects.none(), required=False, empty_label=_("Aucune")
    )
    occasion = Line(
        label=_("Ou nom de l’évènement"), max_length=120, required=False, help_text=_("S’il n’est pas au programme.")
    )

    def __init__(self, *args: Any, centre: Centre, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = queries.possible_welcomers(centre, today)  # type: ignore[attr-defined]
        coming = activities.activity.visible_to(actor).held().filter(day__gte=today).order_by("starts_at")
        self.fields["activity"].queryset = coming  # type: ignore[attr-defined]


class ReplacementForm(forms.Form):
    """Who welcomes instead."""

    replacement = _People(label=_("Qui remplace"), queryset=Person.objects.none(), empty_label=_("Choisir…"))

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.possible_welcomers(shift.centre, shift.day).exclude(pk=shift.person_id)
        self.fields["replacement"].queryset = found  # type: ignore[attr-defined]
