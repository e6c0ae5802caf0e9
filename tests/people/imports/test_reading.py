"""Opening whatever file comes, and saying what is wrong with the others."""

import csv
import os
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.people.imports import registrar
from jalon.people.imports.reading import Table, open_table
from jalon.people.imports.sniffing import Format, Limits, Unreadable
from tests.people.imports.files import HEADINGS, ROWS, bomb, ole, opendocument, text_file, workbook

SHARED = Path(os.environ.get("JALON_SHARED_DATA", Path(__file__).parents[3].parent / "shared" / "data"))
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sample files are not beside this checkout")


def read(path, **options) -> Table:
    return open_table(path, known=registrar.known, **options)


def cells(table):
    return [line.cells for line in table.lines()]


def test_title_lines_empty_lines_totals_and_repeated_headers_are_left_out(tmp_path):
    rows = [
        ["Service de la scolarité"],
        ["Liste 2026-2027"],
        [],
        HEADINGS,
        ROWS[0],
        [],
        ROWS[1],
        HEADINGS,
        ROWS[2],
        [],
        ["TOTAL", "", 3],
    ]
    table = read(workbook(tmp_path / "liste.xlsx", {"Inscrits": rows}))
    assert table.headings == tuple(HEADINGS)
    assert [(line.number, line.cells) for line in table.lines()] == [(5, ROWS[0]), (7, ROWS[1]), (9, ROWS[2])]
    assert (table.skipped.titles, table.skipped.empty, table.skipped.headers, table.skipped.totals) == (2, 2, 1, 1)


def test_line_numbers_are_those_of_the_spreadsheet_even_when_it_begins_further_down_and_right(tmp_path):
    shifted = [[], [], ["", "", *HEADINGS], ["", "", *ROWS[0]]]
    table = read(workbook(tmp_path / "liste.xlsx", {"Inscrits": shifted}))
    (line,) = table.lines()
    assert line.number == 4
    assert line.cells == ["", "", *ROWS[0]]


