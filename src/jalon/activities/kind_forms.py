"""The form of a kind of activity: each setting says what it changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.activities import searching
from jalon.activities.forms import Line
from jalon.activities.models import ActivityType, Confirmation
from jalon.core.texts import localized
from jalon.structures.models import Centre
from jalon.ui.forms import RadioCards, Switch

TONES = [
    ("info", _("Bleu")),
    ("success", _("Vert")),
    ("warning", _("Orange")),
    ("danger", _("Rouge")),
    ("progress", _("Violet")),
    ("neutral", _("Gris")),
]
ICONS = [
    ("calendar-event", _("Calendrier")),
    ("presentation", _("Tableau de présentation")),
    ("message-2", _("Bulle de discussion")),
    ("message-circle", _("Bulle ronde")),
    ("speakerphone", _("Porte-voix")),
    ("sparkles", _("Étincelles")),
    ("building", _("Immeuble")),
    ("building-skyscraper", _("Tour")),
    ("building-community", _("Groupe d’immeubles")),
    ("building-bank", _("Institution")),
    ("clipboard-list", _("Liste")),
    ("users-group", _("Groupe")),
    ("user-plus", _("Personne en plus")),
    ("school", _("École")),
    ("award", _("Médaille")),
    ("briefcase", _("Porte-documents")),
    ("route", _("Itinéraire")),
    ("map-pins", _("Repères")),
    ("door-enter", _("Porte")),
    ("heart-handshake", _("Entraide")),
    ("trophy", _("Coupe")),
    ("world", _("Globe")),
]
LABELS = {"label": "fr", "label_ar": "ar", "label_en": "en"}


def _hours(label: Any, help_text: Any, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=240)


def _switch(label: Any, help_text: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False, widget=Switch())


class KindForm(forms.Form):
    """Everything that the activities of a kind have, and the delays that hold for them. (P08.5)"""

    label = Line(label=_("Nom du type"), max_length=80, help_text=_("Ce que l’équipe et les jeunes lisent."))
    label_ar = Line(label=_("Nom en arabe"), max_length=80, required=False, widget=forms.TextInput({"dir": "rtl"}))
    label_en = Line(label=_("Nom en anglais"), max_length=80, required=False)
    tone = forms.ChoiceField(
        label=_("Couleur"), choices=TONES, widget=RadioCards(), help_text=_("Celle du type dans le calendrier.")
    )
    icon = forms.ChoiceField(label=_("Pictogramme"), choices=ICONS)
    default_minutes = forms.IntegerField(
        label=_("Durée habituelle, en minutes"),
        min_value=15,
        max_value=1440,
        help_text=_("Proposée quand on laisse l’heure de fin vide."),
    )
    is_public = _switch(
        _("Au programme des jeunes"),
        _("Oui : une activité publiée se voit sur le portail. Non : seule l’équipe la voit, publiée ou non."),
    )
    has_registrations = _switch(
        _("On s’inscrit"),
        _("Oui : les places sont comptées et la feuille de présence est remplie d’avance. Non : on vient librement."),
    )
    confirmation = forms.ChoiceField(
        label=_("Qui confirme une inscription"),
        choices=Confirmation.choices,
        widget=RadioCards(),
        help_text=_("Par le conseiller : chaque demande attend sa réponse. Dès l’inscription : la place est sûre."),
    )
    confirms_itself_hours = _hours(
        _("Confirmée d’elle-même, heures avant le début"),
        _("Ce qui attend encore une réponse à ce moment-là est confirmé, et la personne est prévenue."),
    )
    reminder_hours = _hours(
        _("Rappel, heures avant le début"), _("Chaque personne attendue reçoit un message et répond « je viens »."), 1
    )
    has_waiting_list = _switch(
        _("Liste d’attente"), _("Oui : quand c’est complet, on attend son tour. Non : l’inscription est refusée.")
    )
    offer_hours = _hours(
        _("Heures pour accepter une place libérée"),
        _("Passé ce délai, la place va à la personne suivante. Une place déjà proposée garde le sien."),
        1,
    )
    offer_stops_hours = _hours(
        _("Plus de proposition, heures avant le début"),
        _("Ensuite une place libérée attend le conseiller, qui la donne de sa main."),
    )
    questionnaire = forms.ChoiceField(
        label=_("Questionnaire"),
        required=False,
        help_text=_("Envoyé aux présents à la clôture ; l’attestation attend alors la réponse."),
    )
    certificate = forms.ChoiceField(
        label=_("Attestation"), required=False, help_text=_("Délivrée aux présents une fois l’activité clôturée.")
    )
    has_event_sheet = _switch(
        _("Fiche évènement (M33)"),
        _("But, budget, logistique et risques sont écrits, puis visés par le Manager et par l’institution hôte."),
    )

    def __init__(self, data: Any = None, *, centre: Centre, kind: ActivityType | None = None) -> None:
        initial = initial_of(kind) if kind else initial_of(ActivityType(centre=centre, label=""))
        super().__init__(data, initial=initial)
        none = [("", _("Aucun"))]
        surveys = [(row.code, str(row)) for row in searching.questionnaires(centre)]
        self.fields["questionnaire"].choices = none + _with(surveys, initial["questionnaire"])  # type: ignore[attr-defined]
        models = searching.certificate_models(centre)
        self.fields["certificate"].choices = [("", _("Aucune")), *_with(models, initial["certificate"])]  # type: ignore[attr-defined]
        self.fields["icon"].choices = _with(ICONS, initial["icon"])  # type: ignore[attr-defined]

    def fields_of_type(self) -> dict[str, Any]:
        """What the action takes: the label by language, a bare text when it is only French."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in LABELS}
        words = {language: self.cleaned_data[name] for name, language in LABELS.items() if self.cleaned_data[name]}
        return {**values, "label": words["fr"] if set(words) == {"fr"} else words}


def initial_of(kind: ActivityType) -> dict[str, Any]:
    """What the form shows of a kind."""
    values = {name: getattr(kind, name) for name in KindForm.base_fields if name not in LABELS}
    words = kind.label if isinstance(kind.label, dict) else {"fr": kind.label}
    return {**values, **{name: words.get(language, "") for name, language in LABELS.items()}}


def _with(choices: list[tuple[str, Any]], current: str) -> list[tuple[str, Any]]:
    """The choices, and what is set now even where nobody offers it any more."""
    return choices if not current or current in dict(choices) else [*choices, (current, localized(current))]
