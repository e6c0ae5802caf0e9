"""Programming: create, edit, duplicate, publish, cancel, each with its way back. (P08.1, P08.3, T02)"""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, forms, policies, rules
from jalon.activities.models import Activity
from jalon.activities.views import frame
from jalon.bookings import queries as bookings
from jalon.bookings.values import Resource, Span
from jalon.core.arrivals import once
from jalon.core.moments import local
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request

TAKEN = {"room", "leader", "equipment"}
"""A refusal beside one of these fields can be accepted: two activities then share what they take knowingly."""
PREFILLED = {"day": "jour", "starts_clock": "debut", "room": "salle"}
"""Fields of a new activity that the address may give."""


def _form(request: Request, activity: Activity | None = None) -> forms.ActivityForm:
    today = local(timezone.now(), request.centre.timezone).date()
    if activity is not None:
        initial = forms.initial_of(activity)
    else:
        initial = {"leader": request.actor.person_id, "language": "fr"}
        # What the calendar knows of the place where one clicked; nonsense shows as it was typed, and is refused.
        initial |= {name: request.GET.get(asked, "")[:20] for name, asked in PREFILLED.items()}
    return forms.ActivityForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        centre=request.centre,
        today=today,
        leader=activity.leader if activity else None,
        kind=activity.type if activity else None,
    )


@area("activities.edit")
def new(request: Request) -> HttpResponseBase:
    """Put a new activity in the programme, as a draft."""
    form = _form(request)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            public_id = _create(request, form)
        except Refused as refusal:
            refused = refusal
            forms.refuse(form, refusal)
        else:
            ui.toast(request, _("Brouillon enregistré. Il reste à le publier."))
            return ui.redirect(request, "activities:activity", request.centre.code, public_id)
    return _page(request, form, refused)


def _create(request: Request, form: forms.ActivityForm) -> str:
    now = timezone.now()

    def do() -> str:
        return str(
            actions.create_activity(
                request.centre,
                by=request.actor,
                now=now,
                levels=form.cleaned_data["levels"],
                equipment=form.cleaned_data["equipment"],
                accept_conflicts="accept" in request.POST,
                **form.fields_of_activity(),
            ).public_id
        )

    return str(
        once(frame.key_of(request), act="activities.created", of=request.centre, by=request.actor, now=now, do=do)
    )


@page(policies.activity, "edit")
def edit(request: Request, activity: Activity) -> HttpResponseBase:
    """Change an activity; a new date or place first shows what those who are expected will be told."""
    if reason := rules.why_not_changed(activity):
        ui.toast(request, reason, tone="warning")
        return ui.redirect(request, frame.address("activity", activity))
    form = _form(request, activity)
    refused, preview = None, None
    if request.method == "POST" and form.is_valid():
        try:
            preview = _save_or_foresee(request, activity, form)
        except Refused as refusal:
            refused = refusal
            forms.refuse(form, refusal)
        else:
            if preview is None:
                ui.toast(request, _("Activité enregistrée."))
                return ui.redirect(request, frame.address("activity", activity))
    return _page(request, form, refused, activity=activity, preview=preview)


def _save_or_foresee(request: Request, activity: Activity, form: forms.ActivityForm) -> Any:
    """Save, unless people would be told and nobody said yet whether they should be: then what they would read."""
    told = request.POST.get("tell", "")
    options: dict[str, Any] = {
        "by": request.actor,
        "now": timezone.now(),
        "fields": form.fields_of_activity(),
        "levels": form.cleaned_data["levels"],
        "equipment": form.cleaned_data["equipment"],
        "accept_conflicts": "accept" in request.POST,
    }
    if told not in {"yes", "no"} and (preview := actions.foresee_edit(activity, **options)):
        return preview
    actions.edit_activity(activity, **options, quiet=told == "no")
    return None


def _page(
    request: Request,
    form: forms.ActivityForm,
    refused: Refused | None,
    *,
    activity: Activity | None = None,
    preview: Any = None,
) -> HttpResponse:
    if isinstance(refused, Forbidden):
        raise refused
    context = {
        "form": form,
        "activity": activity,
        "centre": request.centre,
        "preview": preview,
        "is_taken": refused is not None and refused.field in TAKEN,
        "accepted": "accept" in request.POST,
        "types": form.fields["type"].queryset,  # type: ignore[attr-defined]
        "availability_url": reverse("activities:availability", args=[request.centre.code]),
    }
    return ui.render(request, "activities/form.html", context, status=422 if form.errors else 200)


