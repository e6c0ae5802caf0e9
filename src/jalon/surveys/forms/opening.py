"""Opening a survey of the centre's own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.people.models import Person
from jalon.structures.models import Centre, Reference, ReferenceList, Site
from jalon.surveys import queries
from jalon.surveys.models import Questionnaire
from jalon.ui.forms import DayInput, RadioCards


class CampaignForm(forms.Form):
    """What is asked, under which title, until when; theme and site are for the breakdowns."""

    title = forms.CharField(
        label=_("Titre"), max_length=160, help_text=_("Ceux qui répondent le lisent : « Salon de l’emploi 2026 ».")
    )
    questionnaire = forms.ChoiceField(label=_("Questionnaire"))
    who = forms.ChoiceField(
        label=_("Qui répond"),
        choices=[
            ("public", _("Toute personne qui a le lien public ou le code QR")),
            ("invited", _("Des personnes choisies, par leur compte ou un lien personnel")),
        ],
        initial="public",
        widget=RadioCards,
    )
    addresses = forms.CharField(
        label=_("Adresses e-mail des personnes choisies"),
        required=False,
        help_text=_("Une par ligne, cinq au moins. Vide pour un lien public."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    last_day = forms.DateField(label=_("Dernier jour pour répondre"), widget=DayInput)
    theme = forms.ChoiceField(label=_("Thème"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)

    def __init__(self, data: Any = None, *, models: Iterable[Questionnaire], centre: Centre, **options: Any) -> None:
        super().__init__(data, **options)
        self.centre = centre
        themes = Reference.objects.filter(centre=centre, list=ReferenceList.THEME, archived_at=None)
        sites = Site.objects.filter(centre=centre)
        choices = {
            "questionnaire": [(model.code, str(model)) for model in models],
            "theme": [("", "–"), *((theme.code, str(theme)) for theme in themes)],
            "site": [("", "–"), *((str(site.pk), site.name) for site in sites)],
        }
        self.has_models = bool(choices["questionnaire"])
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Every address is somebody's of the centre; the others are named, and nothing typed is lost."""
        typed = self.cleaned_data
        self.people: list[Person] | None = None
        if typed.get("who") == "invited":
            lines = typed.get("addresses", "").replace(",", "\n").replace(";", "\n").splitlines()
            self.people, unknown = queries.people_of_addresses(self.centre, lines)
            if unknown:
                sentence = _("Ces adresses ne sont pas celles d’une seule personne du centre : %(addresses)s.")
                self.add_error("addresses", sentence % {"addresses": ", ".join(unknown[:10])})
        return typed

    def facets(self) -> dict[str, Any]:
        """By what its results break down."""
        return {"theme": self.cleaned_data["theme"], "site": int(self.cleaned_data["site"] or 0)}
