"""Every address says who may open it: the decorators that views wear."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase

from jalon.core.policy import Policy
from jalon.core.refusals import Forbidden
from jalon.core.request import Request

View = Callable[..., HttpResponseBase]


def _declare(view: View, rule: str, wrapped: View) -> View:
    wrapped = wraps(view)(wrapped)
    wrapped.access = rule  # type: ignore[attr-defined]
    return wrapped


def _answer(view: View, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except Forbidden as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def _sign_in_or_404(request: Request) -> HttpResponseBase:
    """A passer-by is asked to sign in; somebody signed in elsewhere learns nothing, not even that the page exists."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())


def page(policy: Policy[Any], verb: str = "view", *, key: str = "public_id") -> Callable[[View], View]:
    """The page of one object: loaded from `policy.visible_to`, then `can_<verb>` is asked.

    The address gives `<key>`, a field of the model; the view receives the object. Invisible objects answer 404 (a
    passer-by is first asked to sign in), visible ones without the right 403.
    """

    def decorate(view: View) -> View:
        def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            obj = policy.one(policy.visible_to(request.actor).filter(**{key: kwargs.pop(key)}), request.centre)
            if obj is None:
                return _sign_in_or_404(request)
            if verb != "view" and not policy.can(verb, request.actor, obj):
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                raise PermissionDenied
            return _answer(view, request, obj, *args, **kwargs)

        return _declare(view, f"{type(policy).__name__}.{verb}", wrapped)

    return decorate


def area(*capabilities: str) -> Callable[[View], View]:
    """A page of the team: any one of these capabilities opens it."""

    def decorate(view: View) -> View:
        def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.actor.can(capability) for capability in capabilities):
                if request.actor.is_known:
                    raise PermissionDenied
                return _sign_in_or_404(request)
            return _answer(view, request, *args, **kwargs)

        return _declare(view, "|".join(capabilities), wrapped)

    return decorate


def member(view: View) -> View:
    """A page for anybody who has a place in this centre, about themselves."""

    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_known:
            return _sign_in_or_404(request)
        return _answer(view, request, *args, **kwargs)

    return _declare(view, "member", wrapped)


def public(view: View) -> View:
    """A page for everybody; what it shows still comes from policies."""

    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _answer(view, request, *args, **kwargs)

    return _declare(view, "public", wrapped)
