"""Proves an archive whole, and puts it in place."""

import hashlib
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from jalon.config.archives import databases
from jalon.config.archives.manifest import DATABASES, DEMO, FILES, KEY, NAME, BadArchive, Manifest

CHUNK = 1024 * 1024
DAMAGED = "Cette archive est abîmée ou incomplète : rien n’a été changé."


def verify(archive: Path) -> Manifest:
    """Read the whole archive once and compare each member with the manifest."""
    seen: dict[str, tuple[int, str]] = {}
    manifest = None
    with _opened(archive) as members:
        for about in members:
            source = members.extractfile(about)
            if source is None or not _is_ours(about.name) or about.name in seen or manifest:
                raise BadArchive(DAMAGED)
            if about.name == NAME:
                manifest = Manifest.load(source.read())
                continue
            digest = hashlib.sha256()
            while chunk := source.read(CHUNK):
                digest.update(chunk)
            seen[about.name] = (about.size, digest.hexdigest())
    if manifest is None or manifest.members != seen or DATABASES.get(manifest.engine) not in seen:
        raise BadArchive(DAMAGED)
    return manifest


def why_not_restored(manifest: Manifest, *, force: bool) -> str | None:
    """What keeps an archive from being put here; None when nothing does."""
    if manifest.engine != connection.vendor:
        return (
            f"Cette archive vient d’une base {manifest.engine} et celle d’ici est {connection.vendor} : "
            "réglez JALON_DATABASE_URL comme sur l’installation d’origine."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        return (
            f"Cette archive vient d’une version plus récente de Jalon (elle connaît {unknown[0]}) : "
            "mettez Jalon à jour d’abord."
        )
    if not force and not (databases.is_empty() and not any(_stored(Path(settings.JALON_FILES_DIR)))):
        return f"{settings.JALON_DATA_DIR} n’est pas vide. Ajoutez --force pour remplacer ce qui s’y trouve."
    return None


def restore(archive: Path, *, force: bool) -> Manifest:
    """Check everything, then put database, files and key in place; on any fault the old state stays.

    Files come first: under their fingerprint as a name they disturb nobody. Then the database, in one step. Then what
    only the former database knew goes.
    """
    manifest = verify(archive)
    if reason := why_not_restored(manifest, force=force):
        raise BadArchive(reason)
    data, files = Path(settings.JALON_DATA_DIR), Path(settings.JALON_FILES_DIR)
    data.mkdir(parents=True, exist_ok=True)
    needed = sum(size for size, _digest in manifest.members.values())
    if shutil.disk_usage(data).free < needed * 1.1:
        raise BadArchive("Il n’y a pas assez de place sur le disque pour restaurer cette archive.")
    with tempfile.TemporaryDirectory(dir=data, prefix=".restoring-") as folder:
        new = Path(folder)
        with _opened(archive) as members:
            members.extractall(new, filter="data")
        dumped = new / DATABASES[manifest.engine]
        databases.check(dumped)
        added = []
        try:
            for path in _stored(new / "files"):
                place = files / path.relative_to(new / "files")
                if not place.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    path.replace(place)
                    added.append(place)
            databases.replace(dumped)
        except BaseException:
            for place in added:
                place.unlink(missing_ok=True)
            raise
        for name in (KEY, DEMO):
            (data / name).unlink(missing_ok=True)
            if (new / name).exists():
                (new / name).replace(data / name)
    for path in list(_stored(files)):
        if FILES + path.relative_to(files).as_posix() not in manifest.members:
            path.unlink()
    return manifest


def _stored(folder: Path) -> Iterator[Path]:
    """The files below a folder."""
    return (path for path in folder.rglob("*") if path.is_file())


def _is_ours(name: str) -> bool:
    """Whether an archive of Jalon may have a member of this name."""
    return name in (NAME, KEY, DEMO, *DATABASES.values()) or (name.startswith(FILES) and ".." not in name.split("/"))


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    """An archive; whatever is wrong with it is one sentence."""
    try:
        with tarfile.open(archive, "r:gz") as members:
            yield members
    except FileNotFoundError:
        raise BadArchive(f"L’archive {archive} n’existe pas.") from None
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise BadArchive(DAMAGED) from error
    except OSError as error:
        if error.errno is None:  # gzip says so of a damaged file
            raise BadArchive(DAMAGED) from error
        raise
