"""What stands around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jalon.core import readonly


class ReadOnlyMiddleware:
    """Answers GET, HEAD and OPTIONS under the guard that keeps reading from writing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with readonly.guarded(request.method in {"GET", "HEAD", "OPTIONS"}):
            return self.get_response(request)
