"""Forms of the settings screens."""

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.core.refusals import Refused
from jalon.structures.models import Reference, Role
from jalon.ui.forms import DayInput, RadioCards, Switch

WEEKDAYS = [
    (0, _("Lundi")),
    (1, _("Mardi")),
    (2, _("Mercredi")),
    (3, _("Jeudi")),
    (4, _("Vendredi")),
    (5, _("Samedi")),
    (6, _("Dimanche")),
]
COUNTRIES = [
    ("MA", _("Maroc")),
    ("DZ", _("Algérie")),
    ("BE", _("Belgique")),
    ("BJ", _("Bénin")),
    ("BF", _("Burkina Faso")),
    ("CM", _("Cameroun")),
    ("CI", _("Côte d’Ivoire")),
    ("FR", _("France")),
    ("GA", _("Gabon")),
    ("GN", _("Guinée")),
    ("MG", _("Madagascar")),
    ("ML", _("Mali")),
    ("MR", _("Mauritanie")),
    ("NE", _("Niger")),
    ("SN", _("Sénégal")),
    ("TD", _("Tchad")),
    ("TG", _("Togo")),
    ("TN", _("Tunisie")),
]
USUAL_ZONES = ["Africa/Casablanca", "Africa/Abidjan", "Africa/Algiers", "Africa/Dakar", "Africa/Tunis", "Europe/Paris"]


def zones() -> list[tuple[Any, Any]]:
    """The time zones, the usual ones first."""
    rest = sorted(zone for zone in available_timezones() if "/" in zone and zone not in USUAL_ZONES)
    return [(_("Courants"), [(zone, zone) for zone in USUAL_ZONES]), (_("Tous"), [(zone, zone) for zone in rest])]


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], Any]) -> bool:
    """Do it with what the form holds; what is refused is written beside the field it concerns."""
    if not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


class CentreForm(forms.Form):
    """What the centre says of itself."""

    name = forms.CharField(label=_("Nom du centre"), max_length=120)
    host_institution = forms.CharField(label=_("Institution hôte"), max_length=160)
    timezone = forms.ChoiceField(
        label=_("Fuseau horaire"), choices=zones, help_text=_("Les heures des activités se lisent à cette horloge.")
    )
    country = forms.ChoiceField(
        label=_("Pays"), choices=COUNTRIES, help_text=_("Pour lire les téléphones écrits sans indicatif.")
    )


class MeetingDayForm(forms.Form):
    """The day of the weekly coordination meeting."""

    weekday = forms.TypedChoiceField(
        label=_("Jour de la réunion de coordination"), choices=WEEKDAYS, coerce=int, widget=RadioCards
    )


class YearForm(forms.Form):
    """An academic year and its two semesters."""

    starts_on = forms.DateField(label=_("Premier jour de l’année"), widget=DayInput)
    second_semester_on = forms.DateField(label=_("Premier jour du 2e semestre"), widget=DayInput)
    ends_on = forms.DateField(label=_("Dernier jour de l’année"), widget=DayInput)


class SiteForm(forms.Form):
    """A place where the centre works."""

    name = forms.CharField(label=_("Nom du site"), max_length=120)
    address = forms.CharField(label=_("Adresse"), max_length=240, required=False)
    timezone = forms.ChoiceField(
        label=_("Fuseau horaire"),
        required=False,
        choices=lambda: [("", _("Celui du centre")), *zones()],
    )


class RoomForm(forms.Form):
    """A room of a site."""

    name = forms.CharField(label=_("Nom de la salle"), max_length=120)
    seats = forms.IntegerField(label=_("Places"), min_value=1, max_value=100_000, required=False)


class LabelForm(forms.Form):
    """How an item of a list reads."""

    label = forms.CharField(label=_("Libellé"), max_length=120)


class AliasForm(forms.Form):
    """Another way in which files write an item."""

    text = forms.CharField(label=_("Autre façon de l’écrire"), max_length=120)


class JoinForm(forms.Form):
    """The item into which another is joined."""

    into = forms.ModelChoiceField(label=_("Réunir avec"), queryset=Reference.objects.none(), empty_label=_("Choisir…"))

    def __init__(self, *args: Any, possible: QuerySet[Reference], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].queryset = possible  # type: ignore[attr-defined]


class EstablishmentForm(forms.Form):
    """A faculty, a school, a training institute."""

    name = forms.CharField(label=_("Nom de l’établissement"), max_length=160)
    is_attached = forms.BooleanField(label=_("Rattaché à l’institution hôte"), required=False, widget=Switch)


class SubstituteForm(forms.Form):
    """Who acts when nobody holds a role."""

    substitute = forms.ModelChoiceField(
        label=_("Si personne ne tient ce rôle, agit à sa place"),
        queryset=Role.objects.none(),
        required=False,
        empty_label=_("Personne"),
    )

    def __init__(self, *args: Any, possible: QuerySet[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["substitute"].queryset = possible  # type: ignore[attr-defined]
