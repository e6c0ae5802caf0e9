"""The team's list of activities."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jalon import ui
from jalon.activities import forms, queries, rules
from jalon.activities.models import Status, place_words
from jalon.activities.models.registration import HOLDING_A_SEAT
from jalon.activities.settled import Settled, settled
from jalon.core.pages import area
from jalon.core.request import Request
from jalon.core.texts import localized
from jalon.ui.dates import Zone

COLUMNS = [
    ui.Column("starts", _("Date"), order=("starts_at",)),
    ui.Column("title", _("Titre et lieu"), order=("title",)),
    ui.Column("leader", _("Animation"), order=("leader__name_key",)),
    ui.Column("taken", _("Inscrits"), order=("taken",), numeric=True, computed=queries.taken),
    ui.Column("to_confirm", _("À confirmer"), order=("to_confirm",), numeric=True, computed=queries.to_answer),
    ui.Column("queue", _("Attente"), order=("queue",), numeric=True, computed=queries.queued),
    ui.Column("state", _("État")),
]
COMING_FIRST = {"open", "draft", "to_confirm", "queue"}
READ = (
    *("pk", "public_id", "title", "type_id", "starts_at", "ends_at", "place", "online_url", "seats"),
    *("published_at", "cancelled_at", "closed_at", "room_id", "site_id", "leader_id"),
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
    known = settled.of(request.centre)
    form = forms.ActivityFilters(request.GET, settled=known, me=request.actor.person_id)
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
        per_page=queries.PAGE,
        noun=(_("activité"), _("activités")),
        read=lambda found: found.values_list(*READ, named=True),
    )
    path = reverse("activities:list", args=[request.centre.code])
    labels = forms.VIEWS | ({view: forms.OTHER_VIEWS[view]} if view in forms.OTHER_VIEWS else {})
    context = {
        "listing": listing,
        "lines": list(_lines(listing, known, now)),
        "zone": Zone(request.centre.timezone),
        "centre": request.centre,
        "view": view,
        "views": [(code, label, f"{path}?etat={code}" if code != "open" else path) for code, label in labels.items()],
        "may_create": request.actor.can("activities.edit"),
    }
    return ui.render(request, "activities/list.html", context, partial="rows")


def _lines(rows: ui.Listing, known: Settled, now: datetime) -> Iterator[Line]:
    """The page's rows in the words of the screen."""
    shown: list[Any] = list(rows)
    counts = queries.counts_of([row.pk for row in shown])
    leaders = queries.leader_names({row.leader_id for row in shown}, known)
    kinds = {pk: localized(kind.label) for pk, kind in known.kinds.items()}
    for row in shown:
        count = counts.get(row.pk, {})
        yield Line(
            public_id=row.public_id,
            title=row.title,
            type=kinds[row.type_id],
            starts_at=row.starts_at,
            where=place_words(room=known.rooms.get(row.room_id), site=known.sites.get(row.site_id), place=row.place),
            is_online=bool(row.online_url),
            leader=leaders[row.leader_id],
            seats=row.seats,
            taken=sum(count.get(status, 0) for status in HOLDING_A_SEAT),
            to_confirm=count.get(Status.REQUESTED, 0),
            queue=count.get(Status.WAITING, 0),
            state=rules.state_of(row, now),
        )
