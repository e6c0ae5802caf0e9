"""``GET /sante``: whether this installation works, for people and for monitoring."""

import ipaddress
import shutil
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import jalon
from jalon.core.models import Heartbeat
from jalon.core.pages import public
from jalon.core.worker import STALE

LEAST_FREE_MB = 200
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""What a proxy adds: with one of these, an address of this machine is the proxy's, not the asker's."""


@require_safe
@never_cache
@public
def health(request: HttpRequest) -> JsonResponse:
    """Status, version, database, age of the worker's last sign of life; 503 when something is wrong.

    Passers-by learn the status only: the version and what is wrong would help whoever looks for a way in.
    """
    found = examine(now=timezone.now())
    shown = found if may_see_details(request) else {"status": found["status"]}
    return JsonResponse(shown, status=200 if found["status"] == "ok" else 503)


def may_see_details(request: HttpRequest) -> bool:
    """Whether the request comes from this machine, or carries the token that monitoring was given."""
    token = settings.JALON_HEALTH_TOKEN
    if token and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return True
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and not any(name in request.headers for name in FORWARDED)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def examine(*, now: datetime) -> dict[str, Any]:
    """What works and what does not; `problems` names each fault."""
    problems: list[str] = []
    database: dict[str, Any] = {"engine": connection.vendor, "ok": False, "pending_migrations": None}
    age: float | None = None
    try:
        database["pending_migrations"] = _pending_migrations()
        last = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
        database["ok"] = True
        age = max(0.0, round((now - last).total_seconds(), 1)) if last else None
    except DatabaseError:
        problems.append("database")
    if database["pending_migrations"]:
        problems.append("migrations")
    if age is None or age > STALE.total_seconds():
        problems.append("worker")
    is_low = shutil.disk_usage(settings.JALON_DATA_DIR).free < LEAST_FREE_MB * 1024 * 1024
    if is_low:
        problems.append("disk")
    return {
        "status": "ok" if not problems else "error",
        "problems": problems,
        "version": jalon.__version__,
        "database": database,
        "worker": {"heartbeat_age_seconds": age},
        "disk": "low" if is_low else "ok",
    }


_none_pending = False


def _pending_migrations() -> int:
    """How many migrations the code has that the database lacks; asked until there are none, then remembered."""
    global _none_pending
    if _none_pending:
        connection.ensure_connection()
        return 0
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    _none_pending = pending == 0
    return pending
