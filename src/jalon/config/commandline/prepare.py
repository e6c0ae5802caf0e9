"""Brings database and static files up to the code; quick when a stamp says that nothing changed."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from jalon.config.commandline import environment
from jalon.config.commandline.words import say

STAMP = "prepared"
NOT_SERVED = ["fonts"]
"""Folders of `build/lib` that only the documents read."""


def prepare(load: Callable[[], None] | None = None) -> None:
    """Migrate, collect the static files when their sources changed, then load what the caller wants loaded."""
    folder = environment.data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / STAMP
    static, tables = _fingerprint(_static_sources()), _fingerprint(_migrations())
    have = stamp.read_text().split() if stamp.exists() else []
    if have == [static, tables] and (folder / "jalon.sqlite3").exists() and not os.environ.get("JALON_DATABASE_URL"):
        return
    stamp.unlink(missing_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    say("  Base de données…")
    call_command("migrate", interactive=False, verbosity=0)
    if load:
        load()
    if have[:1] != [static] or not (folder / "static" / "staticfiles.json").exists():
        say("  Fichiers des pages…")
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_SERVED)
    stamp.write_text(f"{static}\n{tables}\n")


def _static_sources() -> Iterator[Path]:
    """The files that become the static files, and the lock that fixes those of other packages."""
    yield environment.ROOT / "requirements.lock"
    yield environment.ROOT / "build" / "stamp"
    yield environment.ROOT / "src" / "jalon" / "config" / "settings.py"
    yield from sorted((environment.ROOT / "src" / "jalon").glob("*/static/**/*"))


def _migrations() -> Iterator[Path]:
    """The files that change the tables."""
    yield environment.ROOT / "requirements.lock"
    yield from sorted((environment.ROOT / "src" / "jalon").glob("*/migrations/*.py"))


def _fingerprint(files: Iterator[Path]) -> str:
    """One value for names, sizes and dates: reading them all would take longer than the start."""
    total = hashlib.sha256()
    for file in files:
        if file.is_file():
            seen = file.stat()
            total.update(f"{file}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return total.hexdigest()
