"""Rows of a workbook (XLSX, XLS, ODS), with formulas as the text they are: nothing is ever computed."""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import python_calamine as calamine

from jalon.people.imports import extents, oldbooks, opendocuments
from jalon.people.imports.cells import Raw
from jalon.people.imports.pieces import pieces
from jalon.people.imports.sniffing import Format, damaged, protected

Row = tuple[int, list[Raw]]

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)/?>")
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<(?:\w+:)?f(?=[\s/>])[^>]*?(?:/>|>(.{0,400}?)</(?:\w+:)?f>)',
    re.DOTALL,
)
_FORMULA_MARK = re.compile(rb"<(?:\w+:)?f[\s/>]")
_PIECE = 4 * 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook; `formulas` is the text of each cell that holds one, by line and column."""

    name: str
    visible: bool
    first_column: int
    """Empty columns on the left, which the library leaves out (it keeps the empty lines above)."""
    source: calamine.CalamineSheet
    formulas: dict[tuple[int, int], str]

    def rows(self) -> Iterator[Row]:
        """Each line with its number as the spreadsheet shows it."""
        padding = [""] * self.first_column
        concerned = {line for line, _column in self.formulas}
        for number, values in enumerate(self.source.iter_rows(), start=1):
            cells = cast("list[Raw]", padding + values if padding else values)
            if number in concerned:
                cells = [self.formulas.get((number, column), cell) for column, cell in enumerate(cells)]
            yield number, cells


def sheets(path: Path, kind: Format) -> list[Sheet]:
    """The sheets that hold something. Raises Unreadable when the workbook is protected, damaged or stretched out."""
    extents.check(path, kind)
    try:
        with path.open("rb") as file:  # by its contents: by its path the library believes the name
            book = calamine.CalamineWorkbook.from_filelike(file)
        formulas = _formulas_by_sheet(path, kind, [meta.name for meta in book.sheets_metadata])
        found = []
        for meta in book.sheets_metadata:
            if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.start is not None:
                visible = meta.visible is calamine.SheetVisibleEnum.Visible
                found.append(Sheet(meta.name, visible, sheet.start[1], sheet, formulas.get(meta.name, {})))
    except calamine.PasswordError as error:
        raise protected() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged() from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the library fell over the file; no Exception to Python
            raise damaged() from error
        raise
    return found


def _formulas_by_sheet(path: Path, kind: Format, named: list[str]) -> dict[str, dict[tuple[int, int], str]]:
    """The formulas of each sheet. An old workbook keeps them compiled: they are shown as « =… »."""
    if kind is Format.XLSX:
        return _formulas(path)
    if kind is Format.ODS:
        with zipfile.ZipFile(path) as archive:
            return opendocuments.formulas(pieces(archive, "content.xml"))
    extents_of = zip(named, oldbooks.extents(path), strict=False)
    return {name: {(line + 1, column): "=…" for line, column in extent.formulas} for name, extent in extents_of}


def _formulas(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """The formulas of an XLSX by sheet, then by line and column (counted from 0)."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return found
        targets = {}
        if "xl/_rels/workbook.xml.rels" in names:
            for match in _RELATION.finditer(archive.read("xl/_rels/workbook.xml.rels")):
                targets[_attribute(match[1], "Id")] = _attribute(match[1], "Target")
        for match in _SHEET.finditer(archive.read("xl/workbook.xml")):
            target = targets.get(_attribute(match[1], r"(?:\w+:)id"), "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            if part in names and (inside := _formulas_of(archive, part)):
                found[_attribute(match[1], "name")] = inside
    return found


def _attribute(attributes: bytes, name: str) -> str:
    match = re.search(rf"(?:^|\s){name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", attributes.decode("utf-8", "replace"))
    return html.unescape(match[1] or match[2] or "") if match else ""


def _formulas_of(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            piece = rest + piece
            cut = piece.rfind(b"</row>") + 1 or piece.rfind(b"<") or len(piece)
            piece, rest = piece[:cut], piece[cut:]
            if _FORMULA_MARK.search(piece):
                for match in _FORMULA.finditer(piece):
                    text = html.unescape((match[3] or b"").decode("utf-8", "replace"))
                    found[int(match[2]), _column(match[1])] = f"={text or '…'}"
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
