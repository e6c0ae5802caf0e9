"""An empty installation leads every unknown address to *Ouvrir mon centre*."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jalon.structures.models import Centre


class OpeningMiddleware:
    """Looks only at pages that were not found, so that an open centre pays nothing for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = request.method in {"GET", "HEAD"} and not request.path.startswith(settings.STATIC_URL)
        if response.status_code == 404 and is_page and not Centre.objects.exists():
            return HttpResponseRedirect(reverse("opening:start"))
        return response
