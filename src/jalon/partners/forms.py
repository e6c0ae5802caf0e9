"""What the team types about partners."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import phonenumbers
from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.partners import queries, rules
from jalon.partners.models import Contact, Organisation
from jalon.people.models import Person
from jalon.people.policies import person as people
from jalon.structures.models import Centre, Reference, ReferenceList
from jalon.ui.forms import DayInput, FilterForm, RadioCards, SearchInput, SeveralRows, Switch
from jalon.ui.text import without_overrides

STATES = [
    ("", _("Toutes")),
    ("to_call", _("À rappeler")),
    ("no_contact", _("Avec un contact à ne plus solliciter")),
    ("no_person", _("Sans contact")),
    ("silent", _("Sans échange noté")),
    ("archived", _("Archivées")),
]
ARABIC = {"dir": "rtl", "lang": "ar"}


class Line(forms.CharField):
    """A line of text without the invisible signs that turn the reading direction."""

    def to_python(self, value: Any) -> Any:
        return without_overrides(super().to_python(value) or "").strip()


def _items(field: forms.Field, centre: Centre, list_code: str) -> None:
    field.queryset = queries.items(centre, list_code)  # type: ignore[attr-defined]


class OrganisationFilters(FilterForm):
    """Which organisations the list shows; the address keeps it all."""

    q = forms.CharField(label=_("Organisation, contact, e-mail ou téléphone"), max_length=120, widget=SearchInput)
    etat = forms.ChoiceField(label=_("Voir"), choices=STATES)
    secteur = forms.ModelChoiceField(Reference.objects.none(), label=_("Secteur"), empty_label=_("Tous"))
    ville = forms.ModelChoiceField(Reference.objects.none(), label=_("Ville"), empty_label=_("Toutes"))
    sorte = forms.ModelChoiceField(Reference.objects.none(), label=_("Sorte"), empty_label=_("Toutes"))
    interet = forms.ModelChoiceField(Reference.objects.none(), label=_("Intérêt"), empty_label=_("Tous"))

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, list_code in (
            ("secteur", ReferenceList.SECTOR),
            ("ville", ReferenceList.CITY),
            ("sorte", ReferenceList.ORGANISATION),
            ("interet", ReferenceList.INTEREST),
        ):
            _items(self.fields[name], centre, list_code)

    def asked(self, today: date) -> dict[str, Any]:
        """What `queries.organisations` takes."""
        values = self.values()
        chosen = {"sector": "secteur", "city": "ville", "kind": "sorte", "interest": "interet"}
        return {
            "text": values["q"] or "",
            "state": values["etat"] or "",
            "today": today,
            **{name: values[field] and values[field].pk for name, field in chosen.items()},
        }


class SpeakerFilters(FilterForm):
    """Which speakers, and what they lack."""

    q = forms.CharField(label=_("Nom ou organisation"), max_length=120, widget=SearchInput)
    theme = forms.ModelChoiceField(Reference.objects.none(), label=_("Thème"), empty_label=_("Tous"))
    ville = forms.ModelChoiceField(Reference.objects.none(), label=_("Ville"), empty_label=_("Toutes"))
    manque = forms.ChoiceField(
        label=_("Il manque"),
        choices=[
            ("", _("Peu importe")),
            ("email", _("L’e-mail")),
            ("phone", _("Le téléphone")),
            ("themes", _("Les thèmes")),
            ("exchange", _("Un premier échange")),
            ("answer", _("Une réponse : n’a jamais répondu")),
            ("recent", _("Un échange depuis un an")),
        ],
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _items(self.fields["theme"], centre, ReferenceList.THEME)
        _items(self.fields["ville"], centre, ReferenceList.CITY)


class OrganisationForm(forms.ModelForm[Organisation]):
    """The record of an organisation."""

    name = Line(label=_("Nom"), max_length=160)
    name_ar = Line(label=_("Nom en arabe"), max_length=160, required=False, widget=forms.TextInput(ARABIC))
    city_name = Line(
        label=_("Ville"),
        max_length=80,
        required=False,
        help_text=_("Une ville de la liste, ou une autre : elle y sera ajoutée."),
        widget=forms.TextInput({"list": "cities", "autocomplete": "off"}),
    )
    website = forms.CharField(label=_("Site web"), max_length=200, required=False)

    class Meta:
        model = Organisation
        fields = (
            *("name", "name_ar", "kind", "sector", "staff_from", "staff_to", "website", "registration_number"),
            *("owner", "notes"),
        )
        labels = {
            "kind": _("Sorte"),
            "sector": _("Secteur"),
            "staff_from": _("Effectif, au moins"),
            "staff_to": _("au plus"),
            "registration_number": _("Immatriculation (ICE, RC…)"),
            "owner": _("Suivie par"),
            "notes": _("Remarques"),
        }
        widgets = {"notes": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, centre: Centre, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _items(self.fields["kind"], centre, ReferenceList.ORGANISATION)
        _items(self.fields["sector"], centre, ReferenceList.SECTOR)
        self.fields["owner"].queryset = team(actor)  # type: ignore[attr-defined]
        self.cities = [str(item) for item in queries.items(centre, ReferenceList.CITY)]

    def clean_website(self) -> str:
        """An address; « exemple.ma » is completed."""
        typed = str(self.cleaned_data["website"]).strip()
        if typed and "://" not in typed:
            typed = f"https://{typed}"
        if typed:
            URLValidator(schemes=["http", "https"], message=_("Ce n’est pas une adresse de site."))(typed)
        return typed

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        low, high = data.get("staff_from"), data.get("staff_to")
        if low is None and high is not None:
            data["staff_from"] = low = 1
        if low is not None and high is not None and high < low:
            self.add_error("staff_to", _("Le plus grand effectif est sous le plus petit : corrigez l’un des deux."))
        return data

    def _post_clean(self) -> None:
        """The action sets the fields; the form leaves the record alone."""

    def record_fields(self) -> dict[str, Any]:
        """What the record takes; the city goes apart, as text."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ContactForm(forms.ModelForm[Contact]):
    """Somebody at an organisation."""

    last_name = Line(label=_("Nom"), max_length=120, required=False)
    first_name = Line(label=_("Prénom"), max_length=120, required=False)
    last_name_ar = Line(label=_("Nom en arabe"), max_length=120, required=False, widget=forms.TextInput(ARABIC))
    first_name_ar = Line(label=_("Prénom en arabe"), max_length=120, required=False, widget=forms.TextInput(ARABIC))
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)

    class Meta:
        model = Contact
        fields = (
            *("civility", "last_name", "first_name", "last_name_ar", "first_name_ar", "function", "email", "phone"),
            *("language", "origin", "informed_on", "notes"),
        )
        labels = {
            "civility": _("Civilité"),
            "function": _("Fonction"),
            "phone": _("Téléphone"),
            "language": _("Langue à employer"),
            "origin": _("Connu par"),
            "informed_on": _("Informé de ce que le centre garde, le"),
            "notes": _("Remarques"),
        }
        widgets = {
            "phone": forms.TextInput({"inputmode": "tel"}),
            "informed_on": DayInput,
            "notes": forms.Textarea({"rows": 3}),
        }

    interests = SeveralRows(
        Reference.objects.none(), label=_("Intérêts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = SeveralRows(
        Reference.objects.none(),
        label=_("Peut parler de"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre
        _items(self.fields["origin"], centre, ReferenceList.CONTACT_ORIGIN)
        _items(self.fields["interests"], centre, ReferenceList.INTEREST)
        _items(self.fields["themes"], centre, ReferenceList.THEME)

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_phone(self) -> str:
        """A valid number is kept in E.164; another one is refused with an example."""
        typed = str(self.cleaned_data["phone"]).strip()
        if not typed or typed == self.instance.phone:  # a file may have brought it as it is
            return typed
        try:
            number = phonenumbers.parse(typed, self.centre.country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(_("Ce numéro n’est pas valable. Exemple : 06 61 23 45 67."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def _post_clean(self) -> None:
        """The action sets the fields; the form leaves the record alone."""

    def record_fields(self) -> dict[str, Any]:
        """What the record takes; the lists go apart."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RefusalForm(forms.Form):
    """How and when somebody asked to be left alone."""

    day = forms.DateField(label=_("Depuis le"), widget=DayInput)
    source = Line(label=_("Comment l’a-t-il demandé ?"), max_length=200)


class PutOffForm(forms.Form):
    """Another day for a call-back."""

    due_on = forms.DateField(label=_("Reporter au"), widget=DayInput)


class ExchangeForm(forms.Form):
    """*Noter un échange*: who, how, one line, and when to call back."""

    contact = forms.ChoiceField(label=_("Avec qui"), required=False, widget=RadioCards)
    channel = forms.ChoiceField(label=_("Comment"), required=False, widget=RadioCards)
    summary = Line(label=_("En une ligne"), max_length=500, required=False)
    is_silent = forms.BooleanField(label=_("Pas de réponse"), required=False, widget=Switch)
    call_back = forms.ChoiceField(label=_("Rappeler"), required=False, widget=RadioCards)
    call_back_on = forms.DateField(label=_("Un autre jour"), required=False, widget=DayInput)
    day = forms.DateField(label=_("Échange du"), widget=DayInput)

    def __init__(
        self,
        data: Any,
        *,
        contacts: Iterable[Contact],
        channels: Iterable[Reference],
        today: date,
        initial: dict[str, Any],
    ) -> None:
        self.contacts = {contact.public_id: contact for contact in contacts}
        self.channels = {item.code: item for item in channels}
        self.days = {day.isoformat(): day for _label, day in rules.call_back_days(today)}
        first = next(iter(self.channels), "")
        only = next(iter(self.contacts)) if len(self.contacts) == 1 else ""
        super().__init__(data, initial={"day": today, "channel": first, "contact": only, **initial})
        people = [(public_id, _called(contact)) for public_id, contact in self.contacts.items()]
        self.fields["contact"].choices = [*people, ("", _("Personne en particulier"))]  # type: ignore[attr-defined]
        self.fields["channel"].choices = [(code, str(item)) for code, item in self.channels.items()]  # type: ignore[attr-defined]
        self.fields["call_back"].choices = [  # type: ignore[attr-defined]
            ("", _("Non")),
            *((day.isoformat(), label) for label, day in rules.call_back_days(today)),
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("summary") and not data.get("is_silent"):
            self.add_error("summary", _("Écrivez en une ligne ce qui a été dit, ou cochez « Pas de réponse »."))
        return data

    def fields_of_exchange(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "day": data["day"],
            "contact": self.contacts.get(data["contact"]),
            "channel": self.channels.get(data["channel"]),
            "summary": data["summary"],
            "is_answered": not data["is_silent"],
            "call_back_on": data["call_back_on"] or self.days.get(data["call_back"]),
        }


def _called(contact: Contact) -> str:
    name = f"{contact.full_name}, {contact.function}" if contact.function and contact.last_name else contact.full_name
    return f"{name} – {_('ne souhaite plus être contacté')}" if contact.no_contact_on else name


def team(actor: Actor) -> Any:
    """Those of the team who may follow an organisation."""
    members = Person.objects.filter(mandates__role__kind="internal", mandates__ended_at=None).values("pk")
    return people.visible_to(actor).live().filter(pk__in=members).order_by("name_key", "pk")
