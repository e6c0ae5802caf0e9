"""Finds a Python that can run Jalon; each candidate is proved by running it."""

import glob
import os
import subprocess
import sys
from typing import Iterator, Optional, Tuple

WINDOWS = os.name == "nt"
LOWEST, TOO_NEW = (3, 12), (3, 15)
PREFERRED = ("3.13", "3.14", "3.12")
PROOF = "import sys, sqlite3, ssl, venv; print(sys.version_info[0], sys.version_info[1])"


def version(python: str) -> Optional[Tuple[int, int]]:
    """The version of a working Python with its database and network parts, None for a dead stub."""
    try:
        answer = subprocess.run(
            [python, "-I", "-c", PROOF],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=30,
        )
        major, minor = answer.stdout.split()
        return (int(major), int(minor)) if answer.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def fits(python: str) -> bool:
    """Whether this Python can run Jalon."""
    found = version(python)
    return found is not None and LOWEST <= found < TOO_NEW


def candidates() -> Iterator[str]:
    """Where a Python may be, the best guesses first."""
    if os.environ.get("JALON_PYTHON"):
        yield os.environ["JALON_PYTHON"]
    yield sys.executable
    for wanted in PREFERRED:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, "python" + wanted + (".exe" if WINDOWS else ""))
            if os.path.exists(path):
                yield path
    roots = [os.environ.get("PYENV_ROOT", ""), os.path.expanduser("~/.pyenv")]
    for wanted in PREFERRED:
        for root in filter(None, roots):
            yield from sorted(glob.glob(os.path.join(root, "versions", wanted + ".*", "bin", "python")), reverse=True)


def find() -> Optional[str]:
    """The first Python of this machine that fits."""
    return next((python for python in candidates() if fits(python)), None)
