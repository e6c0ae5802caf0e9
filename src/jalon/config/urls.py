"""Addresses. Words that belong to Jalon come first; then everything else lies under a centre's code."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from jalon.config.health import health

BESIDE_CENTRES = ("portal", "desk", "accounts", "messaging")
UNDER_A_CENTRE = (
    "portal",
    "desk",
    "welcome",
    "activities",
    "partners",
    "bookings",
    "surveys",
    "figures",
    "messaging",
    "accounts",
    "people",
    "structures",
    "files",
)


def _of(packages: tuple[str, ...], module: str) -> list[URLPattern | URLResolver]:
    """The address lists of these packages: `urls` under a centre, `root_urls` beside the centres."""
    return [path("", include(f"jalon.{package}.{module}")) for package in packages]


handler400 = "jalon.ui.errors.bad_request"
handler403 = "jalon.ui.errors.forbidden"
handler404 = "jalon.ui.errors.not_found"
handler500 = "jalon.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sante", health, name="health"),
    *_of(BESIDE_CENTRES, "root_urls"),
    path("<slug:centre_code>/", include(_of(UNDER_A_CENTRE, "urls"))),
]
if settings.JALON_DEMO or settings.DEBUG:
    urlpatterns.insert(0, path("composants/", include("jalon.ui.urls")))
