"""The door, invitations, and one's own account."""

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.accounts import actions, entrance, forms, limits, queries, rules
from jalon.accounts.models import Invitation, User
from jalon.core.actor import Actor, ActorKind
from jalon.core.pages import member, public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.structures.models import Centre


@public
def door(request: Request) -> HttpResponseBase:
    """`/`: straight to the only centre, else a choice, else an explanation."""
    if isinstance(request.user, User):
        places = queries.places_of(request.user)
        if len(places) == 1:
            return ui.redirect(request, entrance.home_of(request, places[0]))
        choices = [(place, entrance.address_of(place.centre)) for place in places]
        return ui.render(request, "accounts/door.html", {"places": choices})
    centres = _centres()
    if len(centres) == 1:
        return ui.redirect(request, centres[0][1])
    if not centres and (opening := entrance.opening_of(request)):
        return ui.redirect(request, opening)
    return ui.render(request, "accounts/centres.html", {"centres": centres})


@public
def account_door(request: Request) -> HttpResponseBase:
    """`/compte/`: one's own account, in the only centre or in the one that is chosen."""
    if not isinstance(request.user, User):
        return ui.redirect(request, "account_login")
    places = queries.places_of(request.user)
    if len(places) == 1:
        return ui.redirect(request, "accounts:me", places[0].centre.code)
    choices = [(place, reverse("accounts:me", args=[place.centre.code])) for place in places]
    return ui.render(request, "accounts/door.html", {"places": choices})


@public
def sign_up(request: Request) -> HttpResponseBase:
    """How one comes to have an account: on the page of a centre, or by invitation."""
    return ui.render(request, "accounts/sign_up.html", {"centres": _centres()})


def _centres() -> list[tuple[Centre, str]]:
    """Every centre with its public address."""
    return [(centre, entrance.address_of(centre)) for centre in queries.open_centres()]


@public
def invitation(request: Request, token: str) -> HttpResponseBase:
    """An invitation: GET shows it, POST accepts it. Who holds the secret holds the mailbox."""
    now = timezone.now()
    try:
        limits.take(request, "invitation")
    except Refused as refusal:
        return ui.render(request, "accounts/link_ended.html", {"sentence": str(refusal)}, status=429)
    found = queries.invitation_of(token)
    if found is None:
        return ui.render(request, "accounts/link_ended.html", {"sentence": ""}, status=410)
    reason = rules.why_not_acceptable(
        accepted_at=found.accepted_at, revoked_at=found.revoked_at, expires_at=found.expires_at, now=now
    )
    if reason:
        return ui.render(request, "accounts/link_ended.html", {"sentence": reason}, status=410)
    request.centre = found.centre
    owner = queries.user_of_address(found.email)
    form = forms.AcceptForm(request.POST or None) if owner is None else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _accept(request, found, token, form.chosen_password if form else None)
        except Refused as refusal:
            if form is None or refusal.field not in form.fields:
                ui.toast(request, str(refusal), tone="danger")
            else:
                form.add_error(refusal.field, str(refusal))
    user = request.user
    context = {
        "invitation": found,
        "form": form,
        "here": reverse("entrance:invitation", args=[token]),
        "is_owner": owner is not None and user.is_authenticated and user.pk == owner.pk,
        "signed_in_as": user.email if isinstance(user, User) and user != owner else "",
    }
    status = 422 if request.method == "POST" else 200
    response = ui.render(request, "accounts/invitation.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _accept(request: Request, found: Invitation, token: str, password: str | None) -> HttpResponseBase:
    """Join, then sign in where one is not yet."""
    by = Actor(ActorKind.VISITOR, centre_id=found.centre_id, user_id=request.user.pk)
    user = actions.accept_invitation(token, by=by, now=timezone.now(), password=password)
    ui.toast(request, _("Bienvenue dans l’équipe de %(centre)s.") % {"centre": found.centre.name})
    if request.user.is_authenticated:
        return ui.redirect(request, entrance.address_of(found.centre))
    return entrance.sign_in(request, user, email=found.email, to="/")


@member
def me(request: Request) -> HttpResponseBase:
    """One's own account: address, ways to sign in, roles, sessions."""
    if not isinstance(request.user, User):
        return ui.redirect(request, "account_login")
    context = queries.own_account(request.user, request.person, by=request.actor)
    layout = "ui/staff.html" if request.actor.can("accounts.read") else "ui/portal.html"
    return ui.render(request, "accounts/me.html", {"account": context, "layout": layout})


@require_POST
@member
def sign_out_everywhere(request: Request) -> HttpResponseBase:
    """End all sessions, this one included."""
    actions.sign_out_everywhere(request.person, by=request.actor, now=timezone.now())
    return ui.redirect(request, "account_login")
