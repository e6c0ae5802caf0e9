"""Who is signed in and where home is, told by the packages that know."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Identity:
    """How the person is named in the corner of every page; `detail` is their role there."""

    name: str
    detail: str = ""


_identify: list[Callable[[HttpRequest], Identity | None]] = []
_home: list[Callable[[HttpRequest], str]] = []


def identify(teller: Callable[[HttpRequest], Identity | None]) -> None:
    """Say who is signed in; None for visitors. Called once, by the package of accounts."""
    _identify[:] = [teller]


def home(teller: Callable[[HttpRequest], str]) -> None:
    """Say where the logo leads. Called once, by the package that holds the first page."""
    _home[:] = [teller]


def identity_of(request: HttpRequest) -> Identity | None:
    """The person in front of the screen, if known."""
    return _identify[0](request) if _identify else None


def home_of(request: HttpRequest) -> str:
    """The address of the first page."""
    return _home[0](request) if _home else "/"
