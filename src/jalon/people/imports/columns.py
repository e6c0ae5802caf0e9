"""Which column feeds which field: by its heading in French, Arabic or English, else by what it contains.

The fields are the caller's, as data: nothing here knows students.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise

from jalon.core import names
from jalon.people.imports.cells import Raw, is_empty, plain

Text = str | Promise


class Found(StrEnum):
    """How a column was recognised; « staff »: chosen on screen, « remembered »: chosen for an earlier file."""

    HEADING = "heading"
    CONTENT = "content"
    STAFF = "staff"
    REMEMBERED = "remembered"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Field:
    """What a column may feed. `headings` are the ways to write it; `looks` tells its cells, `sure` when nothing else
    looks so (then the contents win over the heading)."""

    code: str
    label: Text
    headings: tuple[str, ...]
    looks: Callable[[Raw], bool] | None = None
    sure: bool = False


@dataclass(frozen=True)
class Column:
    """A column of the file, the field it feeds if any, and a few of its cells to show."""

    index: int
    heading: str
    field: str | None
    found: Found
    examples: tuple[str, ...] = ()

    def stored(self) -> dict[str, object]:
        """As JSON keeps it."""
        return {
            "index": self.index,
            "heading": self.heading,
            "field": self.field,
            "found": self.found.value,
            "examples": list(self.examples),
        }


_EXAMPLES = 3
_ENOUGH = 0.7
_HEADING_SCORE = 0.5


@cache
def _written(heading: str) -> tuple[str, frozenset[str]]:
    return names.compact(heading), frozenset(names.key(heading).split())


def _score(heading: str, field: Field) -> float:
    """How well the heading names the field: 1 when it is one of its ways, less when it only contains one."""
    without_brackets = heading.partition("(")[0] or heading
    compacts = {names.compact(heading), names.compact(without_brackets)}
    words = frozenset(names.key(heading).split())
    best = 0.0
    for written in field.headings:
        compact, parts = _written(written)
        if compact in compacts:
            return 1.0
        if parts <= words:
            best = max(best, 0.9 * len(parts) / len(words))
    return best


def knows(fields: Sequence[Field]) -> Callable[[str], bool]:
    """A test for headings: whether one of these fields recognises it."""

    @cache
    def known(heading: str) -> bool:
        return any(_score(heading, field) >= _HEADING_SCORE for field in fields)

    return known


def recognise(headings: Sequence[str], sample: Sequence[Sequence[Raw]], fields: Sequence[Field]) -> list[Column]:
    """The columns with the field that each one most likely feeds; a field is fed once."""
    filled = [
        [row[index] for row in sample if index < len(row) and not is_empty(row[index])]
        for index in range(len(headings))
    ]
    chosen: dict[int, tuple[str, Found]] = {}
    for index, field in _sure_contents(filled, fields):
        if field.code not in {code for code, _found in chosen.values()}:
            chosen[index] = (field.code, Found.CONTENT)
    scores = [(_score(heading, field), index, field) for index, heading in enumerate(headings) for field in fields]
    for score, index, field in sorted(scores, key=lambda item: (-item[0], item[1])):
        taken = {code for code, _found in chosen.values()}
        if score < _HEADING_SCORE or field.code in taken:
            continue
        if index not in chosen:
            chosen[index] = (field.code, Found.HEADING)
    chosen = {index: _confirmed(headings[index], code, found, fields) for index, (code, found) in chosen.items()}
    for index, cells in enumerate(filled):
        taken = {code for code, _found in chosen.values()}
        for field in fields:
            if (
                index not in chosen
                and field.code not in taken
                and field.looks
                and _share(cells, field.looks) >= _ENOUGH
            ):
                chosen[index] = (field.code, Found.CONTENT)
                break
    result = []
    for index, heading in enumerate(headings):
        code, how = chosen.get(index, (None, Found.NOTHING))
        result.append(Column(index, heading, code, how, tuple(dict.fromkeys(map(_shown, filled[index])))[:_EXAMPLES]))
    return result


def _sure_contents(filled: Sequence[Sequence[Raw]], fields: Sequence[Field]) -> list[tuple[int, Field]]:
    """Columns whose cells can be nothing else, surest first."""
    found = [
        (share, index, field)
        for field in fields
        if field.sure and field.looks
        for index, cells in enumerate(filled)
        if (share := _share(cells, field.looks)) >= 0.9
    ]
    return [(index, field) for _share_, index, field in sorted(found, key=lambda item: (-item[0], item[1]))]


def _confirmed(heading: str, code: str, found: Found, fields: Sequence[Field]) -> tuple[str, Found]:
    """Contents that only confirm what the heading says count as recognised by the heading."""
    field = next(field for field in fields if field.code == code)
    return code, Found.HEADING if found is Found.CONTENT and _score(heading, field) >= _HEADING_SCORE else found


def _share(cells: Sequence[Raw], looks: Callable[[Raw], bool]) -> float:
    return sum(map(looks, cells)) / len(cells) if cells else 0.0


def _shown(cell: Raw) -> str:
    return names.tidy(plain(cell))[:40]


def corrected(columns: Sequence[Column], choices: Mapping[int, str | None], found: Found = Found.STAFF) -> list[Column]:
    """The columns with what somebody chose for some of them; a field chosen twice stays with the column chosen last."""
    result = list(columns)
    for index, code in choices.items():
        for other, column in enumerate(result):
            if code and column.field == code and column.index != index:
                result[other] = Column(column.index, column.heading, None, Found.NOTHING, column.examples)
        for position, column in enumerate(result):
            if column.index == index and column.field != code:
                result[position] = Column(index, column.heading, code, found, column.examples)
    return result
