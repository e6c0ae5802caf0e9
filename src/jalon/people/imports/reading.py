"""Opening a spreadsheet whatever it is called: its sheets, its header, its lines one by one.

    table = open_table(path, known=columns.knows(FIELDS))
    for line in table.lines(): ...

Title lines above the header, empty lines, totals, notes and repeated headers are left out and listed in `skipped`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.people.imports import delimited, workbooks
from jalon.people.imports.cells import Raw, is_empty, looks_like_email, plain
from jalon.people.imports.days import looks_like_date
from jalon.people.imports.sniffing import Format, Limits, Unreadable, sniff

Known = Callable[[str], bool]
Row = tuple[int, list[Raw]]

_PREVIEW = 60
_TITLE_DEPTH = 40
_TOTALS = (
    "total",
    "totaux",
    "soustotal",
    "nombretotal",
    "effectif",
    "somme",
    "moyenne",
    "المجموع",
    "مجموع",
    "العددالاجمالي",
    "العددالكلي",
)


class Line(NamedTuple):
    """One line of data: the sheet, the number that the spreadsheet shows, its cells; `fault` when it is cut wrongly."""

    sheet: str
    number: int
    cells: list[Raw]
    fault: str | None = None


@dataclass
class Skipped:
    """What was left out, so that the screen can say so."""

    titles: int = 0
    empty: int = 0
    totals: int = 0
    notes: int = 0
    headers: int = 0
    sheets: dict[str, str] = field(default_factory=dict)
    """Each sheet that was not read, and why."""

    def take(self, other: "Skipped") -> None:
        """Become what a complete reading counted."""
        self.titles, self.empty, self.totals = other.titles, other.empty, other.totals
        self.notes, self.headers = other.notes, other.headers


@dataclass(frozen=True)
class _Source:
    """A sheet, or the whole text file."""

    name: str
    rows: Callable[[], Iterator[Row]]
    header_line: int
    """0 when the data begins without a header."""
    headings: tuple[str, ...]
    header: Sequence[Raw] = ()
    """The cells of the header as they stand, since printed lists repeat it on each page."""
    titles: tuple[str, ...] = ()
    """What stands above the header, and the sheet's own name."""
    order: tuple[int, ...] | None = None
    """For a second sheet with the same columns in another order: where each column of the first stands."""


@dataclass(frozen=True)
class Table:
    """A file that can be read; `lines()` may be called several times."""

    format: Format
    headings: tuple[str, ...]
    """As written, in the file's order; « Colonne C » where the header says nothing."""
    has_header: bool
    encoding: str
    separator: str
    sources: tuple[_Source, ...]
    skipped: Skipped
    limits: Limits

    def lines(self) -> Iterator[Line]:
        """Every line of data, sheet after sheet. Raises Unreadable past the limit of lines, or where a text breaks."""
        count = 0
        counted = Skipped(sheets=self.skipped.sheets)
        for source in self.sources:
            for line in _lines_of(source, len(self.headings), counted):
                count += 1
                if count > self.limits.rows:
                    raise Unreadable(
                        _("Ce fichier a plus de %(rows)s lignes : découpez la liste en plusieurs fichiers.")
                        % {"rows": self.limits.rows}
                    )
                yield line
        self.skipped.take(counted)

    @property
    def titles(self) -> tuple[str, ...]:
        """The texts above the header of the first sheet, and its name: what says the year of the list."""
        return self.sources[0].titles

    def sample(self, size: int = 200) -> list[Line]:
        """The first lines, to recognise columns by their contents."""
        return list(islice(self.lines(), size))


def open_table(path: Path, *, known: Known, limits: Limits | None = None) -> Table:
    """Open the file as a table; `known` tells whether a heading is one that the caller understands.

    Raises Unreadable with one sentence that names the fault and the mend.
    """
    limits = limits or Limits()
    kind = sniff(path, limits=limits)
    skipped = Skipped()
    encoding = separator = ""
    if kind is Format.CSV:
        encoding = delimited.encoding_of(path)
        separator = delimited.separator_of(delimited.sample_of(path, encoding))
        found = [_source("", lambda: delimited.rows(path, encoding, separator), known)]
    else:
        found = []
        for sheet in workbooks.sheets(path, kind):
            if sheet.visible:
                found.append(_source(sheet.name, sheet.rows, known))
            else:
                skipped.sheets[sheet.name] = _("feuille masquée")
    sources = _data_sources([source for source in found if source is not None], known, skipped)
    headings = sources[0].headings
    if len(headings) > limits.columns:
        raise Unreadable(
            _("Ce fichier a plus de %(columns)s colonnes : gardez seulement celles de la liste.")
            % {"columns": limits.columns}
        )
    return Table(kind, headings, sources[0].header_line > 0, encoding, separator, tuple(sources), skipped, limits)


def _source(name: str, rows: Callable[[], Iterator[Row]], known: Known) -> _Source | None:
    """The sheet with its header found; None when it holds nothing."""
    preview = [(number, cells) for number, cells in islice(rows(), _PREVIEW) if not _all_empty(cells)]
    if not preview:
        return None
    position = _header_position([cells for _number, cells in preview], known)
    width = _width([cells for _number, cells in preview[position or 0 :]])
    if position is None:
        return _Source(name, rows, 0, tuple(_heading("", column) for column in range(width)))
    number, cells = preview[position]
    headings = [_heading(plain(cells[column]) if column < len(cells) else "", column) for column in range(width)]
    above = (names.tidy(plain(cell)) for _number, cells in preview[:position] for cell in cells if not _blank(cell))
    return _Source(name, rows, number, tuple(headings), cells, titles=(name, *above))


