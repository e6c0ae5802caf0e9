"""The pages of what went wrong, in words that say what to do next."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from jalon.ui.context import layout
from jalon.ui.rendering import wants_part

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not do this."""
    return _page(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here for this person."""
    return _page(request, "404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; a page that needs neither database nor session, since these may be what failed."""
    if wants_part(request):
        return _part("500", 500, request)
    return HttpResponse(render_to_string("ui/errors/500.html", layout_without_request()), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without its proof of origin (page kept open too long, cookies refused)."""
    log.warning("CSRF: %s (%s)", reason, request.path)
    return _page(request, "csrf", 403)


def layout_without_request() -> dict[str, object]:
    """The context of a page that must not touch the request."""
    from jalon.ui.context import Layout

    return {"ui": Layout(None), "csp_nonce": ""}


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """The page, or for htmx a toast: what was on the screen stays there."""
    if wants_part(request):
        return _part(name, status, request)
    return HttpResponse(render_to_string(f"ui/errors/{name}.html", {}, request), status=status)


def _part(name: str, status: int, request: HttpRequest) -> HttpResponse:
    body = render_to_string("ui/errors/part.html", {"name": name, **layout(request)})
    return HttpResponse(body, status=status, headers={"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"})
