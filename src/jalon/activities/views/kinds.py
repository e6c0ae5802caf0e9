"""Settings: the kinds of activities, what each has, and the coming activities that a change touches. (P08.5)"""

from copy import copy
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, forms, kind_rules, policies, searching
from jalon.activities.kind_forms import KindForm
from jalon.activities.models import Activity, ActivityType
from jalon.activities.views import frame
from jalon.core.arrivals import once
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.journal import timeline as journal
from jalon.ui.registries.timeline import Line

SHOWN = 8
"""Coming activities named before a change; the rest is a number."""


class Touched(NamedTuple):
    """A coming activity, and the moments that the change moves: what, from when, to when."""

    activity: Activity
    moves: list[tuple[str, datetime | None, datetime | None]]


def _address(request: Request, name: str, kind: ActivityType) -> str:
    return reverse(f"activities:{name}", args=[request.centre.code, kind.code])


@area("activities.configure")
def kinds(request: Request) -> HttpResponse:
    """Every kind of activity in the order of the choices, those archived last."""
    rows = list(searching.kinds(request.actor))
    context = {
        "kinds": [row for row in rows if row.archived_at is None],
        "archived": [row for row in rows if row.archived_at],
        "centre": request.centre,
    }
    return ui.render(request, "activities/kinds.html", context)


@area("activities.configure")
def new(request: Request) -> HttpResponseBase:
    """A kind of the centre's own."""
    form = KindForm(request.POST or None, centre=request.centre)
    if request.method == "POST" and forms.attempt(form, lambda data: _add(request, form)):
        ui.toast(request, _("Type d’activité ajouté : l’équipe peut déjà le choisir."))
        return ui.redirect(request, "activities:kinds", request.centre.code)
    context = {"form": form, "centre": request.centre}
    return ui.render(request, "activities/kind.html", context, status=422 if form.errors else 200)


def _add(request: Request, form: KindForm) -> None:
    now = timezone.now()

    def do() -> int:
        return actions.add_type(request.centre, fields=form.fields_of_type(), by=request.actor, now=now).pk

    once(frame.key_of(request), act="activities.type_added", of=request.centre, by=request.actor, now=now, do=do)


@page(policies.kind, "configure", key="code")
def kind(request: Request, kind: ActivityType) -> HttpResponseBase:
    """One kind with the effect of each setting; a change that coming activities feel is first shown on them."""
    now = timezone.now()
    form = KindForm(request.POST or None, centre=request.centre, kind=kind)
    touched: list[Touched] = []
    coming = searching.coming_of(kind, by=request.actor, now=now)
    if request.method == "POST" and form.is_valid():
        fields = form.fields_of_type()
        felt = any(getattr(kind, name) != fields[name] for name in kind_rules.FELT)
        if felt and "sure" not in request.POST:
            touched = _touched(kind, fields, coming[:SHOWN])
        if not touched and _configure(request, kind, form, fields, now):
            return ui.redirect(request, "activities:kinds", request.centre.code)
    context = {
        "form": form,
        "kind": kind,
        "centre": request.centre,
        "touched": touched,
        "coming": coming.count(),
        "others": coming.count() - len(touched),
        "lines": [Line(line.at, line.sentence, line.act) for line in journal.of(kind, limit=50)],
    }
    return ui.render(request, "activities/kind.html", context, status=422 if form.errors else 200)


def _configure(request: Request, kind: ActivityType, form: KindForm, fields: dict[str, Any], now: datetime) -> bool:
    try:
        actions.configure_type(kind, fields=fields, by=request.actor, now=now)
    except Forbidden:
        raise
    except Refused as refusal:
        forms.refuse(form, refusal)
        return False
    ui.toast(request, _("Réglages de « %(kind)s » enregistrés.") % {"kind": kind})
    return True


def _touched(kind: ActivityType, fields: dict[str, Any], coming: QuerySet[Activity]) -> list[Touched]:
    """Each coming activity with the moments that would move; nothing is written."""
    changed = copy(kind)
    for name, value in fields.items():
        setattr(changed, name, value)
    labels = {
        "reminder_hours": _("Rappel"),
        "confirms_itself_hours": _("Confirmation d’elle-même"),
        "offer_stops_hours": _("Fin des propositions de places"),
    }
    found = []
    for activity in coming:
        former, new = kind_rules.instants(activity, kind), kind_rules.instants(activity, changed)
        moves = [
            (label, former.get(name), new.get(name))
            for name, label in labels.items()
            if former.get(name) != new.get(name)
        ]
        found.append(Touched(activity, moves))
    return found


@require_POST
@page(policies.kind, "configure", key="code")
def up(request: Request, kind: ActivityType) -> HttpResponseBase:
    """One place earlier in every list of choices."""
    return _move(request, kind, -1)


@require_POST
@page(policies.kind, "configure", key="code")
def down(request: Request, kind: ActivityType) -> HttpResponseBase:
    """One place later in every list of choices."""
    return _move(request, kind, 1)


def _move(request: Request, kind: ActivityType, by_places: int) -> HttpResponseBase:
    rest = [row for row in searching.kinds(request.actor) if row.archived_at is None]
    place = next((n for n, row in enumerate(rest) if row.pk == kind.pk), 0)
    rest = [row for row in rest if row.pk != kind.pk]
    before = max(place + by_places, 0)
    after = rest[min(before, len(rest)) - 1] if before and rest else None
    back = reverse("activities:kinds", args=[request.centre.code])
    undo = ui.Undo(_address(request, "kind_down" if by_places < 0 else "kind_up", kind))
    return frame.done(
        request,
        f"{back}#{kind.code}",
        lambda: actions.move_type(kind, after=after, by=request.actor, now=timezone.now()),
        _("« %(kind)s » a changé de place.") % {"kind": kind},
        undo=undo,
    )


@require_POST
@page(policies.kind, "configure", key="code")
def archive(request: Request, kind: ActivityType) -> HttpResponseBase:
    """Stop offering a kind, with the way back."""
    return frame.done(
        request,
        reverse("activities:kinds", args=[request.centre.code]),
        lambda: actions.archive_type(kind, by=request.actor, now=timezone.now()),
        _("« %(kind)s » n’est plus proposé ; ses activités restent.") % {"kind": kind},
        undo=ui.Undo(_address(request, "restore_kind", kind)),
    )


@require_POST
@page(policies.kind, "configure", key="code")
def restore(request: Request, kind: ActivityType) -> HttpResponseBase:
    """Offer a kind again."""
    return frame.done(
        request,
        reverse("activities:kinds", args=[request.centre.code]),
        lambda: actions.restore_type(kind, by=request.actor, now=timezone.now()),
        _("« %(kind)s » est de nouveau proposé.") % {"kind": kind},
    )
