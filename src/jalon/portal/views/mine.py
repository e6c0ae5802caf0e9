"""A young person's own pages: activities, certificates, personal data."""

import json

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.moments import local
from jalon.core.pages import member, public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.people import erasing
from jalon.portal import queries
from jalon.privacy import holding


@public
def mine(request: Request) -> HttpResponseBase:
    """What comes, what is past, what waits for this person; passers-by are first asked who they are."""
    if request.person is None:
        return redirect(reverse("portal:join", args=[request.centre.code]))
    return ui.render(request, "portal/mine.html", {"mine": queries.mine(request.person, now=timezone.now())})


@member
def data(request: Request) -> HttpResponseBase:
    """Everything that Jalon holds about this person, why and for how long."""
    person = request.person
    today = local(timezone.now(), request.centre.timezone).date()
    context = {
        "held": holding.held(person.pk, zone=request.centre.timezone),
        "asked": erasing.open_request(person),
        "refused": erasing.last_refusal(person),
        "why_not_erased": erasing.why_not_erased(person, today=today),
    }
    return ui.render(request, "portal/data.html", context)


@member
def download(request: Request) -> HttpResponseBase:
    """The same as a file that other programs read."""
    body = json.dumps(holding.as_json(request.person.pk), ensure_ascii=False, indent=2)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return answer


@require_POST
@member
def ask_erasure(request: Request) -> HttpResponseBase:
    """Ask that one's record be emptied; the Manager carries it out."""
    try:
        erasing.ask_erasure(request.person, by=request.actor, now=timezone.now())
        ui.toast(request, _("Votre demande est enregistrée. Le centre y répond dans un délai d’un mois au plus."))
    except Refused as no:
        ui.toast(request, str(no), tone="warning")
    return redirect(reverse("portal:data", args=[request.centre.code]))


@require_POST
@member
def withdraw_erasure(request: Request) -> HttpResponseBase:
    """Take back the request before the centre carries it out."""
    if erasing.withdraw_request(request.person, by=request.actor, now=timezone.now()):
        ui.toast(request, _("Votre demande est retirée : le centre garde votre fiche."))
    else:
        ui.toast(request, _("Le centre a déjà répondu à votre demande."), tone="warning")
    return redirect(reverse("portal:data", args=[request.centre.code]))
