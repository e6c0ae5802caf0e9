"""Opening a survey of the centre's own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.structures.models import Centre, Reference, ReferenceList, Site
from jalon.surveys.models import Questionnaire
from jalon.ui.forms import DayInput


class CampaignForm(forms.Form):
    """What is asked, under which title, until when; theme and site are for the breakdowns."""

    title = forms.CharField(
        label=_("Titre"), max_length=160, help_text=_("Ceux qui répondent le lisent : « Salon de l’emploi 2026 ».")
    )
    questionnaire = forms.ChoiceField(label=_("Questionnaire"))
    last_day = forms.DateField(label=_("Dernier jour pour répondre"), widget=DayInput)
    theme = forms.ChoiceField(label=_("Thème"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)

    def __init__(self, data: Any = None, *, models: Iterable[Questionnaire], centre: Centre, **options: Any) -> None:
        super().__init__(data, **options)
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

    def facets(self) -> dict[str, Any]:
        """By what its results break down."""
        return {"theme": self.cleaned_data["theme"], "site": int(self.cleaned_data["site"] or 0)}
