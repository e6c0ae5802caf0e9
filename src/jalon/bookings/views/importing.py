"""Bringing in one's own calendar: choose the file, look at what it holds, decide what it becomes."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.bookings import actions, forms, overviews, policies
from jalon.bookings.models import Occupation
from jalon.bookings.reading import LARGEST, Found, Read, Unreadable, read_calendar
from jalon.bookings.receiving import destinations
from jalon.bookings.views.frame import address, done
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request

SALT = "bookings.calendar"
KEPT = 24 * 3600
"""A preview left open longer than this has to be made again."""
SHOWN = 60
"""Events that the preview prints; it counts all of them."""


@area("structures.read")
def occupations(request: Request) -> HttpResponseBase:
    """What Jalon knows of one's own calendar, and the file that brings in more."""
    form = forms.CalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            read = _read(request, form)
        except Unreadable as fault:
            form.add_error("file", fault.sentence)
        else:
            return _preview(request, read.events, read=read)
    context = {
        "centre": request.centre,
        "form": form,
        "rows": overviews.occupations_of(request.actor, timezone.now()),
    }
    return ui.render(request, "bookings/occupations.html", context, status=422 if form.errors else 200)


def _read(request: Request, form: forms.CalendarForm) -> Read:
    file = form.cleaned_data["file"]
    content = file.read(LARGEST + 1)
    read = read_calendar(content, zone=request.centre.timezone, now=timezone.now())
    if not read.events:
        raise Unreadable(_("Cet agenda ne contient rien à venir."))
    return read


def _salt(request: Request) -> str:
    return f"{SALT}.{request.actor.person_id}"


def _preview(
    request: Request, events: list[Found], *, read: Read | None = None, fault: str = "", chosen: str = ""
) -> HttpResponse:
    """The events and what they may become; they travel signed in the form, so that nothing is stored meanwhile."""
    kept = [
        {**asdict(event), "starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat()}
        for event in events
    ]
    offered = [(one, one.choices(request.centre) if one.choices else []) for one in destinations(request.actor)]
    context = {
        "centre": request.centre,
        "events": events[:SHOWN],
        "total": len(events),
        "more": max(0, len(events) - SHOWN),
        "aside": _aside(read) if read else [],
        "offered": offered,
        "chosen": chosen or offered[0][0].code,
        "payload": signing.dumps(kept, salt=_salt(request), compress=True),
        "fault": fault,
    }
    return ui.render(request, "bookings/import.html", context, status=422 if fault else 200)


def _aside(read: Read) -> list[str]:
    """What was left aside, each with its reason."""
    said = [
        (read.past, ngettext("%(n)s hors de l’année qui vient", "%(n)s hors de l’année qui vient", read.past)),
        (read.free, ngettext("%(n)s annulé ou marqué libre", "%(n)s annulés ou marqués libres", read.free)),
        (read.ours, ngettext("%(n)s déjà dans Jalon", "%(n)s déjà dans Jalon", read.ours)),
        (read.broken, ngettext("%(n)s illisible", "%(n)s illisibles", read.broken)),
        (
            read.odd,
            ngettext(
                "%(n)s qui se répète d’une façon particulière : seule sa première date est regardée",
                "%(n)s qui se répètent d’une façon particulière : seule leur première date est regardée",
                read.odd,
            ),
        ),
    ]
    return [words % {"n": count} for count, words in said if count]


@require_POST
@area("structures.read")
def apply(request: Request) -> HttpResponseBase:
    """Make of the events what was decided."""
    try:
        kept: list[dict[str, Any]] = signing.loads(request.POST.get("payload", ""), salt=_salt(request), max_age=KEPT)
    except signing.BadSignature:
        ui.toast(request, _("Cet aperçu n’est plus valable : envoyez de nouveau le fichier."), tone="warning")
        return ui.redirect(request, address(request, "occupations"))
    moments = ("starts_at", "ends_at")
    events = [Found(**{**one, **{name: datetime.fromisoformat(one[name]) for name in moments}}) for one in kept]
    destination = request.POST.get("destination", "")
    try:
        report = actions.import_calendar(
            request.person,
            events,
            destination=destination,
            choice=request.POST.get(f"choice_{destination}", ""),
            by=request.actor,
            now=timezone.now(),
        )
    except Forbidden:
        raise
    except Refused as refusal:
        return _preview(request, events, fault=str(refusal), chosen=destination)
    said = _("%(created)s ajoutés, %(changed)s mis à jour, %(same)s déjà là.") % asdict(report)
    if report.refused:
        said += " " + _("%(refused)s n’ont pas pu l’être.") % asdict(report)
    ui.toast(request, said)
    return ui.redirect(request, address(request, "occupations"))


@require_POST
@page(policies.occupation, "change", key="pk")
def remove(request: Request, row: Occupation) -> HttpResponseBase:
    """One is free at that time after all, with the way back."""
    undo = ui.Undo(address(request, "restore_occupation", row.pk))
    return done(
        request,
        address(request, "occupations"),
        lambda: actions.remove_occupation(row, by=request.actor, now=timezone.now()),
        _("Ce moment est libre."),
        undo=undo,
    )


@require_POST
@page(policies.occupation, "change", key="pk")
def restore(request: Request, row: Occupation) -> HttpResponseBase:
    """Undo: taken again."""
    return done(
        request,
        address(request, "occupations"),
        lambda: actions.restore_occupation(row, by=request.actor, now=timezone.now()),
        _("Ce moment est de nouveau pris."),
    )
