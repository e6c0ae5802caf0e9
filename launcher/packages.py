"""Makes ``.venv`` from the lock file, with uv when it answers and pip otherwise."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, List, Optional

from launcher import pythons
from launcher.words import Stop, run, say

RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"


def digest(*files: Path) -> str:
    """One fingerprint for the content of several files."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


@contextlib.contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Two starts at the same moment prepare one after the other (where the system has file locks)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    (root / "build").mkdir(exist_ok=True)
    with open(str(root / "build" / "start.lock"), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Une autre mise en route est en cours dans ce dossier ; j’attends qu’elle finisse.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(root: Path, with_tests: bool) -> str:
    """Install what the lock lists unless a stamp says that it was done; returns the environment's Python.

    An environment that once had the packages of the tests keeps them.
    """
    venv = root / ".venv"
    python = str(venv / ("Scripts/python.exe" if pythons.WINDOWS else "bin/python"))
    stamp = venv / "jalon-stamp"
    have = stamp.read_text() if stamp.exists() and os.path.exists(python) else ""
    wanted = DEVELOPMENT if with_tests or have.startswith("dev:") else RUNTIME
    want = ("dev:" if wanted == DEVELOPMENT else "run:") + digest(root / wanted) + "\n"
    if have == want:
        return python
    say("Préparation de Jalon (une seule fois, puis à chaque mise à jour) :")
    log = root / "build" / "start.log"
    uv = _uv()
    if not pythons.fits(python):
        _make_environment(root, venv, uv, log)
    if stamp.exists():
        stamp.unlink()
    _install(root, python, root / wanted, uv, log)
    stamp.write_text(want)
    return python


def install_beside(root: Path, python: str, lock: Path, folder: Path) -> None:
    """Install the packages of a lock into a folder of their own, outside the environment."""
    log = root / "build" / "start.log"
    uv = _uv() or _uv_inside(python)
    if not uv:
        _require_pip(python, log)
    pip = [*uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    run([*pip, "--target", str(folder), "--require-hashes", "-r", str(lock)], "Téléchargement de Node", log)


def _uv() -> Optional[List[str]]:
    """The uv of this machine, if it answers: a stub of a version manager does not."""
    found = shutil.which("uv")
    if found and os.environ.get("JALON_INSTALLER") != "pip" and _answers([found, "--version"]):
        return [found]
    return None


def _uv_inside(python: str) -> Optional[List[str]]:
    """The uv that was installed in the environment, if any."""
    if os.environ.get("JALON_INSTALLER") != "pip" and _answers([python, "-m", "uv", "--version"]):
        return [python, "-m", "uv"]
    return None


def _answers(command: List[str]) -> bool:
    """Whether a program runs at all."""
    try:
        return (
            subprocess.call(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            == 0
        )
    except OSError:
        return False


def _make_environment(root: Path, venv: Path, uv: Optional[List[str]], log: Path) -> None:
    """An empty environment on a Python that fits, fetched by uv where the machine has none."""
    python = pythons.find()
    shutil.rmtree(str(venv), ignore_errors=True)
    if python and uv:
        run([*uv, "venv", "-q", "--no-project", "--python", python, str(venv)], "Environnement Python", log)
    elif python:
        _make_with_pip(python, venv, log)
    else:
        _fetch_python(root, venv, uv, log)


def _make_with_pip(python: str, venv: Path, log: Path) -> None:
    """``python -m venv``."""
    _require_ensurepip(python)
    run([python, "-m", "venv", str(venv)], "Environnement Python", log)


def _require_pip(python: str, log: Path) -> None:
    """Give pip to an environment that uv made without it."""
    if not _answers([python, "-m", "pip", "--version"]):
        _require_ensurepip(python)
        run([python, "-m", "ensurepip"], "Outil pip", log)


def _require_ensurepip(python: str) -> None:
    """Debian ships Python without the part that brings pip, which gets its own sentence."""
    if not _answers([python, "-c", "import ensurepip"]):
        raise Stop(
            "Il manque à %s le module qui crée un environnement : installez-le (sous Debian ou Ubuntu : "
            "« apt install python3-venv »), ou installez uv, puis relancez." % python
        )


def _fetch_python(root: Path, venv: Path, uv: Optional[List[str]], log: Path) -> None:
    """Let uv download a Python."""
    here = "%d.%d" % sys.version_info[:2]
    say("Aucun Python 3.12, 3.13 ou 3.14 sur cette machine (celui-ci est le %s) ; j’essaie d’en télécharger un." % here)
    try:
        if not uv:
            own = root / ".uv"
            _require_ensurepip(sys.executable)
            run([sys.executable, "-m", "venv", str(own)], "Environnement de uv", log)
            scripts = own / ("Scripts" if pythons.WINDOWS else "bin")
            run([str(scripts / "python"), "-m", "pip", "install", "-q", "uv"], "Téléchargement de uv", log)
            uv = [str(scripts / "uv")]
        run([*uv, "venv", "-q", "--no-project", "--python", "3.13", str(venv)], "Téléchargement de Python 3.13", log)
    except Stop as reason:
        raise Stop(
            "Il faut Python 3.12, 3.13 ou 3.14 ; celui de cette machine est le %s et aucun autre n’a pu être "
            "téléchargé. Installez-le depuis https://www.python.org/downloads/ puis relancez. (%s)" % (here, reason)
        ) from None


def _install(root: Path, python: str, lock: Path, uv: Optional[List[str]], log: Path) -> None:
    """Make the environment hold exactly what the lock lists (pip only adds)."""
    doing = "Bibliothèques Python"
    if not uv:
        _require_pip(python, log)
    if not uv and os.environ.get("JALON_INSTALLER") != "pip":
        quiet = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        uv = _uv_inside(python)
        if not uv:
            run([*quiet, "uv"], "Téléchargement de uv", log)
            uv = _uv_inside(python)
    if uv and uv[0] != python:
        run([*uv, "pip", "sync", "-q", "--python", python, "--require-hashes", str(lock)], doing, log)
    elif uv:  # uv lives in the environment: sync would remove it
        run([*uv, "pip", "install", "-q", "--python", python, "--require-hashes", "-r", str(lock)], doing, log)
    else:
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "-r", str(lock)], doing, log)