@area("activities.edit")
def availability(request: Request) -> HttpResponse:
    """While one chooses: what is taken, what to know of that day, and whether the room is large enough."""
    today = local(timezone.now(), request.centre.timezone).date()
    form = forms.ActivityForm(request.GET, centre=request.centre, today=today)
    form.is_valid()
    values = form.cleaned_data
    room, seats = values.get("room"), values.get("seats")
    is_known = all(values.get(name) for name in ("day", "starts_clock", "ends_clock"))
    found: dict[str, Any] = {"is_known": is_known, "narrow": None}
    if room and seats and room.seats and room.seats < seats:
        found["narrow"] = room
    if found["is_known"] and values["ends_clock"] > values["starts_clock"]:
        held = policies.activity.visible_to(request.actor).filter(public_id=request.GET.get("activity", "")).first()
        found |= _taken(request, values, held)
    else:
        found["is_known"] = False
    return ui.render(request, "activities/availability.html", {**found, "centre": request.centre})


def _taken(request: Request, values: dict[str, Any], held: Activity | None) -> dict[str, Any]:
    """What stands in the way of the time and the choices of the form, and what is only to be known."""
    room, leader = values.get("room"), values.get("leader")
    zone = (room.site.timezone if room else "") or request.centre.timezone
    span = Span(values["day"], values["starts_clock"], values["ends_clock"], zone)
    resources = [
        *([Resource("room", room.pk)] if room else []),
        *([Resource("person", leader.pk)] if leader else []),
        *(Resource("equipment", thing.pk) for thing in values.get("equipment", ())),
    ]
    taken = bookings.conflicts(
        request.centre,
        resources=resources,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        except_subject=("activity", held.pk) if held else None,
    )
    warnings = bookings.warnings(
        request.centre,
        day=span.day,
        starts=span.starts_clock,
        ends=span.ends_clock,
        person_id=leader.pk if leader else None,
    )
    return {
        "taken": [(rules.why_taken(conflict), conflict) for conflict in taken],
        "warnings": warnings,
        "chosen": bool(resources),
    }


@page(policies.activity, "edit")
def duplicate(request: Request, activity: Activity) -> HttpResponseBase:
    """The same activity on another day, a week later unless said otherwise."""
    today = local(timezone.now(), request.centre.timezone).date()
    proposed = max(activity.day, today) + timedelta(days=7)
    form = forms.DuplicateForm(request.POST or None, initial={"day": proposed})
    made: list[Activity] = []
    if request.method == "POST" and forms.attempt(
        form,
        lambda data: made.append(
            actions.duplicate_activity(activity, day=data["day"], by=request.actor, now=timezone.now())
        ),
    ):
        ui.toast(request, _("Copie enregistrée en brouillon : relisez-la, puis publiez-la."))
        return ui.redirect(request, frame.address("edit", made[0]))
    context = {"activity": activity, "centre": request.centre, "form": form}
    return ui.render(request, "activities/duplicate.html", context, status=422 if form.errors else 200)


@require_POST
@page(policies.activity, "publish")
def publish(request: Request, activity: Activity) -> HttpResponseBase:
    """Announce the activity on the portal, with the way back while nobody has registered."""
    undo = ui.Undo(frame.address("unpublish", activity))
    return frame.done(
        request,
        frame.address("activity", activity),
        lambda: actions.publish_activity(activity, by=request.actor, now=timezone.now()),
        _("Activité publiée : les jeunes peuvent la voir."),
        undo=undo,
    )


@require_POST
@page(policies.activity, "publish")
def unpublish(request: Request, activity: Activity) -> HttpResponseBase:
    """Make it a draft again."""
    return frame.done(
        request,
        frame.address("activity", activity),
        lambda: actions.unpublish_activity(activity, by=request.actor, now=timezone.now()),
        _("L’activité est de nouveau un brouillon."),
    )


@page(policies.activity, "edit")
def cancel(request: Request, activity: Activity) -> HttpResponseBase:
    """Cancel an activity: who will be told and what they will read stands on the page."""
    now = timezone.now()
    form = forms.CancelForm(request.POST or None)
    quiet = request.POST.get("tell") == "no"
    if request.method == "POST" and forms.attempt(
        form,
        lambda data: actions.cancel_activity(activity, reason=data["reason"], by=request.actor, now=now, quiet=quiet),
    ):
        undo = ui.Undo(frame.address("restore", activity))
        ui.toast(request, _("Activité annulée."), undo=undo)
        return ui.redirect(request, frame.address("activity", activity))
    why_not = rules.why_not_cancelled(activity, "-")
    reason = form.data.get("reason", "").strip() or _("(votre raison)")
    preview = None if why_not else actions.foresee_cancel(activity, reason=reason, by=request.actor, now=now)
    context = {
        "activity": activity,
        "centre": request.centre,
        "form": form,
        "preview": preview,
        "why_not": why_not,
    }
    return ui.render(request, "activities/cancel.html", context, status=422 if form.errors else 200)


@require_POST
@page(policies.activity, "edit")
def restore(request: Request, activity: Activity) -> HttpResponseBase:
    """Take the cancelling back, while nobody has been told."""
    return frame.done(
        request,
        frame.address("activity", activity),
        lambda: actions.restore_activity(activity, by=request.actor, now=timezone.now()),
        _("L’activité a de nouveau lieu : les inscriptions sont rétablies."),
    )
