"""The code that proves, on a networked server, that whoever opens the first centre also holds the machine.

Without it, the first passer-by of a fresh server would become its Manager. It is asked unless everything says that
the browser runs on the machine itself: Jalon's own address is a loopback one, so is the browser's, and no proxy
stands between them.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from jalon.documents import codes
from jalon.structures.models import Centre

FILE = "opening-code"
OPENED = "opened"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_VIA")


def path() -> Path:
    """Where the code is kept while no centre is open: readable by the owner of the data folder only."""
    return Path(settings.JALON_DATA_DIR) / FILE


def is_needed(request: HttpRequest) -> bool:
    """Whether this browser has to prove that it belongs to whoever runs the server."""
    is_local = (
        urlsplit(settings.JALON_BASE_URL).hostname in LOOPBACK
        and request.META.get("REMOTE_ADDR") in LOOPBACK
        and settings.SECURE_PROXY_SSL_HEADER is None
        and not any(name in request.META for name in FORWARDED)
    )
    return not is_local


def ensure() -> str:
    """The code, as it is printed; made once."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return codes.grouped(file.read_text().strip())
    with os.fdopen(descriptor, "w") as kept:
        code = codes.new_code()
        kept.write(code)
    return codes.grouped(code)


def to_announce() -> str:
    """The code to print when the server starts; empty once a centre is open: a mark then spares the question."""
    mark = Path(settings.JALON_DATA_DIR) / OPENED
    if mark.exists():
        return ""
    if Centre.objects.exists():
        mark.touch()
        return ""
    return ensure()


def matches(typed: str) -> bool:
    """Whether somebody typed the code, with or without its hyphens."""
    code = codes.typed(typed)
    return code is not None and path().exists() and secrets.compare_digest(code, path().read_text().strip())


def forget() -> None:
    """The centre is open: the code serves no more."""
    path().unlink(missing_ok=True)
