"""What a file really is, whatever its name says; what it must not be is refused in one sentence."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

MB = 1024 * 1024


class Unreadable(Exception):
    """The file cannot be read; `sentence` names the fault and the mend."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Limits:
    """How big a file may be, on the disk and once unpacked."""

    size: int = 40 * MB
    expanded: int = 400 * MB
    parts: int = 2_000
    rows: int = 400_000
    columns: int = 200


class Format(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def why_too_big(size: int, limits: Limits) -> str | None:
    """The sentence for a file over the limit, before a byte of it is read."""
    if size > limits.size:
        return _(
            "Ce fichier fait %(size)s Mo, la limite est de %(limit)s Mo : enlevez les images et les feuilles inutiles, "
            "ou découpez la liste en plusieurs fichiers."
        ) % {"size": round(size / MB), "limit": limits.size // MB}
    return None


def sniff(path: Path, *, limits: Limits) -> Format:
    """The real format of the file. Raises Unreadable for what is empty, too big, protected or no table at all."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(_("Ce fichier est vide : enregistrez la liste dans le tableur, puis envoyez-la de nouveau."))
    if reason := why_too_big(size, limits):
        raise Unreadable(reason)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(path)
    if reason := _why_not_text(head):
        raise Unreadable(reason)
    return Format.CSV


def _why_not_text(head: bytes) -> str | None:
    start = head.removeprefix(b"\xef\xbb\xbf")
    save_as = _("ouvrez-le dans le tableur et enregistrez-le « sous » au format Classeur Excel (.xlsx).")
    if _HTML.match(start):
        return _("Ce fichier est une page web, même si son nom finit par .xls : %(mend)s") % {"mend": save_as}
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return _("Ce fichier est un ancien « Tableur XML 2003 » : %(mend)s") % {"mend": save_as}
    if start.lstrip().startswith((b"<?xml", b"<")):
        return _("Ce fichier est du XML, pas un tableau : demandez l’export au format Excel (.xlsx) ou CSV.")
    for what, magics in (
        (_("un PDF"), (b"%PDF",)),
        (_("une image"), (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
        (_("un texte RTF"), (b"{\\rtf",)),
        (_("une archive"), (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")),
        (_("un programme"), (b"MZ", b"\x7fELF")),
        (_("une base de données"), (b"SQLite format 3",)),
    ):
        if start.startswith(magics):
            return _(
                "Ce fichier est %(what)s, quel que soit son nom : demandez la liste au format Excel (.xlsx) ou CSV."
            ) % {"what": what}
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and not _looks_utf16(head):
        return _("Ce fichier n’est ni un classeur ni un texte : demandez la liste au format Excel (.xlsx) ou CSV.")
    return None


def _looks_utf16(head: bytes) -> bool:
    """Text of which every other byte is mostly zero."""
    return len(head) > 8 and (head[1::2].count(0) > len(head) * 0.4 or head[::2].count(0) > len(head) * 0.4)


def protected() -> Unreadable:
    """The refusal of a file that asks for a password."""
    return Unreadable(
        _(
            "Ce fichier est protégé par un mot de passe : ouvrez-le dans le tableur, enlevez la protection, "
            "enregistrez-le et renvoyez-le."
        )
    )


def damaged() -> Unreadable:
    """The refusal of a workbook that cannot be opened."""
    return Unreadable(
        _(
            "Ce classeur est abîmé et ne s’ouvre pas : ouvrez-le dans le tableur, enregistrez-le de nouveau, "
            "puis renvoyez-le."
        )
    )


def _inside_ole(path: Path) -> Format:
    """An old workbook; a new one under a password is also kept in such a container."""
    content = path.read_bytes()
    if _utf16("EncryptedPackage") in content or _utf16("EncryptionInfo") in content:
        raise protected()
    if _utf16("Workbook") in content or _utf16("Book") in content:
        return Format.XLS
    raise Unreadable(
        _("Ce fichier est un document Office, mais pas un classeur : demandez la liste au format Excel (.xlsx) ou CSV.")
    )


def _inside_zip(path: Path, limits: Limits) -> Format:
    """A workbook, once it is sure that it unpacks to a reasonable size: first as declared, then really."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if len(infos) > limits.parts or sum(info.file_size for info in infos) > limits.expanded:
                raise _bomb()
            if any(info.flag_bits & 1 for info in infos):
                raise protected()
            _unpack_counting(archive, infos, limits.expanded)
            found = _format_of({info.filename for info in infos}, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise damaged() from error
    return found


def _bomb() -> Unreadable:
    return Unreadable(
        _(
            "Ce fichier se déplie en une taille démesurée et n’a pas été ouvert : recopiez la liste dans un "
            "classeur neuf, puis renvoyez-le."
        )
    )


def _unpack_counting(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limit: int) -> None:
    """Unpack everything into nothing: an archive that declares less than it holds is caught here."""
    total = 0
    for info in infos:
        with archive.open(info) as part:
            while piece := part.read(MB):
                total += len(piece)
                if total > limit:
                    raise _bomb()


def _format_of(parts: set[str], archive: zipfile.ZipFile) -> Format:
    if "xl/workbook.xml" in parts or "xl/workbook.bin" in parts:
        return Format.XLSX
    if "mimetype" in parts and "content.xml" in parts:
        if "spreadsheet" not in archive.read("mimetype")[:200].decode("ascii", "replace"):
            raise Unreadable(
                _(
                    "Ce fichier est un document, mais pas un classeur : demandez la liste au format Excel "
                    "(.xlsx) ou CSV."
                )
            )
        if "META-INF/manifest.xml" in parts and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise protected()
        return Format.ODS
    if any(name.startswith("word/") for name in parts):
        raise Unreadable(
            _("Ce fichier est un document Word : recopiez le tableau dans un classeur et envoyez le classeur.")
        )
    if any(name.lower().endswith((".xlsx", ".xls", ".ods", ".csv")) for name in parts):
        raise Unreadable(_("Ce fichier est une archive ZIP : ouvrez-la et envoyez le classeur qu’elle contient."))
    raise Unreadable(_("Ce fichier est une archive sans classeur : demandez la liste au format Excel (.xlsx) ou CSV."))