def _width(rows: Sequence[Sequence[Raw]]) -> int:
    """As far as the header goes, and further where half of the lines below go: a column may lack its heading."""
    widths = sorted((_last_filled(cells) + 1 for cells in rows[1:]), reverse=True)
    return max(_last_filled(rows[0]) + 1, widths[len(widths) // 2] if widths else 0)


def _heading(written: str, column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return names.tidy(written)[:120] or _("Colonne %(letters)s") % {"letters": letters}


def _header_position(rows: Sequence[Sequence[Raw]], known: Known) -> int | None:
    """Which line is the header: the one with most known headings, else the first that is all text above data."""
    best, best_known = None, 0
    for position, cells in enumerate(rows[:_TITLE_DEPTH]):
        if (
            _reads_as_header(cells)
            and (count := sum(known(plain(cell)) for cell in cells if not is_empty(cell))) > best_known
        ):
            best, best_known = position, count
    if best is not None and best_known >= 2:
        return best
    usual = Counter(_filled(cells) for cells in rows).most_common(1)[0][0]
    for position, cells in enumerate(rows[:_TITLE_DEPTH]):
        if _filled(cells) >= max(1, usual * 0.6):
            return position if _reads_as_header(cells) and _data_below(rows[position + 1 :]) else best
    return best


def _reads_as_header(cells: Sequence[Raw]) -> bool:
    texts = [cell for cell in cells if not is_empty(cell)]
    return bool(texts) and all(
        isinstance(cell, str)
        and len(cell) <= 120
        and not looks_like_date(cell)
        and not looks_like_email(cell)
        and sum(c.isdigit() for c in cell) <= 4
        and not cell.startswith("=")
        for cell in texts
    )


def _data_below(rows: Sequence[Sequence[Raw]]) -> bool:
    return any(not _reads_as_header(cells) for cells in rows) or not rows


def _data_sources(found: list[_Source], known: Known, skipped: Skipped) -> list[_Source]:
    """The sheet with the most known headings first, then those that have the same columns; the rest is listed."""
    if not found:
        raise Unreadable(
            _("Ce fichier ne contient aucune ligne : vérifiez que la liste est bien dans ce fichier, puis renvoyez-le.")
        )
    recognised = {
        source.name: {key for h in source.headings if known(h) and (key := names.compact(h))} for source in found
    }
    main = max(found, key=lambda source: (len(recognised[source.name]), len(source.headings)))
    kept = [main]
    wanted = [names.compact(heading) for heading in main.headings]
    for source in found:
        shared = recognised[source.name] & recognised[main.name]
        if source is main:
            continue
        if len(shared) >= 2 and len(shared) >= 0.6 * len(recognised[main.name]):
            here = {names.compact(heading): column for column, heading in enumerate(source.headings)}
            kept.append(replace(source, order=tuple(here.get(key, -1) for key in wanted)))
        else:
            skipped.sheets[source.name] = _("pas les mêmes colonnes que « %(sheet)s »") % {"sheet": main.name}
    return kept


def _lines_of(source: _Source, width: int, skipped: Skipped) -> Iterator[Line]:
    for number, cells in source.rows():
        if number <= source.header_line:
            skipped.titles += number < source.header_line and not _all_empty(cells)
            continue
        filled = _filled(cells)
        if not filled:
            skipped.empty += 1
        elif filled <= max(3, width // 3) and _is_total(cells):
            skipped.totals += 1
        elif filled == 1 and width >= 4 and not _reads_as_data(cells):
            skipped.notes += 1
        elif filled > 1 and cells == source.header:
            skipped.headers += 1
        else:
            yield _line(source, number, cells, width)


def _line(source: _Source, number: int, cells: list[Raw], width: int) -> Line:
    fault = None
    own = len(source.headings)
    if len(cells) > own and any(not is_empty(cell) for cell in cells[own:]):
        fault = _("la ligne a %(count)s cellules pour %(width)s colonnes : un séparateur de trop l’a décalée") % {
            "count": _last_filled(cells) + 1,
            "width": own,
        }
    if source.order is not None:
        cells = [cells[column] if 0 <= column < len(cells) else "" for column in source.order]
    elif len(cells) < width:
        cells = [*cells, *[""] * (width - len(cells))]
    return Line(source.name, number, cells[:width], fault)


def _is_total(cells: Sequence[Raw]) -> bool:
    first = next(cell for cell in cells if not _blank(cell))
    return isinstance(first, str) and names.compact(first).startswith(_TOTALS)


def _reads_as_data(cells: Sequence[Raw]) -> bool:
    only = next(cell for cell in cells if not _blank(cell))
    return not isinstance(only, str) or looks_like_email(only) or (only.isalnum() and any(c.isdigit() for c in only))


def _blank(cell: Raw) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def _all_empty(cells: Sequence[Raw]) -> bool:
    return all(_blank(cell) for cell in cells)


def _filled(cells: Sequence[Raw]) -> int:
    return sum(cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in cells)


def _last_filled(cells: Sequence[Raw]) -> int:
    return max((column for column, cell in enumerate(cells) if not _blank(cell)), default=0)
