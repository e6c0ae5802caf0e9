"""The database as one file, and back; each engine by its own means."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from jalon.config.archives.manifest import BadArchive

FILL = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def dump(target: Path) -> None:
    """Write a consistent copy of the database while others go on working."""
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(connection.settings_dict["NAME"]), target)
    else:
        _postgresql(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def check(dumped: Path) -> None:
    """Refuse a copy that the engine itself does not find whole."""
    if connection.vendor == "sqlite":
        _check_sqlite(dumped)
    else:
        _postgresql(["pg_restore", "--list", str(dumped)], connects=False)


def replace(dumped: Path) -> None:
    """Put a copy in the place of the database: all of it, or the old one stays as it was."""
    connections.close_all()
    if connection.vendor == "sqlite":
        _replace_sqlite(dumped, Path(connection.settings_dict["NAME"]))
    else:
        _replace_postgresql(dumped)


def is_empty() -> bool:
    """Whether there is no database yet, or none with tables."""
    if connection.vendor == "sqlite":
        return not Path(connection.settings_dict["NAME"]).exists()
    return not connection.introspection.table_names()


def _copy_sqlite(source: Path, target: Path) -> None:
    """The online backup of SQLite, then its own check of the copy."""
    if not source.exists():
        raise BadArchive(f"Il n’y a pas encore de base dans {source.parent}.")
    origin, copy = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=20), sqlite3.connect(target)
    try:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        origin.close()
        copy.close()
    _check_sqlite(target)


def _check_sqlite(path: Path) -> None:
    """Whole, and without rows that point nowhere."""
    database = sqlite3.connect(path)
    try:
        found = database.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadArchive(f"La copie de la base est abîmée : {error}.") from error
    finally:
        database.close()
    if found != "ok" or orphans:
        raise BadArchive(f"La copie de la base est abîmée : {found if found != 'ok' else orphans}.")


def _replace_sqlite(new: Path, place: Path) -> None:
    """Fold the old write-ahead log into its database, then rename the new one over it in one step."""
    if place.exists():
        old = sqlite3.connect(place, timeout=20)
        old.execute("PRAGMA journal_mode=DELETE")
        old.close()
    new.replace(place)
    place.chmod(0o600)


def _replace_postgresql(dumped: Path) -> None:
    """One transaction: empty the schema, fill it again."""
    script = dumped.with_suffix(".sql")
    try:
        _postgresql(["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dumped)], connects=False)
        with script.open("rb") as lines:
            _postgresql([*FILL, "--command", EMPTY, "--file=-"], stdin=lines)
    finally:
        script.unlink(missing_ok=True)


def _postgresql(command: list[str], *, connects: bool = True, stdin: Any = subprocess.DEVNULL) -> None:
    """Run one of PostgreSQL's own programs on the database of the settings."""
    if shutil.which(command[0]) is None:
        raise BadArchive(
            f"Le programme {command[0]} manque : installez les outils de PostgreSQL "
            "(sous Debian ou Ubuntu : « apt install postgresql-client »)."
        )
    env = os.environ | (_connection_variables() if connects else {})
    done = subprocess.run(command, env=env, stdin=stdin, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip() or "sans explication").splitlines()[0]
        raise BadArchive(f"{command[0]} a échoué : {said}")


def _connection_variables() -> dict[str, str]:
    """How libpq finds the database of the settings."""
    found = settings.DATABASES["default"] | {"NAME": connection.settings_dict["NAME"]}
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    options = found.get("OPTIONS") or {}
    variables = {name: str(found[key]) for name, key in names.items() if found.get(key)}
    if isinstance(options.get("sslmode"), str):
        variables["PGSSLMODE"] = options["sslmode"]
    return variables
