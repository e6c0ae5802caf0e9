"""Makes an archive: database first, then files, and reads it all again before it gets its name."""

import hashlib
import io
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import jalon
from jalon.config.archives import databases, reading
from jalon.config.archives.manifest import DATABASES, DEMO, FILES, KEY, NAME, BadArchive, Manifest

CHUNK = 1024 * 1024


def write(target: Path, *, now: datetime) -> Manifest:
    """Write everything that this installation holds into one file, readable by its owner only.

    Files are never overwritten and go a day after their last reference, so that taking the database first loses
    nothing. The archive has another name until its content was read back and compared.
    """
    if not target.parent.is_dir():
        raise BadArchive(f"Le dossier {target.parent} n’existe pas.")
    part = target.with_name(target.name + ".part")
    try:
        part.touch(mode=0o600)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".jalon-backup-") as folder:
            manifest = _write(part, Path(folder), now=now)
        if reading.verify(part).members != manifest.members:
            raise BadArchive("L’archive relue n’est pas celle qui a été écrite : le disque est peut-être abîmé.")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(part: Path, folder: Path, *, now: datetime) -> Manifest:
    """The members one after the other, then the manifest."""
    applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    manifest = Manifest(jalon.__version__, now.isoformat(), connection.vendor, applied)
    dumped = folder / DATABASES[connection.vendor]
    databases.dump(dumped)
    with tarfile.open(part, "w:gz", compresslevel=3) as archive:
        _add(archive, dumped, dumped.name, manifest)
        for path, name in _files():
            _add(archive, path, name, manifest)
        content = manifest.dump()
        about = tarfile.TarInfo(NAME)
        about.size, about.mode = len(content), 0o600
        archive.addfile(about, io.BytesIO(content))
    return manifest


def _files() -> Iterator[tuple[Path, str]]:
    """The key, the mark of a demonstration, and the stored files."""
    for name in (KEY, DEMO):
        if (settings.JALON_DATA_DIR / name).exists():
            yield settings.JALON_DATA_DIR / name, name
    root = Path(settings.JALON_FILES_DIR)
    for path in sorted(root.rglob("*")):
        if path.is_file() and "incoming" not in path.relative_to(root).parts:
            yield path, FILES + path.relative_to(root).as_posix()


class _Fingerprinted:
    """A file whose fingerprint is taken while the archive reads it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """What tarfile asks for."""
        chunk = self._file.read(size)
        self._digest.update(chunk)
        return chunk

    def close(self) -> str:
        """The fingerprint of what was read."""
        self._file.close()
        return self._digest.hexdigest()


def _add(archive: tarfile.TarFile, path: Path, name: str, manifest: Manifest) -> None:
    """Add one member; a file that the daily cleaning took away meanwhile had no reference any more."""
    try:
        source = _Fingerprinted(path)
    except FileNotFoundError:
        return
    about = tarfile.TarInfo(name)
    about.size, about.mode, about.mtime = path.stat().st_size, 0o600, int(path.stat().st_mtime)
    try:
        archive.addfile(about, source)  # type: ignore[arg-type]
    finally:
        digest = source.close()
    manifest.members[name] = (about.size, digest)
