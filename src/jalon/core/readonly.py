"""GET never writes: a guard on the database connection, in tests and in production alike."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.db import connection

_WRITES = re.compile(r"\s*(?:insert\s+into|update|delete\s+from|replace\s+into)\s+[\"`]?(\w+)", re.IGNORECASE)
ALLOWED_TABLES = frozenset({"django_session", "core_heartbeat"})
"""Tables that reading a page may touch: the session, and nothing of the domain."""

_lifted: ContextVar[bool] = ContextVar("lifted", default=False)


class WroteWhileReading(RuntimeError):
    """A page that should only read tried to write; a programming error, never the user's."""


@contextmanager
def lifted() -> Iterator[None]:
    """Let the block write although a GET is being answered: only for `journal.reading`."""
    token = _lifted.set(True)
    try:
        yield
    finally:
        _lifted.reset(token)


def _guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if (match := _WRITES.match(sql)) and match[1] not in ALLOWED_TABLES and not _lifted.get():
        raise WroteWhileReading(f"a GET wrote to {match[1]}")
    return execute(sql, params, many, context)


def guarded(active: bool) -> Any:
    """A context in which the connection refuses to write (when active)."""
    return connection.execute_wrapper(_guard) if active else nullcontext()
