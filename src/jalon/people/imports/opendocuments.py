"""OpenDocument sheets (.ods): how far their cells reach, and which of them hold formulas."""

import html
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from jalon.people.imports.sniffing import Unreadable

MOST_FORMULAS = 200_000
_OPEN_TOKEN = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)((?:\s[^>]*)?)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,12})["']""")
_NAME = re.compile(rb"""table:name\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FORMULA = re.compile(rb"""table:formula\s*=\s*(?:"([^"]{0,400})|'([^']{0,400}))""")


def _tokens(parts: Iterator[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
    """Each table, line and cell as it opens: what it is, its attributes, how often it is repeated."""
    for piece in parts:
        for match in _OPEN_TOKEN.finditer(piece):
            found = _REPEATED.search(match[2])
            yield match[1], match[2], int(found[1]) if found else 1


def size(parts: Iterator[bytes]) -> int:
    """How many cells lie in the rectangles around what the sheets hold."""
    total, line, last, widest, column = 0, 0, 0, 0, 0
    for what, attributes, times in _tokens(parts):
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


def formulas(parts: Iterator[bytes]) -> dict[str, dict[tuple[int, int], str]]:
    """The text of the formulas by sheet, then by line (from 1) and column (from 0).

    Raises Unreadable when there are more than a list of people can need.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    sheet, line, lines, column, count = "", 0, 1, 0, 0
    for what, attributes, times in _tokens(parts):
        if what == b"table":
            named = _NAME.search(attributes)
            sheet, line, lines, column = _text(named), 0, 1, 0
        elif what == b"table-row":
            line, lines, column = line + lines if line else 1, times, 0
        else:
            if formula := _FORMULA.search(attributes):
                count += times * lines
                if count > MOST_FORMULAS:
                    raise _made_of_formulas()
                words = "=" + _text(formula).removeprefix("of:").removeprefix("=")
                cells = found.setdefault(sheet, {})
                cells.update({(line + y, column + x): words for y in range(lines) for x in range(times)})
            column += times
    return found


def _text(match: re.Match[bytes] | None) -> str:
    return html.unescape((match[1] or match[2] or b"").decode("utf-8", "replace")) if match else ""


def _made_of_formulas() -> Unreadable:
    return Unreadable(
        _(
            "Ce classeur est presque entièrement fait de formules : copiez la liste, collez-la par valeurs dans un "
            "classeur neuf, puis renvoyez-le."
        )
    )
