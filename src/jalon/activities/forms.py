"""Forms of the activity screens."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.activities import searching
from jalon.activities.models import Activity, ActivityType, Presence
from jalon.activities.settled import Settled
from jalon.bookings.models import Equipment
from jalon.bookings.queries import equipment_in_use
from jalon.core.refusals import Refused
from jalon.core.texts import localized
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference, Room
from jalon.ui.forms import ClockInput, DayInput, FileDrop, FilterForm, SearchInput, SeveralRows, Switch
from jalon.ui.text import without_overrides

LANGUAGES = [("fr", _("Français")), ("ar", _("Arabe")), ("en", _("Anglais")), ("es", _("Espagnol"))]
VIEWS = {
    "open": _("À venir"),
    "to_close": _("À clôturer"),
    "closed": _("Closes"),
    "draft": _("Brouillons"),
    "cancelled": _("Annulées"),
    "all": _("Toutes"),
}
"""The tabs of the list; `to_confirm` and `queue` are reached from *Ma journée*."""
OTHER_VIEWS = {"to_confirm": _("Inscriptions à confirmer"), "queue": _("Listes d’attente à regarder")}


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], Any]) -> bool:
    """Do it with what the form holds; what is refused is written beside the field it concerns."""
    if not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


def refuse(form: forms.Form, refusal: Refused) -> None:
    """Write the sentence beside its field, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


class Line(forms.CharField):
    """A line of text without the invisible signs that turn the reading direction."""

    def to_python(self, value: Any) -> Any:
        return without_overrides(super().to_python(value) or "").strip()


class ActivityFilters(FilterForm):
    """Which activities the list shows; the view (`etat`) is a tab, kept hidden here."""

    q = forms.CharField(label=_("Titre"), max_length=120, widget=SearchInput({"placeholder": _("CV, entretien…")}))
    type = forms.ChoiceField(label=_("Type"))
    leader = forms.ChoiceField(label=_("Animation"))
    first = forms.DateField(label=_("Du"), widget=DayInput())
    last = forms.DateField(label=_("Au"), widget=DayInput())
    etat = forms.ChoiceField(widget=forms.HiddenInput(), choices=[*VIEWS.items(), *OTHER_VIEWS.items()], initial="open")

    def __init__(self, data: Any, *, settled: Settled, me: int | None) -> None:
        super().__init__(data)
        kinds = [(kind.code, localized(kind.label)) for kind in settled.kinds.values() if not kind.is_archived]
        self.fields["type"].choices = [("", _("Tous")), *kinds]  # type: ignore[attr-defined]
        people = [(str(pk), name) for pk, name in settled.team.items() if pk != me]
        mine = [(str(me), _("Moi"))] if me else []
        self.fields["leader"].choices = [("", _("Tout le monde")), *mine, *people]  # type: ignore[attr-defined]

    @property
    def active(self) -> list[str]:
        return [name for name in super().active if name != "etat"]


