"""What the team types about people."""

from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.people.models import Person
from jalon.structures.models import Centre, Establishment, Reference
from jalon.ui.forms import DayInput, FilterForm, SearchInput

FIELDS = (
    "last_name",
    "first_name",
    "last_name_ar",
    "first_name_ar",
    "sex",
    "born_on",
    "national_code",
    "student_number",
    "institutional_email",
    "personal_email",
    "phone",
)


class PersonForm(forms.ModelForm[Person]):
    """A record as the team corrects it; what is changed here is kept by later imports."""

    class Meta:
        model = Person
        fields = FIELDS
        labels = {
            "last_name": _("Nom"),
            "first_name": _("Prénom"),
            "last_name_ar": _("Nom en arabe"),
            "first_name_ar": _("Prénom en arabe"),
            "sex": _("Sexe"),
            "born_on": _("Date de naissance"),
            "national_code": _("Code national (CNE, Massar)"),
            "student_number": _("Numéro d’étudiant"),
            "institutional_email": _("E-mail de l’établissement"),
            "personal_email": _("E-mail personnel"),
            "phone": _("Téléphone"),
        }
        widgets = {
            "born_on": DayInput,
            "last_name_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "first_name_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "institutional_email": forms.EmailInput,
            "personal_email": forms.EmailInput,
            "phone": forms.TextInput(attrs={"inputmode": "tel"}),
        }

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre

    def clean_institutional_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["institutional_email"]).strip().lower()

    def clean_personal_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["personal_email"]).strip().lower()

    def clean_national_code(self) -> str:
        """Codes are kept in capitals without spaces."""
        return "".join(str(self.cleaned_data["national_code"]).split()).upper()

    def clean_phone(self) -> str:
        """A valid number is kept in E.164; another one is refused with an example."""
        typed = str(self.cleaned_data["phone"]).strip()
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, self.centre.country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(_("Ce numéro n’est pas valable. Exemple : 06 61 23 45 67."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def _post_clean(self) -> None:
        """The action sets the fields and says what is wrong with them together; the form leaves the record alone."""


class PeopleFilters(FilterForm):
    """Find people by name, code or phone, and by what they study this year."""

    q = forms.CharField(label=_("Nom, code, e-mail ou téléphone"), required=False, widget=SearchInput)
    etat = forms.ChoiceField(
        label=_("Qui"),
        required=False,
        choices=[
            ("", _("Tout le monde")),
            ("enrolled", _("Étudiants de l’institution")),
            ("registered", _("Inscrits au Career Center")),
            ("left", _("Non réinscrits")),
            ("team", _("L’équipe")),
        ],
    )
    establishment = forms.ModelChoiceField(
        Establishment.objects.none(), label=_("Établissement"), empty_label=_("Tous")
    )
    field = forms.ModelChoiceField(Reference.objects.none(), label=_("Filière"), empty_label=_("Toutes"))
    level = forms.ModelChoiceField(Reference.objects.none(), label=_("Niveau"), empty_label=_("Tous"))

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["establishment"].queryset = Establishment.objects.filter(centre=centre).order_by("name")  # type: ignore[attr-defined]
        for name in ("field", "level"):
            items = Reference.objects.filter(centre=centre).of(name).in_use()
            self.fields[name].queryset = items  # type: ignore[attr-defined]


class RefusalForm(forms.Form):
    """Why a record must be kept."""

    reason = forms.CharField(label=_("Raison, que la personne lira"), max_length=300)
