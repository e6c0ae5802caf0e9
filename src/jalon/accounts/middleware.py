"""The address is the only current centre: `/<centre>/…` gives the request its centre and its actor."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jalon.accounts import access
from jalon.accounts.models import User
from jalon.core.actor import Actor, ActorKind, visitor
from jalon.core.moments import local
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.structures.revisions import freshly_read


class ActorMiddleware:
    """Sets `request.centre`, `request.actor` and `request.person` before the view, from the address and the session.

    A signed-in request costs four queries before the view: session, account, centre, the person's place there (and
    roles with mandates, when they changed since this process read them). A visitor's costs one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.centre = None  # type: ignore[attr-defined]
        request.person = None  # type: ignore[attr-defined]
        request.role = None  # type: ignore[attr-defined]
        request.actor = visitor()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.person is not None:  # type: ignore[attr-defined]
            response.headers.setdefault("Cache-Control", "private, no-store")  # computers of a centre change hands
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Read the centre from the address; an unknown one is a page that does not exist."""
        code = kwargs.pop("centre_code", None)
        if code is None:
            return
        user = request.user
        if isinstance(user, User):
            place = access.place_of(user, code)
            centre, person = place or (None, None)
        else:
            centre, person = access.centre_of(code), None
        if centre is None:
            raise Http404
        if request.method in ("GET", "HEAD"):
            freshly_read(centre)
        stand(request, centre, person)


def stand(request: HttpRequest, centre: Centre, person: Person | None) -> None:
    """Let the request be of this centre, made by this person (None: a visitor, perhaps signed in elsewhere)."""
    user_id = request.user.pk
    actor = Actor(ActorKind.VISITOR, centre_id=centre.pk, user_id=user_id)
    if person is not None:
        standing = access.standing_of(person, local(timezone.now(), centre.timezone).date())
        actor = access.actor_with(standing.grants, person, user_id=user_id)
        request.role = standing.role  # type: ignore[attr-defined]
    request.centre, request.person, request.actor = centre, person, actor  # type: ignore[attr-defined]
