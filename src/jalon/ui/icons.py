"""Drawings from `build/lib/icons`, put into the page itself: no request, and they take the colour of the text."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

POINTING = frozenset(
    [
        "arrow-left",
        "arrow-right",
        "arrow-back-up",
        "chevron-left",
        "chevron-right",
        "chevrons-left",
        "chevrons-right",
        "door-enter",
        "external-link",
        "file-export",
        "file-import",
        "layout-sidebar-left-collapse",
        "layout-sidebar-left-expand",
        "list",
        "list-check",
        "list-details",
        "login",
        "login-2",
        "logout",
        "mail-forward",
        "menu-2",
        "message",
        "message-2",
        "message-circle",
        "playlist-add",
        "send",
        "table-export",
        "table-import",
        "trending-down",
        "trending-up",
        "user-share",
    ]
)
"""Drawings that point along the line of reading: mirrored on pages read from right to left."""

_SHAPES = re.compile(r"<svg[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)
_FRAME = re.compile(r'<path\s+stroke="none"\s+d="M0 0h24v24H0z"\s+fill="none"\s*/>')


class UnknownIcon(LookupError):
    """The name is not in `frontend/icons.txt`."""


@cache
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """The drawing as an `<svg>`: decorative without a label, an image with that name with one.

    Before the front-end files were fetched an empty drawing of the same size stands there; a name that is missing
    from the list is a fault of the page and raises UnknownIcon.
    """
    classes = " ".join(filter(None, ["icon", "icon-mirror" if name in POINTING else "", css]))
    role = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    solid = ' data-solid=""' if name.startswith("filled/") else ""
    return mark_safe(f'<svg class="{escape(classes)}" viewBox="0 0 24 24" {role}{solid}>{_shapes(name)}</svg>')


@cache
def _shapes(name: str) -> str:
    folder = Path(settings.SOURCE_ROOT) / "build" / "lib" / "icons"
    path = folder / f"{name}.svg"
    if not re.fullmatch(r"(filled/)?[a-z0-9-]+", name) or (folder.is_dir() and not path.is_file()):
        raise UnknownIcon(f"no icon {name!r}: add it to frontend/icons.txt and run ./jalon again")
    if not path.is_file():
        return ""
    found = _SHAPES.search(path.read_text(encoding="utf-8"))
    shapes = _FRAME.sub("", found["shapes"]) if found else ""
    return re.sub(r"\s*\n\s*", "", shapes)
