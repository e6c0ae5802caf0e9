"""Settings of the desk."""

from django import forms as fields
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon import ui
from jalon.core.pages import area
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.structures.forms import WEEKDAYS
from jalon.welcome import actions, forms, queries
from jalon.welcome.models import Choices, Required
from jalon.welcome.views import frame


class ChoicesForm(fields.Form):
    """The deadline, and what a record must hold."""

    statistics_day = fields.TypedChoiceField(
        label=gettext_lazy("Fiches complètes avant le"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Selon le jour de la réunion hebdomadaire")), *WEEKDAYS],
        help_text=gettext_lazy("La veille au soir, les fiches de la semaine doivent être complètes."),
    )
    required = fields.MultipleChoiceField(
        label=gettext_lazy("Une fiche est complète quand elle dit"),
        required=False,
        choices=Required.choices,
        widget=fields.CheckboxSelectMultiple,
    )


@area("structures.configure")
def choices(request: Request) -> HttpResponseBase:
    """When the week's records must be complete, and what they must hold."""
    row = Choices.objects.filter(centre=request.centre).first()
    initial = {
        "statistics_day": row.statistics_day if row else None,
        "required": list(queries.deciding(request.centre).required),
    }
    form = ChoicesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(request.centre, **form.cleaned_data, by=request.actor, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refusal:
            forms.refuse(form, refusal)
        else:
            ui.toast(request, _("Les réglages de l’accueil sont enregistrés."))
            return ui.redirect(request, frame.address("visits", request))
    context = {"centre": request.centre, "form": form}
    return ui.render(request, "welcome/choices.html", context, status=422 if form.errors else 200)
