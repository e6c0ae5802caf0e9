"""Signing up from a phone in three short steps: mailbox, code, name. (P06.3, P08.4)"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon import ui
from jalon.accounts import access, entrance, limits, proof
from jalon.accounts import queries as accounts
from jalon.activities import policies
from jalon.activities.models import Activity
from jalon.core.pages import public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.portal import actions, queries
from jalon.portal.forms import AddressForm, CodeForm, IdentityForm
from jalon.portal.queries import Identity

WANTED = "pour"
"""In the address of each step: the activity for which somebody signs up. Whoever only looks leaves no trace."""


def _wanted(request: Request) -> Activity | None:
    """The activity that the visitor came for, if it is still in sight."""
    public_id = request.GET.get(WANTED, "")[:20]
    return policies.activity.visible_to(request.actor).filter(public_id=public_id).first() if public_id else None


def _step_address(request: Request, name: str) -> str:
    """Another of the three steps, for the same activity."""
    wanted = request.GET.get(WANTED, "")[:20]
    address = reverse(f"portal:{name}", args=[request.centre.code])
    return f"{address}?{urlencode({WANTED: wanted})}" if wanted else address


def _next_page(request: Request, wanted: Activity | None) -> str:
    """The activity that the visitor came for, else their own page."""
    if wanted is not None:
        return reverse("portal:activity", args=[request.centre.code, wanted.public_id])
    return reverse("portal:mine", args=[request.centre.code])


def _step(request: Request, template: str, form: Any, number: int, **more: Any) -> HttpResponseBase:
    """One of the three pages, with where one is among them and what one signs up for."""
    steps = [_("Adresse"), _("Code"), _("Nom")]
    wanted = _wanted(request)
    context = {
        "form": form,
        "steps": steps,
        "number": number,
        "wanted": wanted,
        "first_step": _step_address(request, "join"),
        "after": _next_page(request, wanted),
        **more,
    }
    return ui.render(request, template, context, status=422 if form.errors else 200)


@public
def address(request: Request) -> HttpResponseBase:
    """Step 1: an address, to which a code is sent. The answer is the same for known and unknown addresses."""
    if request.person is not None:
        return redirect(_next_page(request, _wanted(request)))
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof.start_proof(request, email=form.cleaned_data["email"], centre=request.centre, now=timezone.now())
            return ui.redirect(request, _step_address(request, "code"))
        except Refused as no:
            form.add_error("email", str(no))
    return _step(request, "portal/join_address.html", form, 1)


@public
def code(request: Request) -> HttpResponseBase:
    """Step 2: the code; whoever already has an account here is signed in."""
    now = timezone.now()
    asked = proof.asked_address(request, centre=request.centre)
    if asked is None:
        return redirect(_step_address(request, "join"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proven = proof.finish_proof(request, code=form.cleaned_data["code"], centre=request.centre, now=now)
        except Refused as no:
            form.add_error("code", str(no))
        else:
            return _known(request, proven) or ui.redirect(request, _step_address(request, "identity"))
    return _step(request, "portal/join_code.html", form, 2, address=asked)


def _known(request: Request, proven: str) -> HttpResponseBase | None:
    """Sign in whoever has an account here already, with the place that they came for.

    None for the others, who say their name next. Where a second factor protects the account, a mailbox is not enough
    to act: the page of the activity then asks for one more tap.
    """
    user = accounts.user_of_address(proven)
    place = access.place_of(user, request.centre.code) if user else None
    if user is None or place is None or place[1] is None:
        return None
    wanted = _wanted(request)
    public_id = wanted.public_id if wanted is not None and not accounts.has_second_factor(user) else ""
    if refusal := actions.take_wanted(place[1], public_id, now=timezone.now()):
        ui.toast(request, refusal, tone="warning")
    proof.forget_proof(request)
    return entrance.sign_in(request, user, email=proven, to=_next_page(request, wanted))


@public
def identity(request: Request) -> HttpResponseBase:
    """Step 3: the name, and a birth date or a number only where the address is several people's."""
    now = timezone.now()
    if request.person is not None:
        return redirect(_next_page(request, _wanted(request)))
    proven = proof.proven_address(request, centre=request.centre, now=now)
    if proven is None:
        return redirect(_step_address(request, "join"))
    form = IdentityForm(request.POST or None, needs_more=queries.needs_more(request.centre, proven))
    if request.method == "POST" and form.is_valid():
        try:
            limits.take(request, "proof_code")
            return _join(request, proven, form)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
    return _step(request, "portal/join_identity.html", form, 3, address=proven)


def _join(request: Request, proven: str, form: IdentityForm) -> HttpResponseBase:
    """Open the account, take the place that was wanted when it can be, and sign in."""
    wanted = _wanted(request)
    joined = actions.join(
        request.centre,
        address=proven,
        identity=Identity(**form.cleaned_data),
        wanted=wanted.public_id if wanted else "",
        key=request.POST.get("arrival_key"),
        now=timezone.now(),
    )
    if joined.refusal:
        ui.toast(request, joined.refusal, tone="warning")
    proof.forget_proof(request)
    return entrance.sign_in(request, joined.user, email=proven, to=_next_page(request, wanted))
