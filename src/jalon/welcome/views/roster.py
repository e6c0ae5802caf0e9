"""The roster of the desk and stands, week by week. (P06.1, P11.10)"""

from datetime import date, timedelta
from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.moments import local
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.welcome import actions, forms, policies, queries
from jalon.welcome.models import Shift
from jalon.welcome.views import frame


@area("welcome.receive", "welcome.plan")
def roster(request: Request) -> HttpResponseBase:
    """Who welcomes when, this week or another; a form for one shift more."""
    now = timezone.now()
    today = local(now, request.centre.timezone).date()
    may_plan = policies.shift.can_plan(request.actor, request.centre.pk)
    first = _monday(request, today)
    form = forms.ShiftForm(
        request.POST or None,
        centre=request.centre,
        actor=request.actor,
        today=today,
        initial={"day": max(first, today)},
    )
    if request.method == "POST":
        if not may_plan:
            policies.shift.require("plan", request.actor, request.centre.pk)
        if form.is_valid() and _plan(request, form):
            return ui.redirect(request, f"{frame.address('roster', request)}?semaine={form.cleaned_data['day']}")
    shifts = list(queries.roster(request.actor, first, first + timedelta(days=6)))
    days = [first + timedelta(days=number) for number in range(7)]
    context: dict[str, Any] = {
        "centre": request.centre,
        "form": form if may_plan else None,
        "days": [(day, [shift for shift in shifts if shift.day == day]) for day in days],
        "first": first,
        "last": days[-1],
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
        "today": today,
        "may_plan": may_plan,
        "now": now,
    }
    return ui.render(request, "welcome/roster.html", context, status=422 if form.errors else 200)


def _monday(request: Request, today: date) -> date:
    try:
        asked = parse_date(request.GET.get("semaine", "")) or today
    except ValueError:
        asked = today
    if not 2000 <= asked.year <= 2100:
        asked = today
    return asked - timedelta(days=asked.weekday())


def _plan(request: Request, form: forms.ShiftForm) -> bool:
    data = {**form.cleaned_data}
    person = data.pop("person")
    try:
        shift = actions.plan_shift(
            request.centre, person, **data, by=request.actor, now=timezone.now(), key=frame.key_of(request)
        )
    except Forbidden:
        raise
    except Refused as refusal:
        forms.refuse(form, refusal)
        return False
    undo = ui.Undo(frame.address("cancel_shift", request, shift.public_id), {})
    ui.toast(request, _("%(name)s est au planning.") % {"name": person.full_name}, undo=undo)
    return True


@require_POST
@page(policies.shift, "change")
def cancel(request: Request, shift: Shift) -> HttpResponseBase:
    """Off the roster."""
    return _flip(request, shift, restored=False)


@require_POST
@page(policies.shift, "change")
def restore(request: Request, shift: Shift) -> HttpResponseBase:
    """Back on it."""
    return _flip(request, shift, restored=True)


def _flip(request: Request, shift: Shift, *, restored: bool) -> HttpResponseBase:
    do = actions.restore_shift if restored else actions.cancel_shift
    try:
        do(shift, by=request.actor, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    else:
        undo = None if restored else ui.Undo(frame.address("restore_shift", request, shift.public_id), {})
        said = _("Le créneau est remis.") if restored else _("Le créneau est retiré du planning.")
        ui.toast(request, said, undo=undo)
    return ui.redirect(request, f"{frame.address('roster', request)}?semaine={shift.day}")
