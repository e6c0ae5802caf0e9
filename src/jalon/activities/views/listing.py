"""The team's list of activities."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jalon import ui
from jalon.activities import forms, queries, rules, searching
from jalon.core.pages import area
from jalon.core.request import Request

COLUMNS = [
    ui.Column("starts", _("Date"), order=("starts_at",)),
    ui.Column("title", _("Titre"), order=("title",)),
    ui.Column("place", _("Lieu")),
    ui.Column("leader", _("Animation"), order=("leader__name_key",)),
    ui.Column("taken", _("Inscrits"), order=("taken",), numeric=True),
    ui.Column("to_confirm", _("À confirmer"), order=("to_confirm",), numeric=True),
    ui.Column("queue", _("Attente"), order=("queue",), numeric=True),
    ui.Column("state", _("État")),
]
COMING_FIRST = {"open", "draft", "to_confirm", "queue"}


@area("activities.read")
def activities(request: Request) -> HttpResponse:
    """What is programmed, what remains to be closed, what took place."""
    now = timezone.now()
    form = forms.ActivityFilters(
        request.GET,
        types=searching.types(request.centre),
        leaders=searching.leaders(request.actor),
        me=request.actor.person_id,
    )
    asked = form.values()
    view = asked["etat"]
    first, last = asked["first"], asked["last"]
    if first or last:
        far = timedelta(days=3660)
        first, last = first or last - far, last or first + far
    rows = queries.staff_list(
        request.actor,
        text=asked["q"] or "",
        state="" if view == "all" else view,
        type_code=asked["type"] or "",
        leader_id=int(asked["leader"]) if asked["leader"] else None,
        first=first,
        last=last,
        now=now,
        zone=request.centre.timezone,
    )
    listing = ui.Listing(
        request,
        rows,
        columns=COLUMNS,
        sort="starts" if view in COMING_FIRST else "-starts",
        filters=form,
        per_page=100,
        noun=(_("activité"), _("activités")),
    )
    for activity in listing:
        activity.state = rules.state_of(activity, now)
    path = reverse("activities:list", args=[request.centre.code])
    labels = forms.VIEWS | ({view: forms.OTHER_VIEWS[view]} if view in forms.OTHER_VIEWS else {})
    context = {
        "listing": listing,
        "centre": request.centre,
        "view": view,
        "views": [(code, label, f"{path}?etat={code}" if code != "open" else path) for code, label in labels.items()],
        "may_create": request.actor.can("activities.edit"),
    }
    return ui.render(request, "activities/list.html", context, partial="rows")
