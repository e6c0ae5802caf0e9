"""What stands around every request."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from jalon.core import readonly


class ReadOnlyMiddleware:
    """Answers GET, HEAD and OPTIONS under the guard that keeps reading from writing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with readonly.guarded(request.method in {"GET", "HEAD", "OPTIONS"}):
            return self.get_response(request)


class NoNulMiddleware:
    """Answers 400 to a NUL character in the address or in a form: no text holds one, and PostgreSQL keeps none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        typed = request.content_type == "application/x-www-form-urlencoded"
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "") or (typed and b"%00" in request.body):
            raise BadRequest("a NUL character in the address or in a form")
        return self.get_response(request)
