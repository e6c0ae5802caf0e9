"""The address is the only current centre: `/<centre>/…` gives the request its centre and its actor."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jalon.accounts.access import actor_of
from jalon.accounts.models import User
from jalon.core.actor import visitor
from jalon.core.moments import local
from jalon.structures.models import Centre


class ActorMiddleware:
    """Sets `request.centre`, `request.actor` and `request.person` before the view, from the address and the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.centre = None  # type: ignore[attr-defined]
        request.person = None  # type: ignore[attr-defined]
        request.actor = visitor()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Read the centre from the address; an unknown one is a page that does not exist."""
        code = kwargs.pop("centre_code", None)
        if code is None:
            return
        centre = Centre.objects.select_related("host_institution").filter(code=code).first()
        if centre is None:
            raise Http404
        request.centre = centre  # type: ignore[attr-defined]
        request.actor = visitor(centre.pk)  # type: ignore[attr-defined]
        user = request.user
        if isinstance(user, User):
            today = local(timezone.now(), centre.timezone).date()
            request.actor, request.person = actor_of(user, centre, today)  # type: ignore[attr-defined]
