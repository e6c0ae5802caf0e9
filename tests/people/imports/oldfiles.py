"""Old workbooks (.xls) for the tests, ordinary and hostile, written byte by byte."""

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Cells = Iterable[tuple[int, int, object]]


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def cell(line: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", line, column, 15)
    if isinstance(value, str) and value.startswith("="):
        return record(0x06, place + struct.pack("<dHIH", 1.0, 0, 0, 3) + b"\x1e\x01\x00")
    if isinstance(value, str):
        return record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return record(0x203, place + struct.pack("<d", value))


def sheet(cells: Cells, *, size: tuple[int, int] | None = None) -> bytes:
    declared = record(0x200, struct.pack("<IIHHH", 0, size[0], 0, size[1], 0)) if size else b""
    head = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0))
    return head + declared + b"".join(cell(*one) for one in cells) + record(0x0A)


def stream(sheets: Mapping[str, bytes], *, strings: int = 0, copies: int = 1) -> bytes:
    """The workbook; `copies` lists each sheet several times at one place, `strings` is the count of texts it claims."""
    head = record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 1997, 0, 0)) + record(0x42, struct.pack("<H", 1200))
    if strings:
        head += record(0xFC, struct.pack("<II", strings, strings))
    names = [name.encode("utf-16-le") for name in sheets for _copy in range(copies)]
    place = len(head) + sum(12 + len(name) for name in names) + 4
    listed, bodies = b"", b""
    for name, body in sheets.items():
        text = name.encode("utf-16-le")
        listed += record(0x85, struct.pack("<IBBBB", place + len(bodies), 0, 0, len(name), 1) + text) * copies
        bodies += body
    return head + listed + record(0x0A) + bodies


def container(content: bytes) -> bytes:
    """The OLE container of this one stream, which a chain of ordinary sectors holds."""
    size = max(len(content), 4096)
    count = -(-size // 512)
    tables = 1
    while tables * 128 < count + tables + 1:
        tables += 1
    chain = [*range(1, count), END, END, *[FAT] * tables]
    chain += [FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, tables, count, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *[*range(count + 1, count + 1 + tables), *[FREE] * (109 - tables)])
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 0, size) + b"\0" * 256
    return head + content.ljust(count * 512, b"\0") + directory + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return (
        text.ljust(64, b"\0") + struct.pack("<H", len(text) + 2) + links + b"\0" * 36 + struct.pack("<IQ", start, size)
    )


def oldbook(path: Path, rows: list[list[object]], *, name: str = "Inscrits") -> Path:
    """An old workbook with one sheet; texts that begin with « = » are written as formulas."""
    cells = [(line, column, value) for line, row in enumerate(rows) for column, value in enumerate(row)]
    path.write_bytes(container(stream({name: sheet(cells)})))
    return path
