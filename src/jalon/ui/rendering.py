"""Answers: the whole page, or only the part that htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render as whole_page
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from jalon.ui import toasts


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx put this request and will replace only a part of the page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and htmx.request_type != "full" and not htmx.boosted and not htmx.history_restore_request


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; when htmx asks for a part, only this `{% partialdef %}` of its template, with the waiting toasts.

    The same address gives both, so the answer says that it varies with the header: the browser's *back* never shows a
    part alone.
    """
    if partial and wants_part(request):
        response = whole_page(request, f"{template}#{partial}", context, status=status)
        response.write(waiting_toasts(request))
    else:
        response = whole_page(request, template, context, status=status)
    if partial:
        patch_vary_headers(response, ["HX-Request"])
    return response


def waiting_toasts(request: HttpRequest) -> str:
    """The toasts to add to an answer that is only a part of a page; empty when nothing waits."""
    waiting = toasts.waiting(request)
    return render_to_string("ui/parts/toasts_added.html", {"toasts": waiting}, request) if waiting else ""


def redirect(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Go on to another page after a POST; `to` is what `django.shortcuts.redirect` takes.

    303, so that the browser asks for it with GET; when htmx put the request, the whole page changes.
    """
    address = resolve_url(to, *args, **kwargs)
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(address)
    return HttpResponse(status=303, headers={"Location": address})
