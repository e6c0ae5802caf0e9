"""Pages behind a personal link: GET shows, POST acts, without signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from jalon import ui
from jalon.accounts import access, limits
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request

View = Callable[..., HttpResponseBase]


def link_page(capability: str) -> Callable[[View], View]:
    """The page of one object, opened by an address with a `<token>` that `actions.issue_link` gave.

    The view receives the object; `request.actor` is of kind link and may only do this capability, whoever is signed in
    on the device. An ended, revoked or unknown link answers one sentence. Scanners that open the link do nothing:
    they GET, and the guard of `core` keeps GET from writing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                limits.take(request, "link")
            except Refused as refusal:
                return _ended(request, str(refusal), 429)
            found = access.link_actor(kwargs.pop("token"), capability, timezone.now())
            obj = access.object_of(found[1]) if found else None
            if found is None or obj is None or (request.centre and request.centre.pk != found[1].centre_id):
                return _ended(request, "", 410)
            request.actor, link = found
            request.centre, request.person = link.centre, link.person
            try:
                response = view(request, obj, *args, **kwargs)
            except Forbidden as refusal:
                raise PermissionDenied(str(refusal)) from refusal
            return _private(response)

        wrapped.access = f"link:{capability}"  # type: ignore[attr-defined]
        return wrapped

    return decorate


def _ended(request: Request, sentence: str, status: int) -> HttpResponseBase:
    return _private(ui.render(request, "accounts/link_ended.html", {"sentence": sentence}, status=status))


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Neither kept by a cache nor listed by a search engine."""
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
