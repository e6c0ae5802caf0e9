"""Exports that open everywhere, with types, and with no formula whatever was typed."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from jalon.core.refusals import Refused
from jalon.files import spreadsheets
from jalon.files.spreadsheets import Column, Type, workbook_response, write_workbook

COLUMNS = [
    Column("Nom"),
    Column("Inscrits", Type.NUMBER),
    Column("Taux", Type.PERCENT),
    Column("Jour", Type.DATE),
    Column("Moment", Type.MOMENT),
    Column("Page", Type.LINK),
]


def write(rows, columns=COLUMNS, **options) -> io.BytesIO:
    target = io.BytesIO()
    write_workbook(target, title="Participants", columns=columns, rows=rows, **options)
    return target


def read(target: io.BytesIO, sheet: int = 0) -> list[list]:
    target.seek(0)
    return CalamineWorkbook.from_filelike(target).get_sheet_by_index(sheet).to_python()


def xml(target: io.BytesIO, name: str = "xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(target).read(name).decode()


def test_each_column_keeps_its_type():
    moment = datetime(2026, 3, 12, 13, 30, tzinfo=UTC)
    target = write(
        iter(
            [
                ("Fernández الإدريسي", 12, 0.5, date(2026, 3, 12), moment, ("https://jalon.example/a", "Ouvrir")),
                (None,) * 6,
            ]
        ),
        zone="Africa/Casablanca",
    )
    assert read(target) == [
        ["Nom", "Inscrits", "Taux", "Jour", "Moment", "Page"],
        ["Fernández الإدريسي", 12.0, 0.5, date(2026, 3, 12), datetime(2026, 3, 12, 13, 30), "Ouvrir"],
    ]
    assert 'Target="https://jalon.example/a"' in xml(target, "xl/worksheets/_rels/sheet1.xml.rels")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "{=1}",
        "\t=1",
        "javascript:alert(1)",
        "http://x.example",
    ],
)
def test_what_people_typed_is_never_a_formula_nor_a_link(text):
    target = write([[text]], [Column("Nom")])
    assert read(target)[1] == [text]
    assert "<f>" not in xml(target)
    assert "hyperlink" not in xml(target)


def test_a_link_that_is_no_web_address_is_only_text():
    target = write([["javascript:alert(1)"], [("file:///etc/passwd", "Ouvrir")]], [Column("Page", Type.LINK)])
    assert read(target) == [["Page"], ["javascript:alert(1)"], ["Ouvrir"]]
    assert "hyperlink" not in xml(target)


def test_what_does_not_fit_its_column_is_written_as_it_is():
    target = write(
        [["inconnu", "à préciser"], [float("nan"), date(1890, 1, 1)], [Decimal("2.5"), "x" * 40_000]],
        [Column("N", Type.NUMBER), Column("D", Type.DATE)],
    )
    rows = read(target)[1:]
    assert rows[:2] == [["inconnu", "à préciser"], ["nan", "1890-01-01"]]
    assert rows[2] == [2.5, "x" * 32_767]


def test_a_second_sheet_says_what_is_counted_when_and_with_which_filters():
    about = [("Définition", "Personnes présentes."), ("Filtres", "=2026")]
    target = write([], about=about, right_to_left=True)
    assert read(target, 1) == [list(line) for line in about]
    assert 'rightToLeft="1"' in xml(target)
    assert 'rightToLeft="1"' in xml(target, "xl/worksheets/sheet2.xml")
    assert write([]).getvalue().count(b"sheet2.xml") == 0


def test_rows_are_taken_one_by_one_and_counted():
    assert (
        write_workbook(io.BytesIO(), title="T", columns=[Column("N", Type.NUMBER)], rows=([n] for n in range(7))) == 7
    )


def test_an_export_that_programs_would_cut_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_ROWS", 2)
    with pytest.raises(Refused, match="précisez un filtre"):
        write([["a"], ["b"], ["c"]], [Column("Nom")])


@pytest.mark.parametrize(
    ("title", "name"), [("Ateliers [mars]: a/b", "Ateliers  mars   a b"), ("'", "Liste"), ("x" * 40, "x" * 31)]
)
def test_a_sheet_takes_a_name_that_programs_accept(title, name):
    target = io.BytesIO()
    write_workbook(target, title=title, columns=[Column("Nom")], rows=[])
    target.seek(0)
    assert CalamineWorkbook.from_filelike(target).sheet_names == [name]


def test_an_export_is_a_download():
    answer = workbook_response("participants.xlsx", title="P", columns=[Column("Nom")], rows=[["Fernández"]])
    body = b"".join(answer.streaming_content)
    answer.file_to_stream.close()
    assert answer["Content-Disposition"] == 'attachment; filename="participants.xlsx"'
    assert read(io.BytesIO(body))[1] == ["Fernández"]
