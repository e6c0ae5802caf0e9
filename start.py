"""Prepares Jalon on this machine once, then starts it: ``./jalon demo``, or ``py start.py demo`` on Windows.

Standard library only, and Python 3.8 syntax, because this file runs on whatever Python the machine has.
"""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Dict, List

from launcher import frontend, packages, pythons
from launcher.words import DISK_FULL, Stop, say

ROOT = Path(__file__).resolve().parent


def prepare(with_tests: bool) -> str:
    """Everything that Jalon needs beside its own files; returns the Python that runs it. Quick when all is there."""
    with packages.one_at_a_time(ROOT):
        python = packages.prepare(ROOT, with_tests)
        frontend.prepare(ROOT, python, with_tests)
    return python


def environment() -> Dict[str, str]:
    """What the commands of Jalon find around them."""
    changed = dict(os.environ, PYTHONPATH=str(ROOT / "src"), PYTHONUTF8="1")
    changed.pop("PYTHONDONTWRITEBYTECODE", None)  # without compiled files every start takes three times as long
    return changed


def main(arguments: List[str]) -> int:
    """Prepare, then become the command that was asked for."""
    if sys.version_info < (3, 8):
        raise Stop("Jalon a besoin de Python 3.8 ou plus récent pour démarrer (3.12, 3.13 ou 3.14 pour fonctionner).")
    python = prepare(with_tests=arguments[:1] == ["test"])
    command = [python, "-m", "jalon", *arguments]
    if pythons.WINDOWS:
        return subprocess.call(command, env=environment())
    sys.stdout.flush()
    os.execve(python, command, environment())
    return 0


def safely(arguments: List[str]) -> int:
    """Turn what can go wrong on a machine into one sentence."""
    try:
        return main(arguments)
    except Stop as reason:
        say("Jalon n’a pas pu démarrer. " + str(reason))
    except KeyboardInterrupt:
        say("Interrompu ; relancez la même commande pour reprendre.")
        return 130
    except OSError as error:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", -1)):
            say("Jalon n’a pas pu démarrer. " + DISK_FULL)
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            say("Jalon n’a pas pu démarrer. Impossible d’écrire dans le dossier %s : vérifiez vos droits." % ROOT)
        else:
            say("Jalon n’a pas pu démarrer. Le système répond : %s." % (error.strerror or error))
    return 1


if __name__ == "__main__":
    sys.exit(safely(sys.argv[1:]))
