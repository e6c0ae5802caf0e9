"""How far the cells of a workbook reach, told before the library that lays out every cell of that rectangle.

One stray cell at the far end of a sheet makes a rectangle of 17 billion cells out of a file of 5 KB.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from jalon.people.imports.sniffing import Format, Unreadable, damaged

MOST_CELLS = 12_000_000
"""Of all sheets together: 300,000 lines of 40 columns, some 400 MB once laid out."""

_PIECE = 4 * 1024 * 1024
_SHEET_PART = re.compile(r"xl/(?:worksheets|[^/]*sheets?)/[^/]+\.xml$", re.IGNORECASE)
_PLACED = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,9})["']""")
_ATTRIBUTES = rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*"""
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\b" + _ATTRIBUTES + rb"/>")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_LINE = re.compile(rb"<(?:\w+:)?row[\s>/]")
_OPEN_TOKEN = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)((?:\s[^>]*)?)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,12})["']""")


def check(path: Path, kind: Format) -> None:
    """Raise Unreadable for a workbook whose cells stand too far apart to be laid out."""
    if kind not in (Format.XLSX, Format.ODS):
        return
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if kind is Format.ODS:
            size = _opendocument(_pieces(archive, "content.xml"))
        elif "xl/workbook.bin" in names:
            raise Unreadable(
                _("Ce classeur est au format binaire (.xlsb) : enregistrez-le au format Excel (.xlsx) et renvoyez-le.")
            )
        else:
            parts = [name for name in sorted(names) if name.endswith(".xml") and _SHEET_PART.search(name)]
            size = sum(_excel(archive, part) for part in parts)
    if size > MOST_CELLS:
        raise Unreadable(
            _(
                "Une cellule est remplie très loin des autres, au bout d’une feuille : supprimez les lignes et les "
                "colonnes vides, ou recopiez la liste dans un classeur neuf, puis renvoyez-le."
            )
        )


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part piece by piece, never cut inside a tag."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            if b"\x00" in piece:
                raise damaged()
            piece = rest + piece
            cut = piece.rfind(b"<") if len(piece) > 1 else 0
            cut = cut if cut > 0 else len(piece)
            rest = piece[cut:]
            yield piece[:cut]
    yield rest


def _excel(archive: zipfile.ZipFile, part: str) -> int:
    """The cells of the rectangle around a sheet's cells; those that are empty count only where that decides nothing."""
    size = _rectangle(_pieces(archive, part))
    return size if size <= MOST_CELLS else _rectangle(_EMPTY_CELL.sub(b"", p) for p in _pieces(archive, part))


def _rectangle(pieces: Iterator[bytes]) -> int:
    columns: set[bytes] = set()
    first, last, lines, widest, run = 0, 0, 0, 0, 0
    for piece in pieces:
        placed = _PLACED.findall(piece)
        columns.update(letters for letters, _line in placed)
        numbers = {int(number) for _letters, number in placed}
        if numbers:
            first, last = min(first or min(numbers), min(numbers)), max(last, max(numbers))
        chunks = _LINE.split(piece)
        lines += len(chunks) - 1
        for position, chunk in enumerate(chunks):
            run = len(_CELL.findall(chunk)) + (run if position == 0 else 0)
            widest = max(widest, run)
    far = max((_number(letters) for letters in columns), default=0)
    return max(last - first + 1, lines) * max(far, widest) if columns else lines * widest


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _opendocument(pieces: Iterator[bytes]) -> int:
    """The same for an OpenDocument, whose lines and cells say how often they are repeated."""
    total, line, last, widest, column = 0, 0, 0, 0, 0
    for piece in pieces:
        for match in _OPEN_TOKEN.finditer(piece):
            what, attributes = match[1], match[2]
            found = _REPEATED.search(attributes)
            times = int(found[1]) if found else 1
            if what == b"table":
                total += last * widest
                line, last, widest, column = 0, 0, 0, 0
            elif what == b"table-row":
                line, column = line + times, 0
            else:
                column += times
                if b"value" in attributes or b"formula" in attributes:
                    last, widest = max(last, line), max(widest, column)
    return total + last * widest
