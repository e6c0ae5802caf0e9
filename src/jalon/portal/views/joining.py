"""Signing up from a phone in three short steps: mailbox, code, name. (P06.3, P08.4)"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jalon import ui
from jalon.accounts import access, entrance, limits, proof
from jalon.accounts import queries as accounts
from jalon.accounts.actions import create_account
from jalon.activities import actions as activities
from jalon.activities import policies
from jalon.core.actor import system
from jalon.core.moments import local
from jalon.core.pages import public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.portal import queries
from jalon.portal.actions import join_centre
from jalon.portal.forms import AddressForm, CodeForm, IdentityForm
from jalon.portal.queries import Identity

WANTED = "portal_wanted"
"""In the session: the activity for which somebody signs up."""


def _next_page(request: Request) -> str:
    """The activity that the visitor came for, else their own page."""
    wanted = request.session.get(WANTED)
    if wanted and policies.activity.visible_to(request.actor).filter(public_id=wanted).exists():
        return reverse("portal:activity", args=[request.centre.code, wanted])
    return reverse("portal:mine", args=[request.centre.code])


@public
def address(request: Request) -> HttpResponse:
    """Step 1: an address, to which a code is sent. The answer is the same for known and unknown addresses."""
    if request.person is not None:
        return redirect(_next_page(request))
    wanted = request.GET.get("pour", "")[:20]
    if wanted:
        request.session[WANTED] = wanted
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof.start_proof(request, email=form.cleaned_data["email"], centre=request.centre, now=timezone.now())
            return ui.redirect(request, reverse("portal:code", args=[request.centre.code]))
        except Refused as no:
            form.add_error("email", str(no))
    return ui.render(request, "portal/join_address.html", {"form": form}, status=422 if form.errors else 200)


@public
def code(request: Request) -> HttpResponse:
    """Step 2: the code; whoever already has an account here is signed in."""
    now = timezone.now()
    asked = proof.asked_address(request, centre=request.centre)
    if asked is None:
        return redirect(reverse("portal:join", args=[request.centre.code]))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proven = proof.finish_proof(request, code=form.cleaned_data["code"], centre=request.centre, now=now)
        except Refused as no:
            form.add_error("code", str(no))
        else:
            user = accounts.user_of_address(proven)
            if user is not None and access.place_of(user, request.centre.code) is not None:
                to = _next_page(request)
                proof.forget_proof(request)
                return entrance.sign_in(request, user, email=proven, to=to)
            return ui.redirect(request, reverse("portal:identity", args=[request.centre.code]))
    context = {"form": form, "address": asked}
    return ui.render(request, "portal/join_code.html", context, status=422 if form.errors else 200)


@public
def identity(request: Request) -> HttpResponse:
    """Step 3: the name, and a birth date or student number only where the address is several people's."""
    now = timezone.now()
    proven = proof.proven_address(request, centre=request.centre, now=now)
    if proven is None:
        return redirect(reverse("portal:join", args=[request.centre.code]))
    form = IdentityForm(request.POST or None, needs_more=queries.needs_more(request.centre, proven))
    if request.method == "POST" and form.is_valid():
        try:
            limits.take(request, "proof_code")
            return _open_account(request, proven, form)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
    context = {"form": form, "address": proven}
    return ui.render(request, "portal/join_identity.html", context, status=422 if form.errors else 200)


def _open_account(request: Request, proven: str, form: IdentityForm) -> HttpResponse:
    """Register, open the account, take the seat that was wanted when it can be, and sign in."""
    now = timezone.now()
    centre = request.centre
    person = join_centre(centre, address=proven, identity=Identity(**form.cleaned_data), now=now)
    user = create_account(email=proven, password=None, person=person, by=system(centre.pk), now=now)
    wanted = request.session.get(WANTED)
    actor = access.person_actor(person, local(now, centre.timezone).date())
    to = _next_page(request)
    activity = policies.activity.visible_to(actor).filter(public_id=wanted).first() if wanted else None
    if activity is not None:
        try:
            activities.register(activity, person, by=actor, now=now)
        except Refused as no:
            ui.toast(request, str(no), tone="warning")
    request.session.pop(WANTED, None)
    proof.forget_proof(request)
    return entrance.sign_in(request, user, email=proven, to=to)