def test_a_legend_is_no_data_and_a_second_list_in_another_order_is(tmp_path):
    turned = [list(reversed(HEADINGS)), list(reversed(ROWS[2]))]
    book = {
        "Légende": [["L3", "Licence, 3e année"], ["M1", "Master"]],
        "Site A": [HEADINGS, *ROWS[:2]],
        "Site B": turned,
    }
    table = read(workbook(tmp_path / "liste.xlsx", book))
    assert cells(table) == ROWS
    assert [line.sheet for line in table.lines()] == ["Site A", "Site A", "Site B"]
    assert table.skipped.sheets == {"Légende": "pas les mêmes colonnes que « Site A »"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_text_file_in_any_usual_encoding_and_separator(tmp_path, encoding, separator):
    table = read(text_file(tmp_path / "liste.csv", [HEADINGS, *ROWS], separator=separator, encoding=encoding))
    assert (table.format, table.separator) == (Format.CSV, separator)
    assert cells(table) == ROWS


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_old_encodings_of_french(tmp_path, encoding):
    rows = [["Nom", "Prénom"], ["Aït-Ouakrim", "Hélène"], ["Chraïbi", "Océane"], ["Fernández", "Loïc"]]
    assert cells(read(text_file(tmp_path / "liste.csv", rows, encoding=encoding))) == rows[1:]


def test_an_old_encoding_of_arabic(tmp_path):
    rows = [["الاسم العائلي", "الاسم الشخصي"], ["العمراني", "مريم"], ["الوزاني", "ريم"]]
    table = read(text_file(tmp_path / "liste.csv", rows, encoding="cp1256"))
    assert table.encoding == "cp1256"
    assert cells(table) == rows[1:]


@pytest.mark.parametrize("name", ["liste.xls", "liste.csv", "liste", "liste.pdf"])
def test_the_contents_count_not_the_name(tmp_path, name):
    path = workbook(tmp_path / "vrai.xlsx", {"Inscrits": [HEADINGS, *ROWS]}).rename(tmp_path / name)
    assert read(path).format is Format.XLSX


def test_a_formula_is_read_as_its_own_text(tmp_path):
    row = [*ROWS[0]]
    row[2] = '=HYPERLINK("http://example.test","cliquez")'
    table = read(workbook(tmp_path / "liste.xlsx", {"Inscrits & Co": [HEADINGS, row, ROWS[1]]}))
    assert [line.cells[2] for line in table.lines()] == ['=HYPERLINK("http://example.test","cliquez")', "Bennis"]


def test_an_opendocument_sheet_is_read(tmp_path):
    table = read(opendocument(tmp_path / "liste.csv", [HEADINGS, *ROWS]))
    assert table.format is Format.ODS
    assert cells(table) == ROWS


def test_a_file_without_header_is_recognised_by_its_contents(tmp_path):
    table = read(text_file(tmp_path / "liste.csv", ROWS))
    assert not table.has_header
    assert table.headings[:2] == ("Colonne A", "Colonne B")
    found = {column.field: column.index for column in registrar.recognise(table.headings, cells(table))}
    assert found["national_code"] == 1
    assert found["born_on"] == 4
    assert found["institutional_email"] == 5


def test_a_line_with_a_separator_too_many_is_at_fault(tmp_path):
    table = read(text_file(tmp_path / "liste.csv", [HEADINGS, ROWS[0], [*ROWS[1][:3], "encore", *ROWS[1][3:]]]))
    assert [bool(line.fault) for line in table.lines()] == [False, True]


def refusal(path, **options) -> str:
    with pytest.raises(Unreadable) as error:
        cells(read(path, **options))
    return error.value.sentence


def written(path, content: bytes):
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "vide"),
        (b"\n\n \r\n", "aucune ligne"),
        (b"<html><body><table><tr><td>Nom</td></tr></table></body></html>", "page web"),
        (b'\xef\xbb\xbf<!DOCTYPE html>\n<html lang="fr">', "page web"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "Tableur XML 2003"),
        (b"%PDF-1.7 ...", "un PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "une image"),
        (b"MZ\x90\x00", "un programme"),
        (b"abc\x00\x01\x02\x00def" * 30, "ni un classeur ni un texte"),
        (b"PK\x03\x04 pas une archive", "abîmé"),
        (b"CNE:Nom:Prenom\nN1:Tazi:Rim\nN2:Bennis:Anas\n", "séparées par « : »"),
        (b"CNE~Nom~Prenom\nN1~Tazi~Rim\nN2~Bennis~Anas\n", "séparées par « ~ »"),
        (b"CNE        Nom      Prenom\nN100       Tazi     Rim\n", "alignées par des espaces"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path, content, part):
    assert part in refusal(written(tmp_path / "liste.xlsx", content))


def test_a_protected_workbook_is_refused(tmp_path):
    assert "mot de passe" in refusal(ole(tmp_path / "liste.xlsx", streams="EncryptedPackage"))


def test_an_old_office_document_that_is_no_workbook_is_refused(tmp_path):
    assert "pas un classeur" in refusal(ole(tmp_path / "liste.xls", streams="WordDocument"))


def test_a_damaged_old_workbook_is_refused(tmp_path):
    assert "abîmé" in refusal(ole(tmp_path / "liste.xls", streams="Workbook"))


def test_a_file_of_300_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "liste.csv"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert "300 Mo" in refusal(path)
    assert "la limite est de 40 Mo" in refusal(path)


def test_a_bomb_is_refused_by_what_it_declares_and_by_what_it_holds(tmp_path):
    limits = Limits(expanded=20 * 1024 * 1024)
    assert "taille démesurée" in refusal(bomb(tmp_path / "a.xlsx", megabytes=30), limits=limits)
    assert refusal(bomb(tmp_path / "b.xlsx", megabytes=30, declared=1000), limits=limits)


def test_an_archive_of_workbooks_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "liste.zip", "w") as archive:
        archive.writestr("liste.xlsx", b"...")
    assert "archive ZIP" in refusal(tmp_path / "liste.zip")


