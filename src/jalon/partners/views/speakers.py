"""Possible speakers by theme, with what is missing. (P15.3, P17.2, P17.3, P18)"""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from jalon import ui
from jalon.core.pages import area
from jalon.core.request import Request
from jalon.partners import forms, speaking
from jalon.partners.views import frame

COLUMNS = [
    ui.Column("name", _("Intervenant"), order=("name_key",)),
    ui.Column("organisation", _("Organisation"), order=("organisation__name_key",)),
    ui.Column("themes", _("Peut parler de")),
    ui.Column("last", _("Dernier échange"), order=("last_on",)),
    ui.Column("missing", _("Il manque")),
]


@area("partners.read")
def speakers(request: Request) -> HttpResponse:
    """Who can speak about what, and what is missing before they are asked."""
    today = frame.today(request)
    filters = forms.SpeakerFilters(request.GET, centre=request.centre)
    asked = filters.values()
    rows = speaking.speakers(
        request.actor,
        text=asked["q"] or "",
        theme=asked["theme"] and asked["theme"].pk,
        city=asked["ville"] and asked["ville"].pk,
        lacking=asked["manque"] or "",
        today=today,
    )
    listing = ui.Listing(
        request, rows, columns=COLUMNS, sort="name", filters=filters, noun=(_("intervenant"), _("intervenants"))
    )
    context = {
        "listing": listing,
        "lines": [(contact, speaking.missing(contact, today)) for contact in listing],
        "themes": speaking.themes(request.centre, request.actor, today=today),
        "may_edit": request.actor.can("partners.edit"),
    }
    return ui.render(request, "partners/speakers.html", context, partial="rows")
