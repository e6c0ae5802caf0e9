"""How far the cells of a workbook reach, told before the library that lays out every cell of that rectangle.

One stray cell at the far end of a sheet makes a rectangle of 17 billion cells out of a file of 5 KB.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from jalon.people.imports import oldbooks, opendocuments
from jalon.people.imports.pieces import pieces
from jalon.people.imports.sniffing import Format, Unreadable

MOST_CELLS = 12_000_000
"""Of all sheets together: 300,000 lines of 40 columns, some 400 MB once laid out."""

_SHEET_PART = re.compile(r"xl/(?:worksheets|[^/]*sheets?)/[^/]+\.xml$", re.IGNORECASE)
_PLACED = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,9})["']""")
_ATTRIBUTES = rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*"""
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\b" + _ATTRIBUTES + rb"/>")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_LINE = re.compile(rb"<(?:\w+:)?row[\s>/]")


def check(path: Path, kind: Format) -> None:
    """Raise Unreadable for a workbook whose cells stand too far apart to be laid out."""
    if kind is Format.XLS:
        _refuse_beyond(sum(extent.size for extent in oldbooks.extents(path)))
    elif kind in (Format.XLSX, Format.ODS):
        _refuse_beyond(_archived(path, kind))


def _archived(path: Path, kind: Format) -> int:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if kind is Format.ODS:
            return opendocuments.size(pieces(archive, "content.xml"))
        if "xl/workbook.bin" in names:
            raise Unreadable(
                _("Ce classeur est au format binaire (.xlsb) : enregistrez-le au format Excel (.xlsx) et renvoyez-le.")
            )
        parts = [name for name in sorted(names) if name.endswith(".xml") and _SHEET_PART.search(name)]
        return sum(_excel(archive, part) for part in parts)


def _refuse_beyond(size: int) -> None:
    if size > MOST_CELLS:
        raise Unreadable(
            _(
                "Une cellule est remplie très loin des autres, au bout d’une feuille : supprimez les lignes et les "
                "colonnes vides, ou recopiez la liste dans un classeur neuf, puis renvoyez-le."
            )
        )


def _excel(archive: zipfile.ZipFile, part: str) -> int:
    """The cells of the rectangle around a sheet's cells; those that are empty count only where that decides nothing."""
    size = _rectangle(pieces(archive, part))
    return size if size <= MOST_CELLS else _rectangle(_EMPTY_CELL.sub(b"", p) for p in pieces(archive, part))


def _rectangle(parts: Iterator[bytes]) -> int:
    columns: set[bytes] = set()
    first, last, lines, widest, run = 0, 0, 0, 0, 0
    for piece in parts:
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
