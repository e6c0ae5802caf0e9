"""Files for the tests of imports: ordinary and hostile ones, made on the spot."""

import io
import zipfile
from pathlib import Path

import xlsxwriter

HEADINGS = ["N° Apogée", "CNE / Massar", "Nom", "Prénom", "Né(e) le", "E-mail institutionnel"]
ROWS = [
    ["20000001", "N100000001", "EL AMRANI", "Rim", "03/07/2001", "rim.elamrani@etu.example.ma"],
    ["20000002", "N100000002", "Bennis", "Anas", "2002-01-30", "anas.bennis@etu.example.ma"],
    ["20000003", "N100000003", "N’Diaye", "Hélène", "21/11/2004", ""],
]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """An XLSX with these sheets; texts that begin with « = » are written as formulas."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(line, column, cell)
    book.close()
    return path


def text_file(
    path: Path, rows: list[list[str]], *, separator: str = ";", encoding: str = "utf-8", end: str = "\r\n"
) -> Path:
    """A text file with this separator and encoding."""
    path.write_bytes((end.join(separator.join(row) for row in rows) + end).encode(encoding))
    return path


def opendocument(path: Path, rows: list[list[str]]) -> Path:
    """An ODS with one sheet of texts."""
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    cells = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        for row in rows
    ]
    lines = "".join(f"<table:table-row>{line}</table:table-row>" for line in cells)
    sheet = f'<table:table table:name="Inscrits">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {namespaces}>{body}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def bomb(path: Path, *, megabytes: int, declared: int | None = None) -> Path:
    """A workbook whose sheet unpacks to `megabytes`, and may declare another size."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (megabytes * 1024 * 1024))
    content = bytearray(memory.getvalue())
    if declared is not None:
        real = (megabytes * 1024 * 1024).to_bytes(4, "little")
        content = bytearray(bytes(content).replace(real, declared.to_bytes(4, "little")))
    path.write_bytes(content)
    return path


def ole(path: Path, *, streams: str) -> Path:
    """The beginning of an OLE container that names these streams."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + streams.encode("utf-16-le") + b"\x00" * 512)
    return path
