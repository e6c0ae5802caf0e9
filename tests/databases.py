"""A database that other processes can open: races are tested with processes, on both databases."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def same_database(folder: Path) -> dict[str, str]:
    """The environment in which another process finds this test's rows: the server's database, or a copy in a file."""
    paths = os.pathsep.join([str(settings.SOURCE_ROOT / "src"), str(settings.SOURCE_ROOT)])
    found = os.environ | {
        "PYTHONPATH": paths,
        "DJANGO_SETTINGS_MODULE": "jalon.config.settings",
        "JALON_DATA_DIR": str(folder),
    }
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        login = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}"
        address = f"{at['HOST']}:{at['PORT']}" if at["HOST"] and not at["HOST"].startswith("/") else ""
        socket = f"?host={quote(at['HOST'], safe='')}" if at["HOST"].startswith("/") else ""
        return found | {"JALON_DATABASE_URL": f"postgresql://{login}@{address}/{at['NAME']}{socket}"}
    connection.ensure_connection()
    with sqlite3.connect(folder / "jalon.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    return found
