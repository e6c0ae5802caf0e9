"""XLSX exports: typed columns, rows from an iterable, constant memory, text that can never act as a formula."""

import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import xlsxwriter
from django.http import FileResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jalon.core.refusals import Refused
from jalon.files import media

Text = str | Promise
Write = Callable[[int, int, Any], None]
MAX_ROWS = 1_000_000
"""Below the 1,048,576 rows that spreadsheet programs read."""

_MAX_TEXT = 32_767
_MAX_LINKS = 60_000
_EPOCH = datetime(1899, 12, 30)
"""Day zero of spreadsheets, which know no zones."""

_SAFE_LINKS = ("https://", "http://", "mailto:")
_DAY = 86_400
_HEADING = {"bold": True, "bg_color": "#0B5563", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    """A share between 0 and 1."""
    DATE = "date"
    MOMENT = "moment"
    """An aware moment, written as the wall clock of the workbook's zone."""
    LINK = "link"
    """An address, or a pair (address, text to show)."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it holds, its width in characters."""

    title: Text
    type: Type = Type.TEXT
    width: int = 0


_WIDTHS = {Type.TEXT: 26, Type.NUMBER: 12, Type.PERCENT: 10, Type.DATE: 12, Type.MOMENT: 17, Type.LINK: 34}
_FORMATS = {
    Type.PERCENT: "0.0%",
    Type.DATE: "dd/mm/yyyy",
    Type.MOMENT: "dd/mm/yyyy hh:mm",
}


def write_workbook(
    target: BinaryIO,
    *,
    title: Text,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    about: Sequence[tuple[Text, Text]] = (),
    zone: str = "UTC",
    right_to_left: bool = False,
) -> int:
    """Write the rows on a first sheet and `about` (definition, date, filters) on a second; gives the number of rows.

    None is an empty cell. Rows are written as they come and never held together, so give an iterator. Raises Refused
    past MAX_ROWS: a spreadsheet program would silently drop the rest.
    """
    with xlsxwriter.Workbook(target, {"constant_memory": True, "remove_timezone": True}) as book:
        book.set_properties({"title": str(title)})
        heading = book.add_format(_HEADING)
        sheet = book.add_worksheet(_sheet_name(title))
        if right_to_left:
            sheet.right_to_left()
        formats = {type_: book.add_format({"num_format": form}) for type_, form in _FORMATS.items()}
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width or _WIDTHS[column.type])
            sheet.write_string(0, place, str(column.title), heading)
        sheet.freeze_panes(1, 0)
        count = _write_rows(sheet, columns, rows, formats, ZoneInfo(zone))
        sheet.autofilter(0, 0, max(count, 1), max(len(columns) - 1, 0))
        if about:
            second = book.add_worksheet(_sheet_name(_("À propos")))
            _write_about(second, about, book.add_format({"bold": True}), right_to_left)
    return count


def workbook_response(file_name: str, **workbook: Any) -> FileResponse:
    """A workbook as a download; `workbook` is what `write_workbook` takes. The rows pass by the disk, not by memory."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    write_workbook(target, **workbook)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=file_name, content_type=media.XLSX)


def _write_rows(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    formats: dict[Type, Format],
    zone: ZoneInfo,
) -> int:
    writers = [_writer(sheet, column.type, formats, zone) for column in columns]
    places = list(enumerate(writers))
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise Refused(_("Cet export dépasse un million de lignes : précisez un filtre ou une période."))
        for place, write in places:
            value = row[place]
            if value is not None:
                write(number, place, value)
    return number


def _writer(sheet: Worksheet, type_: Type, formats: dict[Type, Format], zone: ZoneInfo) -> Write:
    """How a cell of this type is written; what doesn't fit its type is written as the text it is."""
    text, number, shape = sheet.write_string, sheet.write_number, formats.get(type_)

    def write_text(row: int, place: int, value: Any) -> None:
        text(row, place, value if type(value) is str and len(value) <= _MAX_TEXT else str(value)[:_MAX_TEXT])

    def write_number(row: int, place: int, value: Any) -> None:
        if isinstance(value, (int, float, Decimal)) and math.isfinite(value):
            number(row, place, value, shape)
        else:
            write_text(row, place, value)

    def write_day(row: int, place: int, value: Any) -> None:
        serial = _serial(value, zone)
        if serial is None:
            write_text(row, place, value)
        else:
            number(row, place, int(serial) if type_ is Type.DATE else serial, shape)

    def write_link(row: int, place: int, value: Any) -> None:
        address, shown = value if isinstance(value, tuple) else (value, value)
        if row <= _MAX_LINKS and str(address).startswith(_SAFE_LINKS) and len(address) <= 2000:
            sheet.write_url(row, place, str(address), None, str(shown)[:_MAX_TEXT])
        else:
            write_text(row, place, shown)

    special = {Type.TEXT: write_text, Type.LINK: write_link, Type.DATE: write_day, Type.MOMENT: write_day}
    return special.get(type_, write_number)


def _serial(value: Any, zone: ZoneInfo) -> float | None:
    """A day or moment as spreadsheets count: days since the end of 1899; None for what they show wrongly."""
    if isinstance(value, datetime):
        local = value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
    elif isinstance(value, date):
        local = datetime.combine(value, time.min)
    else:
        return None
    if local.year <= 1900:
        return None
    span = local - _EPOCH
    return span.days + span.seconds / _DAY


def _write_about(sheet: Worksheet, about: Sequence[tuple[Text, Text]], label: Format, right_to_left: bool) -> None:
    if right_to_left:
        sheet.right_to_left()
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for row, (name, value) in enumerate(about):
        sheet.write_string(row, 0, str(name)[:_MAX_TEXT], label)
        sheet.write_string(row, 1, str(value)[:_MAX_TEXT])


def _sheet_name(title: Text) -> str:
    """A name that spreadsheet programs accept: short, without brackets, slashes or apostrophes at the ends."""
    name = "".join(" " if c in "[]:*?/\\" else c for c in str(title)).strip(" '")[:31].strip(" '")
    return name or _("Liste")
