"""Public holidays, school holidays, closures."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.bookings import actions, forms, overviews, policies, standing
from jalon.bookings.models import Holiday
from jalon.bookings.views.frame import address, done, tabs, today_at
from jalon.core.pages import area, page
from jalon.core.request import Request


@area("structures.read")
def days(request: Request) -> HttpResponse:
    """The days off of one year, with what takes place on them."""
    today = today_at(request)
    typed = request.GET.get("annee", "")
    year = int(typed) if typed.isdecimal() and 1900 < int(typed) < 2200 else today.year
    rows = overviews.holidays_of(request.actor, request.centre, date(year, 1, 1), date(year, 12, 31))
    context = {
        **tabs(request, "days"),
        "kept": [row for row in rows if row.holiday.removed_at is None],
        "removed": [row for row in rows if row.holiday.removed_at],
        "to_confirm": sum(1 for row in rows if row.holiday.is_unsure(today)),
        "year": year,
        "today": today,
        "before": f"{request.path}?annee={year - 1}",
        "after": f"{request.path}?annee={year + 1}",
    }
    return ui.render(request, "bookings/days.html", context)


@area("bookings.configure")
def add_day(request: Request) -> HttpResponseBase:
    """Put days off in the calendar."""
    form = forms.HolidayForm(request.POST or None, initial={"kind": "closure"})
    made: list[Holiday] = []
    if request.method == "POST" and forms.attempt(
        form,
        lambda data: made.append(actions.add_holiday(request.centre, **data, by=request.actor, now=timezone.now())),
    ):
        undo = ui.Undo(address(request, "remove_day", made[0].pk))
        ui.toast(request, _("« %(label)s » est au calendrier du centre.") % {"label": made[0]}, undo=undo)
        return ui.redirect(request, address(request, "day", made[0].pk))
    context = {**tabs(request, "days"), "form": form}
    return ui.render(request, "bookings/day_form.html", context, status=422 if form.errors else 200)


@page(policies.holiday, key="pk")
def day(request: Request, holiday: Holiday) -> HttpResponseBase:
    """What takes place on these days; whoever keeps the calendar moves them, after reading whom it tells."""
    may_configure = policies.holiday.can_configure(request.actor, holiday)
    form = forms.MoveForm(request.POST or None, initial={"starts_on": holiday.starts_on, "ends_on": holiday.ends_on})
    preview = None
    if request.method == "POST":
        policies.holiday.require("configure", request.actor, holiday)
        moved, preview = _move_or_foresee(request, holiday, form)
        if moved:
            return ui.redirect(request, request.path)
    context = {
        **tabs(request, "days"),
        "holiday": holiday,
        "form": form if may_configure else None,
        "preview": preview,
        "meets": _meets(request, form) if preview else [],
        "standing": standing.standing_on(request.centre, holiday.starts_on, holiday.ends_on),
    }
    return ui.render(request, "bookings/day.html", context, status=422 if form.errors else 200)


def _move_or_foresee(request: Request, holiday: Holiday, form: forms.MoveForm) -> tuple[bool, Any]:
    """Move the days, unless people would be told and nobody said yet whether they should be: then what they read."""
    told, foreseen = request.POST.get("tell", ""), None
    if form.is_valid() and told not in {"yes", "no"}:
        foreseen = actions.foresee_move(holiday, **form.cleaned_data, by=request.actor, now=timezone.now())
    if foreseen is not None or not forms.attempt(
        form,
        lambda data: actions.move_holiday(holiday, **data, by=request.actor, now=timezone.now(), quiet=told == "no"),
    ):
        return False, foreseen
    undo = ui.Undo(address(request, "unmove_day", holiday.pk))
    ui.toast(request, _("« %(label)s » est déplacé.") % {"label": holiday}, undo=undo)
    return True, None


def _meets(request: Request, form: forms.MoveForm) -> list[standing.Standing]:
    first = form.cleaned_data["starts_on"]
    return standing.standing_on(request.centre, first, form.cleaned_data["ends_on"] or first)


@require_POST
@page(policies.holiday, "configure", key="pk")
def unmove_day(request: Request, holiday: Holiday) -> HttpResponseBase:
    """Undo: the days as they were."""
    return done(
        request,
        address(request, "day", holiday.pk),
        lambda: actions.unmove_holiday(holiday, by=request.actor, now=timezone.now()),
        _("Les jours sont remis à leur date."),
    )


@require_POST
@page(policies.holiday, "configure", key="pk")
def confirm_day(request: Request, holiday: Holiday) -> HttpResponseBase:
    """The announced date is right."""
    undo = ui.Undo(address(request, "unconfirm_day", holiday.pk))
    return done(
        request,
        f"{address(request, 'days')}?annee={holiday.starts_on.year}",
        lambda: actions.confirm_holiday(holiday, by=request.actor, now=timezone.now()),
        _("Date confirmée : %(label)s.") % {"label": holiday},
        undo=undo,
    )


@require_POST
@page(policies.holiday, "configure", key="pk")
def unconfirm_day(request: Request, holiday: Holiday) -> HttpResponseBase:
    """Undo: the date is to confirm again."""
    return done(
        request,
        f"{address(request, 'days')}?annee={holiday.starts_on.year}",
        lambda: actions.unconfirm_holiday(holiday, by=request.actor, now=timezone.now()),
        _("Date de nouveau à confirmer : %(label)s.") % {"label": holiday},
    )


@require_POST
@page(policies.holiday, "configure", key="pk")
def remove_day(request: Request, holiday: Holiday) -> HttpResponseBase:
    """Take the days off the calendar, with the way back."""
    undo = ui.Undo(address(request, "restore_day", holiday.pk))
    return done(
        request,
        f"{address(request, 'days')}?annee={holiday.starts_on.year}",
        lambda: actions.remove_holiday(holiday, by=request.actor, now=timezone.now()),
        _("« %(label)s » n’est plus au calendrier du centre.") % {"label": holiday},
        undo=undo,
    )


@require_POST
@page(policies.holiday, "configure", key="pk")
def restore_day(request: Request, holiday: Holiday) -> HttpResponseBase:
    """Put the days back."""
    return done(
        request,
        f"{address(request, 'days')}?annee={holiday.starts_on.year}",
        lambda: actions.restore_holiday(holiday, by=request.actor, now=timezone.now()),
        _("« %(label)s » est de nouveau au calendrier du centre.") % {"label": holiday},
    )
