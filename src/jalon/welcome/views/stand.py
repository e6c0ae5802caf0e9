"""A stand: the event is chosen once, then contacts follow one another, forty in a row. (P11.10, M19)"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon import ui
from jalon.activities.models import Activity
from jalon.core.pages import area
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.people.models import Person
from jalon.welcome import actions, faces, forms, queries
from jalon.welcome.models import Place, State
from jalon.welcome.views import frame


@dataclass(frozen=True)
class Where:
    """The event of a stand, as its address names it."""

    activity: Activity | None
    occasion: str

    @property
    def query(self) -> str:
        """The part of the address that names it."""
        named = {"activite": self.activity.public_id} if self.activity else {"evenement": self.occasion}
        return urlencode(named)

    @property
    def title(self) -> str:
        """In words."""
        return self.activity.title if self.activity else self.occasion


def _where(request: Request) -> Where | None:
    chosen, named = request.GET.get("activite", ""), request.GET.get("evenement", "").strip()[:120]
    if chosen:
        found = queries.stands(request.actor, request.centre, now=timezone.now()).filter(public_id=chosen).first()
        return Where(found, "") if found else None
    return Where(None, named) if named else None


@area("welcome.receive")
def stand(request: Request) -> HttpResponseBase:
    """Choose the event, then write contacts at its address."""
    where = _where(request)
    if where is None:
        context = {
            "centre": request.centre,
            "activities": queries.stands(request.actor, request.centre, now=timezone.now()),
        }
        return ui.render(request, "welcome/stands.html", context)
    form = forms.QuickForm(request.POST or None, centre=request.centre)
    newcomer = forms.NewcomerForm(request.POST or None)
    chosen = frame.person_of(request, request.POST.get("person", "") or request.GET.get("personne", ""))
    if request.method == "POST":
        answer = _write(request, where, form, newcomer, chosen)
        if answer is not None:
            return answer
    return _page(request, where, form, newcomer, chosen)


def _page(
    request: Request, where: Where, form: forms.QuickForm, newcomer: forms.NewcomerForm, chosen: Person | None
) -> HttpResponseBase:
    now, typed = timezone.now(), request.GET.get("q", "")[:80]
    met = queries.met_today(
        request.centre,
        place=Place.STAND,
        activity=where.activity,
        occasion=where.occasion,
        by=request.actor,
        now=now,
    )
    found = queries.people_called(request.centre, typed, by=request.actor, now=now) if typed else []
    context: dict[str, Any] = {
        "centre": request.centre,
        "where": where,
        "here": f"{request.path}?{where.query}",
        "form": form,
        "newcomer": newcomer,
        "chosen": chosen,
        "chosen_name": chosen.full_name if chosen else "",
        "chosen_id": chosen.public_id if chosen else "",
        "typed": typed,
        "found": [faces.face(person) for person in found],
        "count": met.count(),
        "latest": met[:5],
        "kept": {"activite": where.activity.public_id} if where.activity else {"evenement": where.occasion},
    }
    wrong = form.errors or (newcomer.is_bound and not chosen and newcomer.errors)
    return ui.render(request, "welcome/stand.html", context, partial="found", status=422 if wrong else 200)


def _write(
    request: Request, where: Where, form: forms.QuickForm, newcomer: forms.NewcomerForm, chosen: Person | None
) -> HttpResponseBase | None:
    """The answer once the contact is written; None when something is to be corrected."""
    is_right = form.is_valid()
    if not (chosen or newcomer.is_valid()) or not is_right:
        return None
    who: Person | actions.Newcomer = chosen or frame.newcomer_of(request, newcomer, form)
    now = timezone.now()
    try:
        visit = actions.welcome_visitor(
            request.centre,
            who,
            actions.Met(Place.STAND, where.activity, where.occasion, State.SERVED),
            details=form.details(),
            by=request.actor,
            now=now,
            at=frame.moment_of(request, now),
            key=frame.key_of(request),
        )
    except Forbidden:
        raise
    except Refused as refusal:
        forms.refuse(form, refusal)
        return None
    undo = ui.Undo(frame.address("cancel", request, visit.public_id), {"to": f"{request.path}?{where.query}"})
    ui.toast(request, _("%(name)s : noté. Au suivant !") % {"name": visit.person.full_name}, undo=undo)
    return ui.redirect(request, f"{request.path}?{where.query}")
