"""Old workbooks and OpenDocuments: formulas are said, and no file asks for memory that it does not fill."""

import tracemalloc
import zipfile

import pytest

from jalon.people.imports import columns, extents, registrar, workbooks
from jalon.people.imports.reading import open_table
from jalon.people.imports.sniffing import Format, Unreadable
from tests.people.imports.files import HEADINGS, ROWS, opendocument
from tests.people.imports.oldfiles import container, oldbook, sheet, stream

FAR = sheet([(0, 0, "a"), (65535, 255, "b")])


def lines(path):
    return [line.cells for line in open_table(path, known=columns.knows(registrar.FIELDS)).lines()]


def written(tmp_path, content: bytes):
    path = tmp_path / "liste.xls"
    path.write_bytes(container(content))
    return path


def test_an_old_workbook_is_read(tmp_path):
    assert lines(oldbook(tmp_path / "liste.xls", [HEADINGS, *ROWS])) == ROWS


def test_a_big_old_workbook_is_read(tmp_path):
    rows = [[*ROWS[0][:2], f"Nom{number}", *ROWS[0][3:]] for number in range(2000)]

    assert len(lines(oldbook(tmp_path / "liste.xls", [HEADINGS, *rows]))) == 2000


def test_a_formula_of_an_old_workbook_is_seen(tmp_path):
    row = [*ROWS[0]]
    row[2] = "=A1"

    assert [cells[2] for cells in lines(oldbook(tmp_path / "liste.xls", [HEADINGS, row, ROWS[1]]))] == ["=…", "Bennis"]


def test_a_formula_of_an_opendocument_is_seen_where_it_stands(tmp_path):
    path = opendocument(tmp_path / "liste.ods", [HEADINGS, *ROWS])
    formula = '<table:table-cell table:formula="of:=CONCAT([.A1];&quot;x&quot;)" office:value-type="string">'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    old = b'<table:table-cell office:value-type="string"><text:p>Bennis'
    blank = b"<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
    content = parts["content.xml"].replace(old, formula.encode() + b"<text:p>Bennis")
    parts["content.xml"] = content.replace(b"<table:table-row>", blank + b"<table:table-row>", 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    assert [cells[2] for cells in lines(path)] == ["EL AMRANI", '=CONCAT([.A1];"x")', "N’Diaye"]


def test_formulas_repeated_over_a_whole_opendocument_are_refused_in_a_sentence(tmp_path):
    path = opendocument(tmp_path / "liste.ods", [HEADINGS, *ROWS])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    many = b"<table:table-row table:number-rows-repeated='900000'><table:table-cell table:formula='of:=1'/>"
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", many + b"</table:table-row></table:table>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    with pytest.raises(Unreadable, match="fait de formules"):
        lines(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (stream({f"F{number}": FAR for number in range(40)}), "très loin des autres"),
        (stream({"F": FAR}, copies=200), "très loin des autres"),
        (stream({"F": sheet([(0, 0, "a")], size=(4_000_000_000, 256))}), "abîmé"),
        (stream({"F": sheet([(0, 0, "a")])}, strings=4_000_000_000), "abîmé"),
        (stream({"F": sheet([(9, 0, "a"), (2, 0, "b")])}), "abîmé"),
        (stream({"F": sheet([(9, 0, "a"), (9, 9000, "b")])}), "abîmé"),
    ],
    ids=["many sheets", "one sheet many times", "declared size", "declared texts", "lines backwards", "column 9000"],
)
def test_an_old_workbook_that_would_take_the_memory_is_refused_in_a_sentence(content, sentence, tmp_path):
    with pytest.raises(Unreadable, match=sentence):
        workbooks.sheets(written(tmp_path, content), Format.XLS)


def test_refusing_forty_stretched_sheets_takes_little_memory(tmp_path):
    path = written(tmp_path, stream({f"F{number}": FAR for number in range(40)}))
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            extents.check(path, Format.XLS)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 5 * 1024 * 1024


@pytest.mark.parametrize("cut", [600, 1100, 4000])
def test_an_old_workbook_cut_short_is_damaged(cut, tmp_path):
    path = oldbook(tmp_path / "liste.xls", [HEADINGS, *ROWS])
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(Unreadable, match="abîmé"):
        workbooks.sheets(path, Format.XLS)
