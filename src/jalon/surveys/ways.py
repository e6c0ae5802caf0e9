"""The ways in: an account, a personal link, a code on the wall; one page of questions behind all three. (P08.9)"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http.response import HttpResponseBase
from django.urls import reverse

from jalon.accounts.actions import issue_link
from jalon.accounts.limits import too_many
from jalon.core import names
from jalon.core.actor import EVERYWHERE, Actor, ActorKind
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.people.models import Person
from jalon.surveys import queries
from jalon.surveys.models import Survey

ANSWER = "surveys.answer"
"""The capability of personal links."""
REMEMBERED = timedelta(hours=2)
"""How long a device remembers who was named with the wall's code."""
_SESSION = "surveys_wall"
_ANSWERED = "answered_"
_RATES = {"wall": "240/m/ip", "wall_birth": "10/h/key", "public": "240/h/ip"}
"""A full lecture hall stands behind one address; the code itself has 700 million forms. Days of birth are few: they are
counted against the name for which they are tried."""


@dataclass(frozen=True)
class Way:
    """Who answers what, by which way, and the addresses of that way."""

    survey: Survey
    person: Person
    actor: Actor
    answer_url: str
    name_url: str
    thanks_url: str
    is_wall: bool = False


def address(survey: Survey) -> str:
    """The page where somebody signed in answers."""
    return reverse("surveys:answer", args=[survey.centre.code, survey.public_id])


def wall_address(survey: Survey) -> str:
    """The whole address behind the QR code on the wall; short enough to be typed without it."""
    page = reverse("surveys:wall", args=[survey.centre.code])
    return f"{settings.JALON_BASE_URL}{page}?{urlencode({'code': survey.wall_code})}"


def public_address(survey: Survey) -> str:
    """The whole address of a public survey, to print, send or put behind a QR code."""
    return f"{settings.JALON_BASE_URL}{public_page(survey)}"


def public_page(survey: Survey) -> str:
    """The page of a public survey."""
    return reverse("surveys:public", args=[survey.centre.code, survey.public_id])


def has_answered_here(request: Request, survey: Survey) -> bool:
    """Whether this device says that it answered: an honest reminder, which anybody can delete."""
    return _ANSWERED + survey.public_id in request.COOKIES


def note_answered_here(response: HttpResponseBase, survey: Survey, *, now: datetime) -> None:
    """Leave on the device that it answered, and nothing else: no identifier, nothing kept by the server."""
    response.set_cookie(
        _ANSWERED + survey.public_id,
        "1",
        max_age=int((survey.closes_at - now).total_seconds()),
        path=public_page(survey),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_public_try(request: Request, survey: Survey) -> None:
    """Count an answer by a public link from this network; raises Refused when there were too many."""
    _take(request, "public")


def personal_link(survey: Survey, person: Person, *, by: Actor, now: datetime) -> str:
    """A whole address that lets this person answer this survey without an account, until it closes."""
    token = issue_link(person, capability=ANSWER, obj=survey, expires_at=survey.closes_at, by=by, now=now)
    return f"{settings.JALON_BASE_URL}{reverse('surveys:link', args=[survey.centre.code, token])}"


def by_account(request: Request, survey: Survey) -> Way:
    """Signed in."""
    place = [request.centre.code, survey.public_id]
    return Way(survey, request.person, request.actor, *(_addresses("", place)))


def by_link(request: Request, survey: Survey) -> Way:
    """By a personal link: `accounts.pages.link_page` has set the actor and the person."""
    assert request.resolver_match is not None  # noqa: S101 - a view is being answered
    place = [request.centre.code, request.resolver_match.kwargs["token"]]
    return Way(survey, request.person, request.actor, *_addresses("link_", place))


def by_wall(request: Request, public_id: str, *, now: datetime) -> Way | None:
    """Named with the wall's code on this device, not long ago; None otherwise."""
    held = request.session.get(_SESSION, {}).get(public_id)
    if held is None or now.timestamp() > held["until"]:
        return None
    person = Person.objects.filter(centre=request.centre, pk=held["person"]).first()
    survey = queries.for_person(request.centre, public_id, person) if person else None
    if person is None or survey is None:
        return None
    actor = Actor(ActorKind.LINK, request.centre.pk, person.pk, grants=MappingProxyType({ANSWER: EVERYWHERE}))
    return Way(survey, person, actor, *_addresses("wall_", [request.centre.code, public_id]), is_wall=True)


def remember(request: Request, survey: Survey, person: Person, *, now: datetime) -> None:
    """Let this device answer for the person named, for a while."""
    until = (now + REMEMBERED).timestamp()
    request.session[_SESSION] = {survey.public_id: {"person": person.pk, "until": until}}


def forget(request: Request) -> None:
    """The device passes to somebody else."""
    request.session.pop(_SESSION, None)


def take_try(request: Request) -> None:
    """Count a code and a name tried at the wall; raises Refused when there were too many."""
    _take(request, "wall")


def take_birth_try(request: Request, survey: Survey, name: str) -> None:
    """Count a day of birth tried for a name; raises Refused when there were too many."""
    _take(request, "wall_birth", key=f"{survey.pk}:{names.key(name)}")


def _take(request: Request, action: str, *, key: str | None = None) -> None:
    if ratelimit.consume(request, app="jalon.surveys", action=action, config=_RATES, key=key) is None:
        raise Refused(too_many())


def _addresses(prefix: str, place: list[str]) -> tuple[str, str, str]:
    pages = (f"{prefix}answer" if prefix != "link_" else "link", f"{prefix}name", f"{prefix}thanks")
    answer, name, thanks = (reverse(f"surveys:{page}", args=place) for page in pages)
    return answer, name, thanks
