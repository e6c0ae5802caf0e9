"""What the gallery shows: invented rows, so that it needs no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.ui.charts import Chart, Series
from jalon.ui.forms import ClockInput, DayInput, FileDrop, FilterForm, RadioCards, SearchInput, Switch
from jalon.ui.registries import timeline
from jalon.ui.registries.timeline import Line, Look

NOON = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class SampleCentre:
    """A place with a name and a zone."""

    name: str = "Centre de carrière de démonstration"
    code: str = "demo"
    timezone: str = "Africa/Casablanca"


@dataclass(frozen=True)
class SampleRow:
    """A workshop in a list."""

    pk: int
    title: str
    starts_at: datetime
    adviser: str
    seated: int
    seats: int
    tone: str
    state: str


class SampleRows(list[SampleRow]):
    """A list that sorts like a queryset."""

    def order_by(self, *fields: str) -> "SampleRows":
        """Rows in the order of these fields, `-` for descending."""
        rows = SampleRows(self)
        for field in reversed(fields):
            rows.sort(key=lambda row: getattr(row, field.lstrip("-")), reverse=field.startswith("-"))
        return rows


TITLES = [
    "Rédiger son CV",
    "Préparer un entretien d’embauche",
    "Le réseau professionnel en ligne",
    "Oser la création d’entreprise",
    "كتابة السيرة الذاتية",
    "Lettre de motivation",
    "Simulations d’entretien en anglais",
]
ADVISERS = ["Amina Idrissi", "Youssef El Amrani", "سلمى بناني", "Jean-Marc N’Guessan"]
STATES = [
    ("success", "Clôturé"),
    ("warning", "À clôturer"),
    ("progress", "Inscriptions ouvertes"),
    ("info", "Annoncé"),
    ("muted", "Annulé"),
    ("danger", "Complet"),
    ("neutral", "Brouillon"),
]


def rows(query: str = "", state: str = "") -> SampleRows:
    """Workshops whose title holds the words and whose state is the one chosen."""
    found = []
    for number in range(1, 138):
        tone, label = STATES[number * number % len(STATES)]
        title = f"{TITLES[number % len(TITLES)]}"
        if query.casefold() in title.casefold() and state in {"", tone}:
            starts_at = NOON + timedelta(days=number * 3 % 97, hours=number % 5)
            adviser = ADVISERS[number % len(ADVISERS)]
            found.append(SampleRow(number, title, starts_at, adviser, number * 7 % 26, 25, tone, label))
    return SampleRows(found)


class SampleFilters(FilterForm):
    """Search and one choice."""

    q = forms.CharField(label=_("Rechercher"), widget=SearchInput(attrs={"placeholder": _("Titre de l’atelier")}))
    state = forms.ChoiceField(label=_("État"), choices=[("", _("Tous")), *STATES], initial="")


class SampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(
        label=_("Titre de l’atelier"), max_length=120, help_text=_("Ce que les jeunes liront dans le programme.")
    )
    day = forms.DateField(label=_("Jour"), widget=DayInput)
    starts = forms.TimeField(label=_("Début"), widget=ClockInput)
    ends = forms.TimeField(label=_("Fin"), widget=ClockInput)
    seats = forms.IntegerField(label=_("Places"), min_value=1, max_value=500)
    room = forms.ChoiceField(
        label=_("Salle"), choices=[("", "—"), ("a", "Salle A · 25 places"), ("b", "Amphi 2 · 120 places")]
    )
    place = forms.ChoiceField(
        label=_("Où cela se passe"),
        widget=RadioCards,
        choices=[("room", _("Dans nos locaux")), ("link", _("En ligne")), ("out", _("À l’extérieur"))],
    )
    description = forms.CharField(label=_("Description"), widget=forms.Textarea, required=False)
    sheet = forms.FileField(
        label=_("Feuille d’émargement"),
        widget=FileDrop(attrs={"accept": ".csv,.xlsx"}, hint=_("CSV ou XLSX, 40 Mo au plus")),
        required=False,
    )
    photos = forms.BooleanField(label=_("Des photos sont prévues"), widget=Switch, required=False)
    consent = forms.BooleanField(label=_("J’ai vérifié que la salle est libre"))


def filled_form() -> SampleForm:
    """The form as it comes back with errors."""
    return SampleForm(
        {
            "title": "",
            "day": date(2026, 11, 24),
            "starts": time(14, 30),
            "ends": time(16),
            "seats": "0",
            "place": "room",
        }
    )


timeline.register("ui.sample.closed", Look("clipboard-check", "success"))
timeline.register("ui.sample.called", Look("list-check", "info"))


def lines() -> list[Line]:
    """A short history."""
    return [
        Line(NOON, "Amina Idrissi a clôturé l’atelier : 18 présents, 3 absents.", "ui.sample.closed"),
        Line(NOON - timedelta(hours=3), "Youssef El Amrani a fait l’appel.", "ui.sample.called"),
        Line(
            NOON - timedelta(days=2),
            "Jalon a confirmé 4 inscriptions.",
            note="Elles attendaient encore 24 heures avant.",
        ),
        Line(NOON - timedelta(days=9), "Amina Idrissi a publié l’atelier.", url="#timeline"),
    ]


def charts() -> Iterable[tuple[str, Chart]]:
    """One chart of each kind."""
    months = ["sept.", "oct.", "nov.", "déc.", "janv.", "févr."]
    here = Series(_("Présents"), [34, 51, 78, 40, 62, 70], ["#charts"] * 6)
    absent = Series(_("Absents"), [6, 9, 12, 11, 8, 10])
    rate = Series(_("Taux de présence"), [85, 85, 86.7, 78.4, None, 87.5])
    fields = ["Sciences économiques et gestion", "Lettres et sciences humaines", "Informatique", "Droit", "Biologie"]
    yield "chart-bar", Chart("bar", _("Participants par mois"), months, [here])
    yield "chart-stacked", Chart("stacked", _("Présents et absents"), months, [here, absent])
    yield "chart-line", Chart("line", _("Taux de présence"), months, [rate], unit="%", decimals=1)
    yield (
        "chart-rows",
        Chart("rows", _("Participants par filière"), fields, [Series(_("Présents"), [120, 86, 74, 41, 23])]),
    )
    yield (
        "chart-pie",
        Chart(
            "pie",
            _("Participants par niveau"),
            ["Licence", "Master", "Doctorat"],
            [Series(_("Présents"), [180, 96, 14])],
        ),
    )


def names() -> list[Any]:
    """Names that try to disturb the page."""
    return ["Amina Idrissi", "سلمى بناني", "<script>alert(1)</script>", "Karim \u202egnp.exe", "Jean-Marc N’Guessan"]
