"""``./jalon demo``: a fictional centre in the middle of its year, ready to be looked at."""

import os
import shutil
from pathlib import Path

from jalon.config.commandline import environment, ports
from jalon.config.commandline.children import Child
from jalon.config.commandline.environment import DEMO_MARK, LOADING, READY
from jalon.config.commandline.occupancy import occupied
from jalon.config.commandline.prepare import STAMP, prepare
from jalon.config.commandline.serve import web
from jalon.config.commandline.supervise import supervise
from jalon.config.commandline.words import CannotContinue, Options, say

CENTRE = "demo"
PASSWORD = "jalon-demo"  # noqa: S105
LOGINS = {
    "manager": "Manager",
    "communication": "Responsable de la communication",
    "coordination": "Responsable de la coordination",
    "ambassadeurs": "Responsable des jeunes Ambassadeurs",
    "business": "Business Developer",
    "ambassadeur": "Jeune Ambassadeur",
    "hote": "Institution hôte",
    "jeune": "Jeune",
}
"""One login per role, at demo.example."""

CONTENTS = ("jalon.sqlite3", "jalon.sqlite3-wal", "jalon.sqlite3-shm", "files", "cache", STAMP)
"""What `--reset` removes; logs, the key and the compressed pages stay."""


def run(arguments: list[str]) -> int:
    """Make or find the demonstration, then serve it until Ctrl-C."""
    options = Options("demo", "Démarre Jalon avec un centre fictif.")
    options.add_argument("--port", type=int, default=8000, help="port d’écoute (défaut : 8000)")
    options.add_argument("--reset", action="store_true", help="efface la démonstration et la recommence")
    chosen = options.parse_args(arguments)
    folder = environment.data_dir()
    _require_demo(folder)
    ports.require_free("127.0.0.1", chosen.port)
    os.environ.setdefault("JALON_BASE_URL", f"http://localhost:{chosen.port}")
    mark = folder / DEMO_MARK
    interrupted = mark.exists() and mark.read_text() != READY and not os.environ.get("JALON_DATABASE_URL")
    if chosen.reset or interrupted:
        with occupied(folder, alone=True):
            _empty(folder)
    with occupied(folder):
        if not mark.exists():
            say("Préparation de la démonstration (une seule fois) :")
            mark.write_text(LOADING)
        prepare(load=_load)
        mark.write_text(READY)
        children = [web("127.0.0.1", chosen.port, processes=1), Child("worker", ["worker"])]
        return supervise(children, host="127.0.0.1", port=chosen.port, welcome=_welcome)


def _require_demo(folder: Path) -> None:
    """Refuse a folder that holds anything but a demonstration."""
    if environment.is_demo(folder) or not folder.exists():
        return
    if any(item.name != "in-use.lock" for item in folder.iterdir()):
        raise CannotContinue(
            f"{folder} n’est pas un dossier de démonstration : il contient déjà autre chose, je n’y touche pas. "
            "Choisissez un dossier vide avec --data-dir."
        )


def _empty(folder: Path) -> None:
    """Remove the demonstration's database and files."""
    if os.environ.get("JALON_DATABASE_URL"):
        raise CannotContinue("--reset n’efface que SQLite : videz vous-même la base PostgreSQL de la démonstration.")
    for name in CONTENTS:
        item = folder / name
        if item.is_dir():
            shutil.rmtree(item)
        else:
            item.unlink(missing_ok=True)
    (folder / DEMO_MARK).unlink(missing_ok=True)


def _load() -> None:
    """Load the demonstration centre, once, into a database that has no other."""
    from django.core.management import call_command

    from jalon.structures.models import Centre

    if Centre.objects.exclude(code=CENTRE).exists():
        raise CannotContinue("Cette base contient un vrai centre : la démonstration n’y sera pas chargée.")
    if not Centre.objects.filter(code=CENTRE).exists():
        say("  Centre de démonstration…")
        call_command("load_demo", verbosity=0)


def _welcome() -> None:
    """The address, and one login per role."""
    width = max(len(login) for login in LOGINS) + len("@demo.example")
    say(f"\nLa démonstration de Jalon répond sur {os.environ['JALON_BASE_URL']}\n")
    for login, role in LOGINS.items():
        say(f"  {login + '@demo.example':<{width}}  {role}")
    say(f"\nMot de passe de tous ces comptes : {PASSWORD}")
    say("Les e-mails ne partent pas : une page les montre. Ctrl-C arrête tout ; ./jalon demo --reset recommence.\n")
