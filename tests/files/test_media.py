"""What a file is, told from its bytes."""

import io
import zipfile

import pytest
import xlsxwriter

from jalon.files import media


def told(data: bytes) -> str:
    return media.media_type(io.BytesIO(data))


def archive(*names: str, **contents: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name in names:
            file.writestr(name, contents.get(name, b"x"))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", media.PDF),
        (b"\x89PNG\r\n\x1a\n....", media.PNG),
        (b"\xff\xd8\xff\xe0....", media.JPEG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", media.WEBP),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', media.SVG),
        ("Nom;Prénom\nBenjelloun;Saâd\n".encode("cp1252"), media.CSV),
        ("Nom;Prénom\n".encode("utf-16"), media.CSV),
        (b"<html><script>alert(1)</script></html>", media.UNKNOWN),
        (b"MZ\x90\x00\x03\x00", media.UNKNOWN),
        (b"PK\x03\x04 broken", media.UNKNOWN),
    ],
)
def test_the_bytes_say_what_the_file_is(data, expected):
    assert told(data) == expected


def test_office_files_are_told_apart_by_what_the_archive_lists():
    assert told(archive("[Content_Types].xml", "xl/workbook.xml")) == media.XLSX
    assert told(archive("[Content_Types].xml", "word/document.xml")) == media.DOCX
    assert told(archive("mimetype", "content.xml", mimetype=media.ODS.encode())) == media.ODS
    assert told(archive("mimetype", mimetype=b"application/epub+zip")) == media.UNKNOWN
    assert told(archive("virus.exe")) == media.UNKNOWN


def test_a_workbook_of_ours_is_recognised():
    kept = io.BytesIO()
    xlsxwriter.Workbook(kept).close()
    assert media.media_type(kept) == media.XLSX
    assert kept.tell() == 0


def test_the_type_of_an_archive_is_never_read_whole_whatever_it_declares(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("a whole part was unpacked"))
    data = archive("mimetype", mimetype=b"application/vnd.oasis.opendocument.text" + b" " * 3_000_000)

    assert told(data) == media.ODT
    assert told(data.replace((3_000_039).to_bytes(4, "little"), (39).to_bytes(4, "little"))) == media.UNKNOWN
