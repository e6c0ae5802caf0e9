"""Forms of the team: invitation, roles, absence."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.people.models import Person
from jalon.structures.models import Role, Unit
from jalon.structures.models.role import RoleKind
from jalon.ui.forms import DayInput, RadioCards, SeveralRows


class RolesField(SeveralRows):
    """Some of the centre's roles."""

    widget = forms.CheckboxSelectMultiple


def roles_to_give(centre_id: int) -> Any:
    """The roles that can be given by hand: all but those that come with being a young person of the centre."""
    return Role.objects.filter(centre_id=centre_id, archived_at=None).exclude(kind=RoleKind.BENEFICIARY)


class InviteForm(forms.Form):
    """Somebody to invite, by e-mail, with roles."""

    first_name = forms.CharField(label=_("Prénom"), max_length=120)
    last_name = forms.CharField(label=_("Nom"), max_length=120)
    email = forms.EmailField(label=_("Adresse e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    roles = RolesField(
        label=_("Rôles"),
        queryset=Role.objects.none(),
        help_text=_("Ils commencent quand la personne accepte. Vous pourrez les changer ensuite."),
        error_messages={"required": _("Choisissez au moins un rôle.")},
    )

    def __init__(self, *args: Any, centre_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["roles"].queryset = roles_to_give(centre_id)  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """How the new account will prove who it is."""

    way = forms.ChoiceField(
        label=_("Comment voulez-vous vous connecter ?"),
        choices=[
            ("code", _("Par un code reçu par e-mail à chaque fois")),
            ("password", _("Avec un mot de passe que je choisis")),
        ],
        widget=RadioCards,
        initial="code",
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        required=False,
        strip=False,
        help_text=_("Au moins 10 caractères ; seulement si vous avez choisi un mot de passe."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("way") == "password" and not cleaned.get("password"):
            self.add_error("password", _("Choisissez un mot de passe, ou la connexion par code."))
        return cleaned

    @property
    def chosen_password(self) -> str | None:
        """The password, or None for somebody who signs in by code."""
        return self.cleaned_data["password"] if self.cleaned_data["way"] == "password" else None


class AppointForm(forms.Form):
    """A role to give to somebody of the team."""

    role = forms.ModelChoiceField(label=_("Rôle"), queryset=Role.objects.none(), empty_label=_("Choisir un rôle"))
    unit = forms.ModelChoiceField(
        label=_("Dans"), queryset=Unit.objects.none(), required=False, empty_label=_("Tout le centre")
    )
    starts_on = forms.DateField(label=_("Du"), widget=DayInput)
    ends_on = forms.DateField(label=_("Au"), widget=DayInput, required=False, help_text=_("Vide : sans fin prévue."))

    def __init__(self, *args: Any, centre_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].queryset = roles_to_give(centre_id)  # type: ignore[attr-defined]
        units = Unit.objects.filter(centre_id=centre_id, archived_at=None).order_by("name")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if not units.exists():
            del self.fields["unit"]


class AbsenceForm(forms.Form):
    """*Je suis absent du… au…, … me remplace.*"""

    starts_on = forms.DateField(label=_("Du"), widget=DayInput)
    ends_on = forms.DateField(label=_("Au"), widget=DayInput)
    replacement = forms.ChoiceField(label=_("Me remplace"), required=False)

    def __init__(self, *args: Any, possible: Iterable[Person], own: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.possible = {str(person.pk): person for person in possible}
        field = self.fields["replacement"]
        nobody = [("", _("Personne"))]
        field.choices = [*nobody, *((pk, person.full_name) for pk, person in self.possible.items())]  # type: ignore[attr-defined]
        field.help_text = _("Cette personne agit avec les mêmes droits pendant l’absence.")
        if not own:
            field.label = _("Remplacement par")

    @property
    def chosen(self) -> Person | None:
        """Who replaces, if anybody."""
        return self.possible.get(self.cleaned_data["replacement"])


def absence_from(today: date, usual: Person | None) -> dict[str, Any]:
    """What the form proposes: today, and whoever replaced last time."""
    return {"starts_on": today, "ends_on": today, "replacement": str(usual.pk) if usual else ""}
