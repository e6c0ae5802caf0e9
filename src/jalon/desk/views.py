"""*Ma journée* and the search of everything."""

from django.http.response import HttpResponseBase
from django.utils import timezone

from jalon import ui
from jalon.core.pages import area
from jalon.core.request import Request
from jalon.desk import queries
from jalon.ui.registries import search


@area("desk.open")
def day(request: Request) -> HttpResponseBase:
    """The first page of the team: what waits for me, then today and this week."""
    now = timezone.now()
    found = queries.day_of(request.actor, request.centre, now)
    first_name = request.person.first_name if request.person else ""
    context = {"day": found, "first_name": first_name, "sees_calendar": request.actor.can("activities.read")}
    return ui.render(request, "desk/day.html", context)


@area("desk.open")
def find(request: Request) -> HttpResponseBase:
    """Everything that this person may find under these words."""
    query = request.GET.get("q", "").strip()
    groups = search.results(query, request.actor, request.centre, limit=12)
    context = {"query": query, "groups": groups, "is_short": len(query) < search.SHORTEST}
    return ui.render(request, "desk/search.html", context)
