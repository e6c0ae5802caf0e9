"""``./jalon backup FILE``: database and files together, verified."""

from pathlib import Path

from jalon.config.commandline import environment
from jalon.config.commandline.occupancy import occupied
from jalon.config.commandline.words import CannotContinue, Options, say


def run(arguments: list[str]) -> int:
    """Write the archive; an older one of the same name is replaced only by a verified one."""
    options = Options("backup", "Enregistre la base et les fichiers dans une archive vérifiée.")
    options.add_argument("file", type=Path, metavar="FICHIER", help="l’archive à écrire (.tar.gz)")
    target = options.parse_args(arguments).file.expanduser().absolute()
    if not environment.data_dir().is_dir():
        raise CannotContinue(f"Il n’y a rien à sauvegarder : {environment.data_dir()} n’existe pas.")
    import django

    django.setup()
    from django.utils import timezone

    from jalon.config.archives import manifest, writing

    try:
        with occupied(environment.data_dir()):
            written = writing.write(target, now=timezone.now())
    except manifest.BadArchive as reason:
        raise CannotContinue(str(reason)) from None
    size = target.stat().st_size / 1_000_000
    say(f"Sauvegarde vérifiée : {target} ({len(written.members)} éléments, {size:.1f} Mo). Gardez-la en lieu sûr.")
    return 0
