"""Copies the listed front-end files out of ``node_modules`` into ``build/``, where Django and Typst read them."""

import os
import re
import shutil
from pathlib import Path
from typing import Iterator, List, Tuple

FILES = "frontend/files.txt"
ICONS = "frontend/icons.txt"
MAP_LINE = re.compile(rb"\n?(//#|/\*#) sourceMappingURL=[^\s*]+( ?\*/)?\s*$")


def listed(root: Path) -> Iterator[Tuple[str, str]]:
    """Each wanted file as (destination below build/, source below node_modules)."""
    for line in _lines(root / FILES):
        destination, source, _licence = line.split()
        yield destination, source
    for name in _lines(root / ICONS):
        style, _, icon = name.rpartition("/")
        yield f"lib/icons/{name}.svg", f"@tabler/icons/icons/{style or 'outline'}/{icon}.svg"


def copy(root: Path, with_tests: bool) -> int:
    """Make ``build/lib`` (and ``build/test`` for the tests) anew from ``node_modules``; returns the number of files.

    The new folder takes the place of the old one at the end, so that a server that is running never sees half of it.
    A reference to a source map goes, because static files with a manifest refuse one that is not there.
    """
    new = root / "build" / ("new-%d" % os.getpid())
    shutil.rmtree(str(new), ignore_errors=True)
    missing: List[str] = []
    count = 0
    for destination, source in listed(root):
        if destination.startswith("test/") and not with_tests:
            continue
        origin = root / "node_modules" / source
        if not origin.is_file():
            missing.append(source)
            continue
        target = new / destination
        target.parent.mkdir(parents=True, exist_ok=True)
        content = origin.read_bytes()
        if target.suffix in (".js", ".css"):
            content = MAP_LINE.sub(b"\n", content)
        target.write_bytes(content)
        count += 1
    if missing:
        shutil.rmtree(str(new), ignore_errors=True)
        raise FileNotFoundError(", ".join(missing))
    for folder in ("lib", "test"):
        if (new / folder).exists():
            old = root / "build" / folder
            shutil.rmtree(str(old), ignore_errors=True)
            os.replace(str(new / folder), str(old))
    shutil.rmtree(str(new), ignore_errors=True)
    return count


def _lines(path: Path) -> Iterator[str]:
    """The lines of a list that say something."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            yield line
