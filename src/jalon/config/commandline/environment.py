"""Settles where a command works: which data folder, and whether it is the demonstration's."""

import os
import sys
from pathlib import Path

from jalon.config.commandline.words import CannotContinue, complain

ROOT = Path(__file__).resolve().parents[4]
"""The folder that was cloned."""

DEMO_MARK = "demonstration"
"""A data folder with this file is the demonstration's; it says how far loading it went."""

LOADING, READY = "loading", "ready"
FOR_CENTRES = ("serve", "worker")
WITHOUT_DATA = ("test",)


def take_data_dir(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Take ``--data-dir DIR`` out of the arguments, wherever it stands."""
    found, rest, waiting = None, [], iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == "--data-dir":
            found = next(waiting, "")
            if not found or found.startswith("-"):
                raise CannotContinue("--data-dir attend le nom d’un dossier.")
        elif argument.startswith("--data-dir="):
            found = argument.partition("=")[2]
        else:
            rest.append(argument)
    return found, rest


def data_dir() -> Path:
    """The data folder that `settle` chose."""
    return Path(os.environ["JALON_DATA_DIR"])


def is_demo(folder: Path) -> bool:
    """Whether a data folder was made by ``./jalon demo``."""
    return (folder / DEMO_MARK).exists()


def settle(command: str, wanted: Path | None) -> None:
    """Put the data folder and what follows from it into the environment, which the settings read.

    Without a choice, the demonstration and real centres have different folders. A command that only looks or
    imports works on the demonstration when that is the only folder there is.
    """
    if command in WITHOUT_DATA:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")
    chosen = wanted or (Path(os.environ["JALON_DATA_DIR"]) if os.environ.get("JALON_DATA_DIR") else None)
    folder = (chosen or _default(command)).expanduser().absolute()
    os.environ["JALON_DATA_DIR"] = str(folder)
    if command == "demo":
        os.environ["JALON_DEMO"] = "1"
        return
    if is_demo(folder):
        if command in FOR_CENTRES and os.environ.get("JALON_DEMO") != "1":
            raise CannotContinue(
                f"{folder} est le dossier de la démonstration : ses mots de passe sont publics. "
                "Démarrez-la avec ./jalon demo, ou choisissez un autre dossier."
            )
        os.environ["JALON_DEMO"] = "1"


def _default(command: str) -> Path:
    """The data folder when nobody chose one."""
    demo, centre = ROOT / "data" / "demo", ROOT / "data" / "centre"
    if command == "demo":
        return demo
    looks = command not in FOR_CENTRES and command not in ("web", "restore")
    if looks and is_demo(demo) and not (centre / "jalon.sqlite3").exists() and not os.environ.get("JALON_DATABASE_URL"):
        complain("Dossier de données : data/demo (la démonstration, seule installation ici).")
        return demo
    return centre


def python() -> list[str]:
    """How this process starts another command of Jalon."""
    return [sys.executable, "-m", "jalon"]
