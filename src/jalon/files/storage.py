"""Keeping bytes and giving them back.

Two steps, so that no disk waits inside a transaction: `receive` checks and writes the bytes, `hold` then makes the
rows, in the transaction of the act that the file belongs to.
"""

import errno
import hashlib
import io
import logging
import os
import re
import tempfile
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File as Upload
from django.db import connection
from django.utils.translation import gettext as _

from jalon.core.refusals import Refused
from jalon.files import holders, media
from jalon.files.models import Content, File

log = logging.getLogger(__name__)
_CHUNK = 1024 * 1024
_NAME_LENGTH = 150
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")


@dataclass(frozen=True)
class Received:
    """Bytes that are safely on the disk and that no file shows yet; the sweep takes them away if none ever does."""

    sha256: str
    size: int
    media_type: str


def path_of(sha256: str) -> Path:
    """Where the bytes of a fingerprint stand: two levels of folders, so that none holds millions."""
    return Path(settings.JALON_FILES_DIR) / sha256[:2] / sha256[2:4] / sha256


def receive(source: bytes | BinaryIO | Upload, *, allowed: Collection[str], max_size: int) -> Received:
    """Check the bytes and write them, whole or not at all; call it outside any transaction.

    Raises Refused when they are empty, larger than `max_size`, of a type outside `allowed`, or when the disk is full.
    """
    file: BinaryIO = io.BytesIO(source) if isinstance(source, bytes) else source  # type: ignore[assignment]
    file.seek(0, os.SEEK_END)
    size = file.tell()
    if size == 0:
        raise Refused(_("Ce fichier est vide."))
    if size > max_size:
        raise Refused(
            _("Ce fichier pèse %(size)s Mo ; la limite est de %(limit)s Mo.")
            % {"size": _megabytes(size, up=True), "limit": _megabytes(max_size)}
        )
    found = media.media_type(file)
    if found not in allowed:
        raise Refused(_wrong_type(found, allowed))
    try:
        return Received(_write(file), size, found)
    except OSError as error:
        log.exception("a file of %d bytes could not be written", size)
        if error.errno == errno.ENOSPC:
            cause = _("le disque du serveur est plein")
        else:
            cause = _("le disque du serveur a refusé l’écriture")
        raise Refused(
            _("Le fichier n’a pas pu être enregistré : %(cause)s. Rien n’a été gardé.") % {"cause": cause}
        ) from error


def hold(received: Received, *, name: str, holder: str, centre_id: int, now: datetime) -> File:
    """Make the rows of bytes that `receive` wrote, in the transaction of the act; gives the file to point to.

    The content's row is locked, so that a sweep at the same moment either sees this file or is over. Bytes received in
    the last day are spared by it, so that the refusal below is for those who wait longer than that.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is held in the transaction of its act")
    if not holders.is_registered(holder):
        raise LookupError(f"no package registered the holder {holder!r}")
    content, _new = Content.objects.select_for_update().get_or_create(
        sha256=received.sha256,
        defaults={"size": received.size, "media_type": received.media_type, "stored_at": now},
    )
    if not path_of(received.sha256).exists():
        raise Refused(_("Le fichier a été écarté entre-temps : envoyez-le à nouveau."))
    return File.objects.create(
        content=content, name=clean_name(name, received.media_type), holder=holder, centre_id=centre_id, created_at=now
    )


def read_bytes(file: File) -> bytes:
    """The whole content; for documents and pictures, not for what may be large."""
    return path_of(file.content.sha256).read_bytes()


def open_file(file: File) -> BinaryIO:
    """The content as a stream, for answers and backups."""
    return path_of(file.content.sha256).open("rb")


def clean_name(name: str, media_type: str) -> str:
    """The name without folders, control or direction characters, short, with the ending of what the file really is."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in name)
    name = re.sub(r'[<>:"|?*]', "-", re.sub(r" +", " ", name)).strip()
    suffix = media.SUFFIXES.get(media_type, "")
    stem = _ENDING.sub("", name).strip(" .") if suffix else name.strip(" .")
    return (stem[: _NAME_LENGTH - len(suffix)].rstrip(" .") or _("fichier")) + suffix


def _write(file: BinaryIO) -> str:
    """Copy to a temporary file beside its place, flush it to the disk, then give it its final name in one step."""
    root = Path(settings.JALON_FILES_DIR)
    incoming = root / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    descriptor, temporary = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(descriptor, "wb") as copy:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            final = path_of(digest.hexdigest())
            if _touched(final):
                return digest.hexdigest()
            copy.flush()
            os.fsync(copy.fileno())
        final.parent.mkdir(parents=True, exist_ok=True)
        Path(temporary).chmod(0o600)
        Path(temporary).replace(final)
        _flush_folder(final.parent)
        return digest.hexdigest()
    finally:
        Path(temporary).unlink(missing_ok=True)


def _touched(path: Path) -> bool:
    """Whether the bytes were already there; they are made young again, so that the sweep leaves them alone."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _wrong_type(found: str, allowed: Collection[str]) -> str:
    wanted = ", ".join(str(media.LABELS[code]) for code in media.LABELS if code in allowed)
    if found in media.LABELS:
        sentence = _("Ce fichier est de type %(found)s ; sont acceptés ici : %(wanted)s.")
        return sentence % {"found": media.LABELS[found], "wanted": wanted}
    sentence = _("Ce fichier n’est d’aucun type connu, quel que soit son nom ; sont acceptés ici : %(wanted)s.")
    return sentence % {"wanted": wanted}


def _megabytes(size: int, *, up: bool = False) -> str:
    tenths = -(-size * 10 // _CHUNK) if up else size * 10 // _CHUNK
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)
