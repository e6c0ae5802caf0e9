"""What a file is, told from its bytes: the name and the browser's word are never believed."""

import codecs
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
SVG = "image/svg+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"
CSV = "text/csv"
UNKNOWN = "application/octet-stream"

IMAGES = frozenset({PNG, JPEG, WEBP})
"""Pictures that may be shown inside a page; SVG is not among them, since it can hold programs."""

LABELS = {
    PDF: _("PDF"),
    PNG: _("image PNG"),
    JPEG: _("photo JPEG"),
    WEBP: _("image WebP"),
    SVG: _("dessin SVG"),
    XLSX: _("classeur Excel (.xlsx)"),
    DOCX: _("document Word (.docx)"),
    ODS: _("classeur OpenDocument (.ods)"),
    ODT: _("texte OpenDocument (.odt)"),
    CSV: _("texte CSV"),
}

SUFFIXES = {
    PDF: ".pdf",
    PNG: ".png",
    JPEG: ".jpg",
    WEBP: ".webp",
    SVG: ".svg",
    XLSX: ".xlsx",
    DOCX: ".docx",
    ODS: ".ods",
    ODT: ".odt",
    CSV: ".csv",
}
"""The ending that a downloaded file gets, so that its name tells the truth."""

_LOOK = 64 * 1024
_OFFICE = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}


def media_type(file: BinaryIO) -> str:
    """The media type of the bytes, UNKNOWN when they are none that Jalon keeps; the file is left at its start."""
    file.seek(0)
    head = file.read(_LOOK)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file)
    return _text(head)


def _zipped(file: BinaryIO) -> str:
    """Office files are zip archives: only their table of contents is read, nothing is unpacked but a short type."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            for name, found in _OFFICE.items():
                if name in names and "[Content_Types].xml" in names:
                    return found
            if "mimetype" in names:
                with archive.open("mimetype") as part:  # what an archive declares of its size may be a lie
                    said = part.read(100).decode("ascii", "replace").strip()
                return said if said in {ODS, ODT} else UNKNOWN
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return UNKNOWN
    finally:
        file.seek(0)
    return UNKNOWN


def _text(head: bytes) -> str:
    """Text is CSV when it holds no control bytes (whatever its old encoding), SVG when its first element says so."""
    if not head:
        return UNKNOWN
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return CSV
    if any(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in head):
        return UNKNOWN
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1024].lower()
    if start.startswith(b"<"):
        return SVG if b"<svg" in start else UNKNOWN
    return CSV
