"""Addresses. Words that belong to Jalon come first; then everything else lies under a centre's code."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

CENTRE_PACKAGES = (
    "portal",
    "desk",
    "activities",
    "surveys",
    "figures",
    "documents",
    "messaging",
    "accounts",
    "people",
    "structures",
    "files",
)
ROOT_PACKAGES = ("portal", "desk", "accounts", "messaging", "activities", "surveys")


def _urls(packages: tuple[str, ...], module: str) -> list[URLPattern | URLResolver]:
    """The address lists that packages offer: `urls` under a centre, `root_urls` beside it."""
    names = [f"jalon.{package}.{module}" for package in packages]
    return [path("", include(name)) for name in names if find_spec(name)]


handler400 = "jalon.ui.errors.bad_request"
handler403 = "jalon.ui.errors.forbidden"
handler404 = "jalon.ui.errors.not_found"
handler500 = "jalon.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    *_urls(ROOT_PACKAGES, "root_urls"),
    path("<slug:centre_code>/", include(_urls(CENTRE_PACKAGES, "urls"))),
]
if find_spec("jalon.config.health"):
    from jalon.config.health import health

    urlpatterns.insert(0, path("sante", health, name="health"))
if settings.JALON_DEMO or settings.DEBUG:
    urlpatterns.insert(0, path("composants/", include("jalon.ui.urls")))
