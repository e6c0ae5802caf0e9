"""Opening hours of the centre, hours and absences of the team."""

from datetime import time
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.accounts import policies as accounts
from jalon.bookings import actions, forms, overviews, policies, rules
from jalon.bookings.models import OpeningHours, WorkingTime
from jalon.bookings.views.frame import address, done, tabs, today_at
from jalon.core.pages import area, member, page
from jalon.core.request import Request
from jalon.core.texts import localized
from jalon.people.models import Person


def lines(week: list[Any]) -> list[tuple[Any, str]]:
    """A week in words, day by day; a day that is as usual says so."""
    said = []
    for label, parts in zip(forms.WEEKDAYS, week, strict=True):
        hours = [(time.fromisoformat(first), time.fromisoformat(last)) for first, last in parts or []]
        words = _("comme d’habitude") if parts is None else rules.said(hours) or _("fermé")
        said.append((label, words))
    return said


@area("structures.read")
def hours(request: Request) -> HttpResponse:
    """The usual week and the special timetables."""
    rows = [(row, lines(row.week)) for row in overviews.hours_of_centre(request.actor) if row.removed_at is None]
    today = today_at(request)
    context = {
        **tabs(request, "hours"),
        "usual": [pair for pair in rows if not pair[0].is_special],
        "special": sorted(
            (pair for pair in rows if pair[0].is_special),
            key=lambda pair: ((pair[0].ends_on or today) < today, pair[0].starts_on),
        ),
        "today": today,
    }
    return ui.render(request, "bookings/hours.html", context)


@area("bookings.configure")
def add_hours(request: Request) -> HttpResponseBase:
    """Write the usual week (`?habituel`), or a special timetable."""
    return _hours_form(request, None, is_special="habituel" not in request.GET)


@page(policies.opening, "configure", key="pk")
def edit_hours(request: Request, row: OpeningHours) -> HttpResponseBase:
    """Correct hours."""
    return _hours_form(request, row, is_special=row.is_special)


def _hours_form(request: Request, row: OpeningHours | None, *, is_special: bool) -> HttpResponseBase:
    initial = {"starts_on": today_at(request), "label": "" if is_special else _("Semaine habituelle")}
    if row is not None:
        initial = {"label": localized(row.label), "starts_on": row.starts_on, "ends_on": row.ends_on}
    form = forms.OpeningForm(request.POST or None, week=row.week if row else None, optional=is_special, initial=initial)
    if request.method == "POST" and forms.attempt(
        form,
        lambda data: actions.set_opening(
            request.centre,
            label=data["label"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            week=form.week(),
            is_special=is_special,
            by=request.actor,
            now=timezone.now(),
            row=row,
        ),
    ):
        ui.toast(request, _("Horaires enregistrés."))
        return ui.redirect(request, address(request, "hours"))
    context = {**tabs(request, "hours"), "form": form, "row": row, "is_special": is_special}
    return ui.render(request, "bookings/hours_form.html", context, status=422 if form.errors else 200)


@require_POST
@page(policies.opening, "configure", key="pk")
def remove_hours(request: Request, row: OpeningHours) -> HttpResponseBase:
    """Take hours away, with the way back."""
    undo = ui.Undo(address(request, "restore_hours", row.pk))
    return done(
        request,
        address(request, "hours"),
        lambda: actions.remove_opening(row, by=request.actor, now=timezone.now()),
        _("« %(label)s » est retiré.") % {"label": row},
        undo=undo,
    )


@require_POST
@page(policies.opening, "configure", key="pk")
def restore_hours(request: Request, row: OpeningHours) -> HttpResponseBase:
    """Put hours back."""
    return done(
        request,
        address(request, "hours"),
        lambda: actions.restore_opening(row, by=request.actor, now=timezone.now()),
        _("« %(label)s » est de nouveau en vigueur.") % {"label": row},
    )


@area("accounts.read")
def team(request: Request) -> HttpResponse:
    """When each of the team works, and who will be away."""
    today = today_at(request)
    rows = [
        (row, lines(row.working.week) if row.working else [])
        for row in overviews.team_weeks(request.actor, request.centre, today)
    ]
    return ui.render(request, "bookings/team.html", {**tabs(request, "team"), "rows": rows, "today": today})


@member
def my_hours(request: Request) -> HttpResponseBase:
    """One's own working week."""
    return _working_form(request, request.person)


@page(accounts.team)
def working_hours(request: Request, person: Person) -> HttpResponseBase:
    """Somebody's working week, set by themself or by whoever plans."""
    return _working_form(request, person)


def _working_form(request: Request, person: Person) -> HttpResponseBase:
    policies.working_time.require("plan", request.actor, person)
    today = today_at(request)
    rows = list(overviews.working_times_of(request.actor, person))
    week = rows[0].week if rows else overviews.usual_week(request.centre, today)
    form = forms.WorkingForm(request.POST or None, week=week, today=today)
    if request.method == "POST" and forms.attempt(
        form,
        lambda data: actions.set_working_time(
            person, starts_on=data["starts_on"], week=form.week(), by=request.actor, now=timezone.now()
        ),
    ):
        ui.toast(request, _("Horaires de travail enregistrés."))
        return ui.redirect(request, request.path)
    context = {
        **tabs(request, "team"),
        "form": form,
        "person": person,
        "own": person.pk == request.actor.person_id,
        "rows": [(row, lines(row.week)) for row in rows],
        "today": today,
    }
    return ui.render(request, "bookings/working.html", context, status=422 if form.errors else 200)


@require_POST
@page(policies.working_time, key="pk")
def end_hours(request: Request, row: WorkingTime) -> HttpResponseBase:
    """Take a working week away."""
    own = row.person_id == request.actor.person_id
    to = address(request, "my_hours") if own else address(request, "working_hours", row.person.public_id)
    return done(
        request,
        to,
        lambda: actions.end_working_time(row, by=request.actor, now=timezone.now()),
        _("Ces horaires ne comptent plus."),
    )
