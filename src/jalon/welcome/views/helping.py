"""Those who help: their shifts, and welcoming during one, without reading anybody's record. (P06.1)"""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.people.models import Person
from jalon.welcome import actions, faces, forms, policies, queries, rules
from jalon.welcome.models import Shift
from jalon.welcome.views import frame


@area("welcome.help", "welcome.receive")
def shifts(request: Request) -> HttpResponseBase:
    """My shifts: the one that runs first, and somebody to replace me."""
    now = timezone.now()
    rows = list(queries.own_shifts(request.actor, now=now))
    lines = [(row, row.starts_at <= now, _replacing(request, row)) for row in rows]
    context = {"centre": request.centre, "lines": lines, "me": request.actor.person_id}
    return ui.render(request, "welcome/shifts.html", context)


def _replacing(request: Request, shift: Shift) -> list[Person]:
    """Whom one may ask."""
    if not policies.shift.can_replace(request.actor, shift):
        return []
    return list(queries.possible_welcomers(shift.centre, shift.day).exclude(pk=shift.person_id))


@require_POST
@page(policies.shift, "replace")
def replace(request: Request, shift: Shift) -> HttpResponseBase:
    """Somebody else welcomes; an empty choice gives the shift back."""
    form = forms.ReplacementForm(request.POST, shift=shift)
    try:
        if "back" in request.POST:
            actions.replace_welcomer(shift, None, by=request.actor, now=timezone.now())
            ui.toast(request, _("Le créneau revient à %(name)s.") % {"name": shift.person.full_name})
        elif form.is_valid():
            chosen = form.cleaned_data["replacement"]
            actions.replace_welcomer(shift, chosen, by=request.actor, now=timezone.now())
            undo = ui.Undo(frame.address("replace", request, shift.public_id), {"back": "1"})
            ui.toast(request, _("%(name)s accueille à ce créneau.") % {"name": chosen.full_name}, undo=undo)
        else:
            ui.toast(request, _("Choisissez qui remplace."), tone="warning")
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    return ui.redirect(request, frame.address("shifts", request))


@page(policies.shift, "view")
def duty(request: Request, shift: Shift) -> HttpResponseBase:
    """Welcome during one's shift: find, write, go on; outside the shift, a sentence and nothing else."""
    now = timezone.now()
    why_not = rules.why_not_on_duty(
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        is_cancelled=shift.cancelled_at is not None,
        is_mine=shift.welcomer_id == request.actor.person_id and request.actor.can("welcome.help"),
        now=now,
    )
    form = forms.QuickForm(request.POST or None, centre=request.centre)
    newcomer = forms.NewcomerForm(request.POST or None)
    if request.method == "POST":
        answer = _write(request, shift, form, newcomer)
        if answer is not None:
            return answer
    context: dict[str, Any] = {
        "centre": request.centre,
        "shift": shift,
        "why_not": why_not,
        "here": request.path,
        "kept": {},
        "form": form,
        "newcomer": newcomer,
    }
    if why_not is None:
        context |= _chosen(request, shift)
    wrong = form.errors or (newcomer.is_bound and not request.POST.get("person") and newcomer.errors)
    return ui.render(request, "welcome/duty.html", context, partial="found", status=422 if wrong else 200)


def _chosen(request: Request, shift: Shift) -> dict[str, Any]:
    now, typed = timezone.now(), request.GET.get("q", "")[:80]
    asked = request.POST.get("person", "") or request.GET.get("personne", "")
    person = faces.face_of(shift, asked, by=request.actor, now=now)
    return {
        "typed": typed,
        "found": faces.faces(shift, typed, by=request.actor, now=now) if typed else [],
        "chosen_name": person.full_name if person else "",
        "chosen_id": person.public_id if person else "",
    }


def _write(
    request: Request, shift: Shift, form: forms.QuickForm, newcomer: forms.NewcomerForm
) -> HttpResponseBase | None:
    """The answer once it is written; None when something is to be corrected."""
    now = timezone.now()
    at = frame.moment_of(request, now)
    policies.shift.require("write", request.actor, policies.Duty(shift, now, at))
    asked = request.POST.get("person", "")
    person = Person.objects.live().filter(centre=shift.centre, public_id=asked).first() if asked else None
    is_right = form.is_valid()
    if not (person or newcomer.is_valid()) or not is_right:
        return None
    who: Person | actions.Newcomer = person or frame.newcomer_of(request, newcomer, form)
    try:
        actions.welcome_on_shift(
            shift, who, form.details(), by=request.actor, now=now, at=at, key=frame.key_of(request)
        )
    except Forbidden:
        raise
    except Refused as refusal:
        forms.refuse(form, refusal)
        return None
    ui.toast(request, _("C’est noté. Au suivant !"))
    return ui.redirect(request, request.path)
