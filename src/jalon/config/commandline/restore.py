"""``./jalon restore FILE``: puts an archive in place, or leaves everything as it was."""

import os
from pathlib import Path

from jalon.config.commandline import environment
from jalon.config.commandline.environment import DEMO_MARK
from jalon.config.commandline.occupancy import occupied
from jalon.config.commandline.prepare import STAMP
from jalon.config.commandline.words import CannotContinue, Options, say


def run(arguments: list[str]) -> int:
    """Restore while nothing runs on the data folder."""
    options = Options("restore", "Remet une archive en place.")
    options.add_argument("file", type=Path, metavar="FICHIER", help="l’archive à lire")
    options.add_argument("--force", action="store_true", help="remplace ce qui se trouve déjà dans le dossier")
    chosen = options.parse_args(arguments)
    folder = environment.data_dir()
    # The key comes out of the archive: the settings must not make one in its place.
    if not (folder / "secret-key").exists():
        os.environ.setdefault("JALON_SECRET_KEY", "only-while-restoring")
    import django

    django.setup()
    from jalon.config.archives import manifest, reading

    try:
        with occupied(folder, alone=True):
            restored = reading.restore(chosen.file.expanduser().absolute(), force=chosen.force)
            (folder / STAMP).unlink(missing_ok=True)
    except manifest.BadArchive as reason:
        raise CannotContinue(str(reason)) from None
    command = "./jalon demo" if (folder / DEMO_MARK).exists() else "./jalon serve"
    say(f"Archive du {restored.made_at[:16].replace('T', ' ')} (temps universel) restaurée dans {folder}.")
    say(f"Démarrez avec {command} --data-dir {folder}")
    return 0
