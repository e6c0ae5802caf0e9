"""The commands of ``./jalon``: one module each, read only when it is called, so that a start is quick."""

import errno
import sys
from importlib import import_module
from pathlib import Path

from jalon.config.commandline import environment
from jalon.config.commandline.words import CannotContinue, complain, say

COMMANDS = {
    "demo": "démarre Jalon avec un centre fictif : rien à préparer",
    "serve": "démarre le serveur d’un vrai centre",
    "worker": "démarre le travail de fond (e-mails, documents, rappels)",
    "backup": "enregistre la base et les fichiers dans une archive vérifiée",
    "restore": "remet une archive en place",
    "manage": "lance une commande de Django (migrate, shell…)",
    "test": "installe ce qu’il faut et lance les tests",
}
"""Each command with what it does; its module has the same name."""

HIDDEN = ("web",)
"""Commands that other commands start."""

PASSED_ON = {
    "import-people": ("import_people", "importe la liste des inscrits de l’institution hôte"),
    "import-contacts": ("import_contacts", "importe un fichier d’entreprises et de contacts"),
    "kit": ("kit", "vérifie ou installe un kit (kit check)"),
}
"""Commands that are Django commands of a package, under a name that is easier to type."""


def main(arguments: list[str]) -> int:
    """Run one command; whatever a machine can do wrong ends as one sentence, without a traceback."""
    try:
        return _run(arguments)
    except CannotContinue as reason:
        complain(str(reason))
    except KeyboardInterrupt:
        say("Interrompu.")
        return 130
    except BrokenPipeError:
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        complain(f"Écriture impossible dans {error.filename or environment.data_dir()} : {error.strerror}.")
    except Exception as error:
        if (sentence := _known_sentence(error)) is None:
            raise
        complain(sentence)
    return 1


def _run(arguments: list[str]) -> int:
    """Choose the module of the command, once the data folder is settled."""
    wanted, arguments = environment.take_data_dir(arguments)
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name in ("", "-h", "--help", "help"):
        say(_help())
        return 0
    if name not in COMMANDS and name not in HIDDEN and name not in PASSED_ON:
        raise CannotContinue(f"La commande « {name} » n’existe pas. ./jalon --help montre celles qui existent.")
    environment.settle(name, Path(wanted) if wanted else None)
    if name in PASSED_ON:
        name, rest = "manage", [PASSED_ON[name][0], *rest]
    return int(import_module(f"jalon.config.commandline.{name}").run(rest) or 0)


def _help() -> str:
    """The commands and what they do."""
    lines = [*COMMANDS.items(), *((name, label) for name, (_command, label) in PASSED_ON.items())]
    width = max(len(name) for name, _label in lines)
    shown = "\n".join(f"  {name:<{width}}  {label}" for name, label in lines)
    return (
        f"Usage : ./jalon COMMANDE [options] [--data-dir DOSSIER]\n\n{shown}\n\n"
        "./jalon COMMANDE --help montre les options d’une commande. Chaque commande accepte --data-dir : "
        "le dossier où vivent la base, les fichiers et les journaux (sinon JALON_DATA_DIR, sinon data/)."
    )


def _known_sentence(error: Exception) -> str | None:
    """What to say when Django refuses or the database does not answer, None for any other fault."""
    if "django.db" not in sys.modules:
        return None
    from django.core.management import CommandError
    from django.db import OperationalError

    detail = str(error).strip().partition("\n")[0]
    if isinstance(error, CommandError):
        return detail
    if not isinstance(error, OperationalError):
        return None
    if "disk is full" in detail:
        return "Le disque est plein : libérez de la place puis relancez."
    return f"La base de données ne répond pas : {detail}."