def test_an_unclosed_quotation_mark_is_found(tmp_path):
    rows = "".join(f"N{n};Tazi;Rim\n" for n in range(5000))
    assert "ligne 2" in refusal(written(tmp_path / "liste.csv", f'CNE;Nom;Prenom\nN0;"Tazi;Rim\n{rows}'.encode()))


def test_too_many_lines_are_refused(tmp_path):
    assert "plus de 2 lignes" in refusal(text_file(tmp_path / "liste.csv", [HEADINGS, *ROWS]), limits=Limits(rows=2))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(tmp_path, content):
    path = written(tmp_path / "liste.xlsx", content)
    try:
        cells(read(path))
    except Unreadable as error:
        assert error.sentence.endswith(".")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(
                st.characters(codec="utf-8", exclude_characters="\r\n\x00", exclude_categories=["Cc", "Cs"]),
                max_size=12,
            ),
            min_size=4,
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_a_text_file_holds_no_line_is_lost_silently(tmp_path, rows):
    path = tmp_path / "liste.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["CNE", "Nom", "Prénom", "Sexe"], *rows])
    table = read(path)
    counted = len(cells(table))
    skipped = table.skipped
    assert counted + skipped.empty + skipped.totals + skipped.notes + skipped.headers == len(rows)


@needs_shared
@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("etudiants-inscrits-2026-2027.xlsx", 4880),
        ("etudiants-ecole-associee.csv", 1931),
        ("contacts-entreprises.csv", 340),
    ],
)
def test_the_shared_files_are_read_as_they_are(name, lines):
    assert len(cells(read(SHARED / name))) == lines


def far_workbook(path: Path, *, line: int, column: int, value: str | None) -> Path:
    """A list of one person, and one more cell far away; without a value, a cell that is only coloured."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate([HEADINGS, ROWS[0]]):
            sheet.write_row(number, 0, row)
        colour = book.add_format({"bg_color": "yellow"})
        sheet.write(line, column, value, colour) if value else sheet.write_blank(line, column, None, colour)
    return path


def repeated(path: Path, *, lines: int, columns: int) -> Path:
    """An OpenDocument in which one filled cell is repeated."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
    row = f'<table:table-row table:number-rows-repeated="{lines}">{cell}<text:p>x</text:p></table:table-cell>'
    opendocument(path, [["à remplacer"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["content.xml"] = re.sub(r"<table:table-row>.*?</table:table-cell>", row, parts["content.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_before_the_sheet_is_laid_out(tmp_path):
    stretched = [
        far_workbook(tmp_path / "loin.xlsx", line=1_048_575, column=16_383, value="x"),
        repeated(tmp_path / "repete.ods", lines=1_048_574, columns=16_384),
    ]
    assert ["remplie très loin" in refusal(path) for path in stretched] == [True, True]


def test_cells_that_are_only_coloured_do_not_count(tmp_path):
    path = far_workbook(tmp_path / "couleurs.xlsx", line=1_048_575, column=16_383, value=None)
    assert cells(read(path)) == [ROWS[0]]


def test_references_that_hide_behind_odd_writing_are_found(tmp_path):
    path = far_workbook(tmp_path / "loin.xlsx", line=1_048_575, column=16_383, value="x")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b'<c r="XFD1048576"', b"""<c x=">" r = 'XFD1048576'""")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "remplie très loin" in refusal(path)


def test_a_part_that_declares_less_than_it_holds_is_never_read_whole(tmp_path, monkeypatch):
    """The short type of an OpenDocument is read only once the archive is known to hold what it declares."""
    opened = []
    read_part = zipfile.ZipFile.read
    monkeypatch.setattr(
        zipfile.ZipFile, "read", lambda self, name, *rest: opened.append(name) or read_part(self, name, *rest)
    )
    path = tmp_path / "liste.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b" " * 3_000_000)
        archive.writestr("content.xml", "<x/>")
    content = path.read_bytes()
    path.write_bytes(content.replace((3_000_000).to_bytes(4, "little"), (40).to_bytes(4, "little")))
    assert (bool(refusal(path)), opened) == (True, [])
