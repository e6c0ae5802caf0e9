"""Old workbooks (.xls): how far their cells reach, and which of them hold formulas, before the library lays them out.

The library makes the whole rectangle around the cells of every sheet at once, and believes the counts that the file
gives; a file of 20 KB can thus ask for any amount of memory.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jalon.people.imports.sniffing import damaged

_NO_SECTOR = 0xFFFFFFFA
"""From here on, numbers mark the end of a chain or a free sector."""
_EOF, _SHEET, _SIZE, _STRINGS, _BOF = 0x0A, 0x85, 0x200, 0xFC, 0x809
_FORMULA = 0x06
_CELLS = frozenset({_FORMULA, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0x03, 0x04, 0x05})
"""Records of one cell: formula, number, text, error or truth, short number, shared text, rich text; old forms too."""
_SEVERAL = 0xBD
"""A record of several short numbers on one line."""
_MOST_LINES, _MOST_COLUMNS = 65_536, 256


@dataclass
class Extent:
    """What one sheet holds: its first and last line in the order of the file, its columns, its formulas."""

    first: int = -1
    last: int = -1
    left: int = _MOST_COLUMNS
    right: int = -1
    formulas: set[tuple[int, int]] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How many cells its rectangle has."""
        return (self.last - self.first + 1) * (self.right - self.left + 1) if self.right >= 0 else 0


def extents(path: Path) -> list[Extent]:
    """Each sheet of an old workbook, in its order. Raises Unreadable for a file whose own counts cannot be true."""
    try:
        stream = _workbook(path.read_bytes())
        places = []
        for kind, start, _end in _records(stream, 0):
            if kind == _SHEET:
                places.append(struct.unpack_from("<I", stream, start)[0])
            elif kind == _STRINGS and struct.unpack_from("<I", stream, start + 4)[0] > len(stream):
                raise damaged()
            elif kind == _EOF:
                break
        measured = cache(lambda place: _sheet(stream, place))
        return [measured(place) for place in places]
    except (struct.error, IndexError) as error:
        raise damaged() from error


def _sheet(stream: bytes, place: int) -> Extent:
    found, depth = Extent(), 0
    for kind, start, end in _records(stream, place):
        if kind in _CELLS or kind == _SEVERAL:
            line, left = struct.unpack_from("<HH", stream, start)
            right = left if kind in _CELLS else struct.unpack_from("<H", stream, end - 2)[0]
            found.first = line if found.first < 0 else found.first
            if line < found.first or right >= _MOST_COLUMNS:
                raise damaged()
            found.last = max(found.last, line)
            found.left, found.right = min(found.left, left), max(found.right, right)
            if kind == _FORMULA:
                found.formulas.add((line, left))
        elif kind == _SIZE:
            long = end - start >= 14
            lines, columns = struct.unpack_from("<I2xH" if long else "<H2xH", stream, start + (4 if long else 2))
            if lines > _MOST_LINES or columns > _MOST_COLUMNS:
                raise damaged()
        elif kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
    return found


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """The records from there on: what each is, where its contents begin and end."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, place + 4 + length
        place += 4 + length


def _workbook(content: bytes) -> bytes:
    """The stream of the workbook inside its container."""
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise damaged()
    directory_at, cutoff, small_fat_at = struct.unpack_from("<I4xII", content, 48)
    fat = _fat(content, shift)
    directory = _chain(content, fat, directory_at, shift)
    entries = [directory[place : place + 128] for place in range(0, len(directory) - 127, 128)]
    named = {_name(entry): entry for entry in reversed(entries)}  # the first of a name counts
    entry = named.get("Workbook") or named.get("Book")
    if entry is None:
        raise damaged()
    start, size = struct.unpack_from("<II", entry, 116)
    if size >= cutoff:
        return _chain(content, fat, start, shift)[:size]
    root = struct.unpack_from("<I", entries[0], 116)[0]
    small_fat = _numbers(_chain(content, fat, small_fat_at, shift))
    return _follow(_chain(content, fat, root, shift), small_fat, start, 1 << small_shift, 0)[:size]


def _fat(content: bytes, shift: int) -> list[int]:
    """The table that tells, for each sector, the next one of its chain."""
    listed = [*struct.unpack_from("<109I", content, 76)]
    more = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while more < _NO_SECTOR and more not in seen:
        seen.add(more)
        numbers = _numbers(_sector(content, more, shift))
        listed += numbers[:-1]
        more = numbers[-1]
    sectors = [number for number in listed if number < _NO_SECTOR][: len(content) >> shift]
    return [number for sector in sectors for number in _numbers(_sector(content, sector, shift))]


def _chain(content: bytes, fat: list[int], start: int, shift: int) -> bytes:
    return _follow(content, fat, start, 1 << shift, 1 << shift)


def _follow(content: bytes, fat: list[int], start: int, size: int, offset: int) -> bytes:
    """The pieces of a chain, put together; one that turns in a circle is damaged."""
    pieces: list[bytes] = []
    sector = start
    while sector < _NO_SECTOR:
        if len(pieces) > len(fat):
            raise damaged()
        pieces.append(content[offset + sector * size : offset + (sector + 1) * size])
        sector = fat[sector]
    return b"".join(pieces)


def _sector(content: bytes, number: int, shift: int) -> bytes:
    return content[(number + 1) << shift : (number + 2) << shift]


def _numbers(content: bytes) -> list[int]:
    return [*struct.unpack_from(f"<{len(content) // 4}I", content)]


def _name(entry: bytes) -> str:
    length = max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)
    return entry[: min(length, 62)].decode("utf-16-le", "replace")
