"""Three pages beside a view that reads one row, with their queries.

Run `python -m benchmarks.pages`. One process, one database: an SQLite file, or the empty database of
JALON_DATABASE_URL. Every request goes through a WSGI handler, without network, and its answer is read to the end;
Jalon's pages pass all of Jalon's middleware, with the session of whoever is signed in. The view beside them is a
project as `startproject` makes it: its middleware, one row read by its key, a template of one line. Rounds of both
alternate, and the best CPU time of each counts. Last column, for information: beside the same row read without any
middleware or template.

The centre has 10,000 activities, 200 of them to come, and 20,000 registrations; the staff list is asked for all
10,000. Answers are not compressed (no Accept-Encoding). The process is warm: Jalon draws a row of a list once for
each content, so `drawn anew` asks the lists again with that memory emptied.
"""

import io
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks import _stage  # isort: skip - sets Django up, so it comes first

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from benchmarks import _bare
from benchmarks._measure import Comparison, measure, report
from jalon.ui.tags.lists import drawn

ACTIVITIES, COMING, REQUESTS, ROUNDS = 10_000, 200, 10, 12
PAGE, LIST, STAFF = 5, 10, 12
"""How many times the bare view's CPU time each page may take."""
QUERIES = {"public page": 6, "public list": 5, "staff list": 8}


class Visitor:
    """Sends the same request again and again to a handler, and reads the answers."""

    def __init__(self, handler: WSGIHandler, address: str, *, cookie: str = "") -> None:
        self.handler, self.status = handler, ""
        self.path, _mark, self.query = address.partition("?")
        self.cookie = cookie

    def _answered(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = status

    def ask(self) -> bytes:
        """One request."""
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_ACCEPT_LANGUAGE": "fr",
            "HTTP_COOKIE": self.cookie,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        response: Any = self.handler(environ, self._answered)
        body = b"".join(response)
        response.close()
        if self.status != "200 OK":
            raise SystemExit(f"{self.path}: {self.status}")
        return body

    def repeated(self, times: int) -> Callable[[], None]:
        """The work of so many requests."""

        def work() -> None:
            for _ in range(times):
                self.ask()

        return work


def session_of(user: Any) -> str:
    """The cookie of somebody who is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "jalon.accounts.backends.AccountBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def stage() -> tuple[dict[str, Visitor], Visitor, Visitor]:
    """The centre, Jalon's three pages, the view beside them and the barest one."""
    centre = _stage.open_centre()
    today = _stage.NOW.date()
    past = [today - timedelta(days=2 + n % 900) for n in range(ACTIVITIES - COMING)]
    coming = [today + timedelta(days=2 + n % 90) for n in range(COMING)]
    activities = _stage.add_activities(centre, past + coming)
    _stage.add_registrations(activities, _stage.add_people(centre, 500), 2)
    _stage.settle()
    settings.ROOT_URLCONF = "benchmarks._bare"
    jalon = WSGIHandler()
    with override_settings(MIDDLEWARE=_bare.MIDDLEWARE):
        bare = WSGIHandler()
    with override_settings(MIDDLEWARE=[]):
        barest = WSGIHandler()
    shown = activities[-1]
    pages = {
        "public page": Visitor(jalon, f"/essai/programme/{shown.public_id}/"),
        "public list": Visitor(jalon, "/essai/programme/"),
        "staff list": Visitor(jalon, "/essai/activites/?etat=all", cookie=session_of(_stage.coordinator())),
    }
    return pages, Visitor(bare, f"/ligne/{shown.pk}/"), Visitor(barest, f"/titre/{shown.pk}/")


def counted(visitor: Visitor) -> int:
    """How many queries the page makes once the process is warm."""
    visitor.ask()
    with CaptureQueriesContext(connection) as queries:
        visitor.ask()
    return len(queries)


def main() -> int:
    """Measure, print, and give the exit status."""
    pages, bare, barest = stage()
    limits = {"public page": PAGE, "public list": LIST, "staff list": STAFF}
    results, others = [], []
    for name, visitor in pages.items():
        work = visitor.repeated(REQUESTS)
        results.append(measure(Comparison(name, work, bare.repeated(REQUESTS), limits[name], REQUESTS), rounds=ROUNDS))
        others.append(measure(Comparison(name, work, barest.repeated(REQUESTS), limits[name]), rounds=2))
    status = report(results)
    for name, visitor in pages.items():
        number, size = counted(visitor), len(visitor.ask())
        print(f"{name}: {number} queries (at most {QUERIES[name]}), {size:,} bytes")
        status |= number > QUERIES[name]
    print("without middleware or template:", ", ".join(f"{one.comparison.name} {one.ratio:.1f}" for one in others))
    for name in ("public list", "staff list"):
        ask = pages[name].ask
        anew = measure(Comparison(name, lambda ask=ask: (drawn.cache_clear(), ask()), bare.ask, 0), rounds=ROUNDS)
        print(f"{name}, drawn anew: {anew.ratio:.1f}")
    return status


if __name__ == "__main__":
    sys.exit(main())
