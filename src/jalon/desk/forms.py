"""Forms of *Ouvrir mon centre*."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.structures.forms import COUNTRIES, zones
from jalon.structures.models import Centre, Role
from jalon.structures.models.role import RoleKind

ROOM_LINES = 4
GUEST_LINES = 4


class OpenForm(forms.Form):
    """The centre and its first Manager."""

    name = forms.CharField(label=_("Nom du centre"), max_length=120)
    code = forms.SlugField(
        label=_("Code du centre"),
        max_length=40,
        required=False,
        help_text=_("Le mot qui sera dans toutes ses adresses ; laissez vide, Jalon le tire du nom."),
        error_messages={"invalid": _("Écrivez le code en minuscules sans accents, avec chiffres et tirets.")},
    )
    host_institution = forms.CharField(
        label=_("Institution hôte"), max_length=160, help_text=_("L’université ou l’institut qui accueille le centre.")
    )
    country = forms.ChoiceField(label=_("Pays"), choices=COUNTRIES, initial="MA")
    timezone = forms.ChoiceField(label=_("Fuseau horaire"), choices=zones, initial="Africa/Casablanca")
    first_name = forms.CharField(
        label=_("Votre prénom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Votre nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("Votre adresse e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Votre mot de passe"),
        strip=False,
        help_text=_("Au moins 10 caractères."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    opening_code = forms.CharField(
        label=_("Code d’ouverture"),
        required=False,
        help_text=_("Affiché par ./jalon serve, et gardé dans le dossier de données (fichier opening-code)."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, needs_code: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_code:
            del self.fields["opening_code"]

    def clean_code(self) -> str:
        """The code in small letters."""
        return str(self.cleaned_data["code"]).lower()


class PlacesForm(forms.Form):
    """A first site with a few rooms; others are added in the settings."""

    site = forms.CharField(label=_("Nom du site"), max_length=120)
    address = forms.CharField(label=_("Adresse"), max_length=240, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, ROOM_LINES + 1):
            self.fields[f"room_{number}"] = forms.CharField(
                label=_("Salle %(number)s") % {"number": number}, max_length=120, required=False
            )
            self.fields[f"seats_{number}"] = forms.IntegerField(
                label=_("Places"), min_value=1, max_value=100_000, required=False
            )

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """The fields of each room."""
        return [(self[f"room_{number}"], self[f"seats_{number}"]) for number in range(1, ROOM_LINES + 1)]

    @property
    def rooms(self) -> list[tuple[str, int | None]]:
        """The rooms that were filled in."""
        data = self.cleaned_data
        numbers = [number for number in range(1, ROOM_LINES + 1) if data.get(f"room_{number}")]
        return [(data[f"room_{number}"], data.get(f"seats_{number}")) for number in numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for number in range(1, ROOM_LINES + 1):
            name = str(cleaned.get(f"room_{number}") or "").strip().casefold()
            if name and name in seen:
                self.add_error(f"room_{number}", _("Cette salle est déjà écrite plus haut."))
            if cleaned.get(f"seats_{number}") and not name:
                self.add_error(f"room_{number}", _("Donnez un nom à cette salle, ou effacez ses places."))
            seen.add(name)
        return cleaned


class TeamForm(forms.Form):
    """A few people to invite; a line left empty is nobody."""

    def __init__(self, *args: Any, centre: Centre, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = team_roles(centre)
        for number in range(GUEST_LINES):
            self.fields[f"{number}-first_name"] = forms.CharField(label=_("Prénom"), max_length=120, required=False)
            self.fields[f"{number}-last_name"] = forms.CharField(label=_("Nom"), max_length=120, required=False)
            self.fields[f"{number}-email"] = forms.EmailField(label=_("Adresse e-mail"), required=False)
            self.fields[f"{number}-roles"] = forms.ModelChoiceField(
                label=_("Rôle"), queryset=roles, required=False, empty_label=_("Choisir un rôle")
            )

    @property
    def lines(self) -> list[list[Any]]:
        """The fields of each person."""
        return [[self[f"{number}-{name}"] for name in _GUEST] for number in range(GUEST_LINES)]

    def filled(self) -> list[int]:
        """The lines that name somebody."""
        data = self.cleaned_data
        return [n for n in range(GUEST_LINES) if any(data.get(f"{n}-{name}") for name in _GUEST)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(GUEST_LINES):
            named = [name for name in _GUEST if cleaned.get(f"{number}-{name}")]
            for name in _GUEST if named else ():
                if name not in named and f"{number}-{name}" not in self.errors:
                    self.add_error(f"{number}-{name}", _("À compléter, ou laissez toute la ligne vide."))
        return cleaned


_GUEST = ("first_name", "last_name", "email", "roles")


def team_roles(centre: Centre) -> QuerySet[Role]:
    """The roles that somebody of the team can hold: those that open something."""
    return (
        Role.objects.filter(centre=centre, kind=RoleKind.INTERNAL, archived_at=None)
        .exclude(capabilities=[], specialises=None)
        .order_by("position")
    )