class _Labelled(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return localized(obj.label)


class _Leaders(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class _Rooms(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        seats = f" ({obj.seats})" if obj.seats else ""
        return f"{obj.name}{seats}, {obj.site.name}"


class _Levels(SeveralRows):
    def label_from_instance(self, obj: Any) -> str:
        return localized(obj.label)


MANY = ("levels", "equipment")
"""Fields that hold several rows."""


class ActivityForm(forms.Form):
    """What an activity is, in one page. (T02, P08.1)"""

    type = _Labelled(label=_("Type"), queryset=ActivityType.objects.none(), empty_label=None)
    title = Line(label=_("Titre"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    theme = _Labelled(label=_("Thème"), queryset=Reference.objects.none(), required=False, empty_label=_("Aucun"))
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ce que les jeunes lisent dans le programme : à quoi cela sert, comment cela se passe."),
    )
    leader = _Leaders(label=_("Animation"), queryset=Person.objects.none(), empty_label=_("Choisir…"))
    day = forms.DateField(label=_("Jour"), widget=DayInput())
    starts_clock = forms.TimeField(label=_("Début"), widget=ClockInput())
    ends_clock = forms.TimeField(label=_("Fin"), required=False, widget=ClockInput())
    room = _Rooms(
        label=_("Salle"), queryset=Room.objects.none(), required=False, empty_label=_("Aucune salle du centre")
    )
    equipment = SeveralRows(
        label=_("Matériel"),
        queryset=Equipment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    place = Line(
        label=_("Autre lieu"), max_length=200, required=False, help_text=_("Si ce n’est pas une salle du centre.")
    )
    online_url = forms.URLField(
        label=_("Lien en ligne"),
        required=False,
        assume_scheme="https",
        help_text=_("Donné seulement aux personnes inscrites."),
    )
    seats = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=20_000, required=False, help_text=_("Vide : sans limite.")
    )
    registration_opens_on = forms.DateField(
        label=_("Inscriptions à partir du"),
        required=False,
        widget=DayInput(),
        help_text=_("Vide : dès la publication."),
    )
    registration_ends_on = forms.DateField(
        label=_("Dernier jour d’inscription"),
        required=False,
        widget=DayInput(),
        help_text=_("Vide : jusqu’au début."),
    )
    audience = Line(
        label=_("Public"), max_length=200, required=False, help_text=_("Par exemple : étudiants de tous niveaux.")
    )
    levels = _Levels(
        label=_("Niveaux"), queryset=Reference.objects.none(), required=False, widget=forms.CheckboxSelectMultiple()
    )
    language = forms.ChoiceField(label=_("Langue"), choices=LANGUAGES)
    photos_planned = forms.BooleanField(
        label=_("Des photos seront prises"),
        required=False,
        widget=Switch(),
        help_text=_("La feuille de présence demande alors le droit à l’image (M36)."),
    )

    WHEN = ("day", "starts_clock", "ends_clock")
    WHERE = ("room", "place", "online_url")
    WINDOW = ("registration_opens_on", "registration_ends_on")

    def __init__(
        self,
        *args: Any,
        centre: Centre,
        today: date,
        leader: Person | None = None,
        kind: ActivityType | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.centre = centre
        people = searching.team(centre, today)
        if leader is not None:
            people = people | Person.objects.filter(pk=leader.pk).order_by("name_key", "pk")
        kinds = searching.types(centre)
        if kind is not None:  # an activity keeps its kind, archived or not
            kinds = kinds | ActivityType.objects.filter(pk=kind.pk)
        for name, rows in (
            ("type", kinds),
            ("theme", searching.references(centre, "theme")),
            ("levels", searching.references(centre, "level")),
            ("room", searching.rooms(centre)),
            ("leader", people),
            ("equipment", equipment_in_use(centre)),
        ):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        type_, day, starts = values.get("type"), values.get("day"), values.get("starts_clock")
        if type_ and day and starts and not values.get("ends_clock") and "ends_clock" not in self.errors:
            end = datetime.combine(day, starts) + timedelta(minutes=type_.default_minutes)
            if end.date() == day:
                values["ends_clock"] = end.time()
            else:
                self.add_error("ends_clock", _("Indiquez l’heure de fin : la durée habituelle passerait minuit."))
        return values

    def fields_of_activity(self) -> dict[str, Any]:
        """What the action takes; the site is the room's."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in MANY}
        room = values["room"]
        return {**values, "site": room.site if room else None}


def initial_of(activity: Activity) -> dict[str, Any]:
    """What the form shows of an activity."""
    values = {name: getattr(activity, name) for name in ActivityForm.base_fields if name not in MANY}
    return values | {name: [row.pk for row in getattr(activity, name).all()] for name in MANY}


class DuplicateForm(forms.Form):
    """On which day the same activity takes place again."""

    day = forms.DateField(label=_("Nouveau jour"), widget=DayInput())


class MoveForm(forms.Form):
    """Another day and hour; the length stays. (T01)"""

    day = forms.DateField(label=_("Jour"), widget=DayInput())
    starts_clock = forms.TimeField(label=_("Début"), widget=ClockInput())


class CancelForm(forms.Form):
    """Why an activity is cancelled."""

    reason = Line(
        label=_("Raison"),
        max_length=300,
        help_text=_("Les personnes inscrites la liront telle quelle."),
        widget=forms.TextInput(attrs={"placeholder": _("L’intervenante est souffrante.")}),
    )


class NumbersForm(forms.Form):
    """The numbers of those who signed the paper sheet."""

    numbers = forms.CharField(
        label=_("Présents, d’après les numéros de la feuille"),
        max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": "1-12, 15, 18", "inputmode": "text", "autocomplete": "off"}),
    )


class NewcomerForm(forms.Form):
    """Somebody whom the centre does not know yet: as little as is needed."""

    first_name = Line(label=_("Prénom"), max_length=120)
    last_name = Line(label=_("Nom"), max_length=120)
    contact = Line(
        label=_("Téléphone ou e-mail"),
        max_length=200,
        required=False,
        help_text=_("Pour envoyer le questionnaire et l’attestation."),
    )


class SheetForm(forms.Form):
    """The typed attendance sheet."""

    file = forms.FileField(
        label=_("Feuille de présence"),
        widget=FileDrop(attrs={"accept": ".csv,.xlsx,.xls,.ods"}, hint=_("CSV ou Excel, une ligne par personne")),
    )


class ClosingForm(forms.Form):
    """The answer of everybody on the roll, and the leader's remarks. (P08.8)"""

    remarks = forms.CharField(
        label=_("Remarques"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce qui a bien marché, ce qu’il faudra changer. L’équipe les relit dans les comptes rendus."),
    )

    def __init__(self, data: Any = None, *, people: Iterable[Any], **options: Any) -> None:
        super().__init__(data, **options)
        self.people = list(people)
        for person in self.people:
            self.fields[f"status_{person.pk}"] = forms.ChoiceField(
                label=person.full_name, choices=Presence.choices, required=False, initial=person.presence
            )

    def answers(self) -> dict[int, str]:
        """What was changed on the page: an answer left as it was shown does not undo a tick made meanwhile."""
        chosen = {person.pk: self.cleaned_data.get(f"status_{person.pk}", "") for person in self.people}
        shown = {person.pk: self.data.get(f"shown_{person.pk}", "") for person in self.people}
        return {pk: status for pk, status in chosen.items() if status and status != shown[pk]}

    def chosen_for(self, person: Any) -> str:
        """The answer on the page: what was just typed, else what the roll says."""
        return str(self[f"status_{person.pk}"].value() or person.presence or "")


class WithdrawForm(forms.Form):
    """Why a certificate is taken back."""

    reason = Line(
        label=_("Raison"), max_length=300, help_text=_("Elle reste dans le centre : la page publique ne la montre pas.")
    )
