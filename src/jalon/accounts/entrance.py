"""Where an account goes: signing in, and the centre to open first."""

from collections.abc import Callable

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from jalon.accounts.middleware import stand
from jalon.accounts.models import Link, User
from jalon.structures.models import Centre
from jalon.ui.registries import layout

_opening: list[Callable[[HttpRequest], str]] = []


def when_empty(teller: Callable[[HttpRequest], str]) -> None:
    """Say where `/` leads while the installation has no centre. Called once, by the package that opens centres."""
    _opening[:] = [teller]


def opening_of(request: HttpRequest) -> str:
    """Where the first centre is opened; empty when no package says."""
    return _opening[0](request) if _opening else ""


def address_of(centre: Centre) -> str:
    """The public address of a centre."""
    return f"/{centre.code}/"


def home_of(request: HttpRequest, link: Link) -> str:
    """The first page of this account in this centre."""
    stand(request, link.centre, link.person)
    address = layout.home_of(request)
    return address if address != "/" else address_of(link.centre)


def sign_in(request: HttpRequest, user: User, *, email: str, to: str) -> HttpResponse:
    """Sign in somebody who proved that they hold this mailbox; asks for the second factor where there is one.

    Returns the answer to give as it is; it leads to `to` in the end.
    """
    record_authentication(request, user, method="code", email=email)
    return perform_login(request, Login(user=user, email=email, redirect_url=to))
