"""The team's list of activities."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jalon import ui
from jalon.activities import forms, queries, rules, searching
from jalon.activities.models import place_words
from jalon.core.pages import area
from jalon.core.request import Request
from jalon.core.texts import localized
from jalon.ui.dates import Zone

COLUMNS = [
    ui.Column("starts", _("Date"), order=("starts_at",)),
    ui.Column("title", _("Titre et lieu"), order=("title",)),
    ui.Column("leader", _("Animation"), order=("leader__name_key",)),
    ui.Column("taken", _("Inscrits"), order=("taken",), numeric=True),
    ui.Column("to_confirm", _("À confirmer"), order=("to_confirm",), numeric=True),
    ui.Column("queue", _("Attente"), order=("queue",), numeric=True),
    ui.Column("state", _("État")),
]
COMING_FIRST = {"open", "draft", "to_confirm", "queue"}
READ = (
    *("public_id", "title", "type__label", "starts_at", "ends_at", "place", "online_url", "seats"),
    *("published_at", "cancelled_at", "closed_at", "room__name", "site__name", "leader__first_name"),
    *("leader__last_name", "taken", "to_confirm", "queue"),
)
"""What the list reads of each activity."""


class Line(NamedTuple):
    """An activity as the list shows it."""

    public_id: str
    title: str
    type: str
    starts_at: datetime
    where: str
    is_online: bool
    leader: str
    seats: int | None
    taken: int
    to_confirm: int
    queue: int
    state: rules.State


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
        read=lambda found: queries.with_counts(found).values_list(*READ, named=True),
    )
    path = reverse("activities:list", args=[request.centre.code])
    labels = forms.VIEWS | ({view: forms.OTHER_VIEWS[view]} if view in forms.OTHER_VIEWS else {})
    context = {
        "listing": listing,
        "lines": list(_lines(listing, now)),
        "zone": Zone(request.centre.timezone),
        "centre": request.centre,
        "view": view,
        "views": [(code, label, f"{path}?etat={code}" if code != "open" else path) for code, label in labels.items()],
        "may_create": request.actor.can("activities.edit"),
    }
    return ui.render(request, "activities/list.html", context, partial="rows")


def _lines(rows: ui.Listing, now: datetime) -> Iterator[Line]:
    """The page's rows in the words of the screen."""
    row: Any
    for row in rows:
        yield Line(
            public_id=row.public_id,
            title=row.title,
            type=localized(row.type__label),
            starts_at=row.starts_at,
            where=place_words(room=row.room__name, site=row.site__name, place=row.place),
            is_online=bool(row.online_url),
            leader=f"{row.leader__first_name} {row.leader__last_name}".strip(),
            seats=row.seats,
            taken=row.taken or 0,
            to_confirm=row.to_confirm or 0,
            queue=row.queue or 0,
            state=rules.state_of(row, now),
        )
