"""What the layouts need on every page, under the one name `ui`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_bidi

from jalon.core.actor import Actor, visitor
from jalon.ui import toasts
from jalon.ui.registries import layout as registry
from jalon.ui.registries import navigation, search

THEME_COOKIE = "jalon_theme"


class Layout:
    """Computed only where a template asks: a page without navigation pays nothing for it."""

    def __init__(self, request: HttpRequest | None) -> None:
        self.request = request
        self.centre: Any = getattr(request, "centre", None)
        self.actor: Actor = getattr(request, "actor", None) or visitor()
        self.path = request.path if request else ""

    @cached_property
    def language(self) -> str:
        """The language of the page."""
        return get_language() or "fr"

    @cached_property
    def direction(self) -> str:
        """`rtl` for Arabic; a demonstration also mirrors any page with `?dir=rtl`, to look at it."""
        mirrored = settings.JALON_DEMO and self.request is not None and self.request.GET.get("dir") == "rtl"
        return "rtl" if mirrored or get_language_bidi() else "ltr"

    @cached_property
    def theme(self) -> str:
        """`light` or `dark` when the person chose; empty: as the device is set."""
        chosen = self.request.COOKIES.get(THEME_COOKIE, "") if self.request else ""
        return chosen if chosen in {"light", "dark"} else ""

    @property
    def dark_media(self) -> str:
        """When the dark colours apply; paper is always light."""
        return {"dark": "screen", "light": "not all"}.get(self.theme, "screen and (prefers-color-scheme: dark)")

    @cached_property
    def sections(self) -> list[navigation.Section]:
        """The side navigation."""
        return navigation.sections(self.actor, self.centre, self.path)

    @cached_property
    def tabs(self) -> list[navigation.Link]:
        """The portal's tabs."""
        return navigation.tabs(self.actor, self.centre, self.path)

    @cached_property
    def account(self) -> list[navigation.Link]:
        """The user's menu."""
        return navigation.account(self.actor, self.centre, self.path)

    @cached_property
    def identity(self) -> registry.Identity | None:
        """Who is signed in."""
        return registry.identity_of(self.request) if self.request else None

    @cached_property
    def home(self) -> str:
        """Where the logo leads."""
        return registry.home_of(self.request) if self.request else "/"

    @cached_property
    def search_url(self) -> str:
        """The address that the search box asks; empty: no box."""
        return search.page_for(self.centre)

    @cached_property
    def toasts(self) -> list[toasts.Toast]:
        """The toasts that wait; reading them takes them away."""
        return toasts.waiting(self.request) if self.request else []


def layout(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `ui` in every template."""
    return {"ui": Layout(request)}
