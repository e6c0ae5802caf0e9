"""A request as Jalon's views receive it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from jalon.core.actor import Actor

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """An HTTP request with the centre of its address, its actor, and the person behind it.

    `centre` and `person` are rows of packages above this one, hence untyped here.
    """

    actor: Actor
    centre: Any
    person: Any
    htmx: "HtmxDetails"
