"""The sheets that people sign or take to a meeting."""

import re
from dataclasses import replace
from types import SimpleNamespace

from jalon.documents.sheets import (
    AttendanceSheet,
    Attendee,
    Kind,
    PrintedColumn,
    PrintedList,
    render_attendance_sheet,
    render_list,
)
from tests.documents.conftest import LETTERHEAD, noon
from tests.documents.reading import letters, pages

CASABLANCA = SimpleNamespace(timezone="Africa/Casablanca")
SHEET = AttendanceSheet(
    letterhead=LETTERHEAD,
    title="Rédiger un CV",
    when="jeudi 12 mars 2026, 14 h – 16 h",
    room="Salle B12",
    adviser="Hajar Bouazza",
    people=[],
)
PEOPLE = [
    Attendee("N’DIAYE Aïssatou", "", "Études françaises", "Licence 3"),
    Attendee("EL IDRISSI Saâd", "الإدريسي سعد", "Génie civil", "Master 1"),
]


def attendance(**changes) -> list[str]:
    return pages(render_attendance_sheet(replace(SHEET, **changes), centre=CASABLANCA, at=noon))


def test_it_names_the_activity_and_each_person_in_both_scripts():
    (text,) = attendance(people=PEOPLE)
    for words in ("Rédiger un CV", "jeudi 12 mars 2026, 14 h – 16 h", "Salle B12", "Hajar Bouazza"):
        assert words in text
    for words in ("N’DIAYE Aïssatou", "Études françaises", "Licence 3", "EL IDRISSI Saâd", "Génie civil", "Page 1 / 1"):
        assert words in text
    assert letters("الإدريسي سعد") <= letters(text)
    assert "Droit à l’image" not in text


def test_ten_blank_lines_follow_and_go_on_with_the_numbers():
    (text,) = attendance(people=PEOPLE)
    for number in range(1, 13):
        assert re.search(rf"\b{number}\b", text)
    assert not re.search(r"\b13\b", text)


def test_planned_photos_add_the_column_by_which_each_says_yes_or_no():
    (text,) = attendance(people=PEOPLE, photos=True)
    assert "Droit à l’image (M36)" in text
    assert text.count("Oui") == 12 + 1  # one on each line, one in the sentence that explains
    assert "un refus ne change rien à votre participation" in text


def test_twenty_five_lines_stand_on_the_first_page_even_with_long_names():
    long = Attendee(
        "BENJELLOUN-FERNÁNDEZ EL ALAOUI M’DAGHRI Marie-Thérèse",
        "العلوي المدغري ماري تيريز ألكسندرين عبد الرحمن",
        "Sciences de la vie et de la Terre, parcours environnement et développement durable",
        "Master 2",
    )
    texts = attendance(people=[long] * 60, photos=True)
    assert len(texts) == 3
    assert texts[0].count("BENJELLOUN") >= 25
    assert sum(text.count("BENJELLOUN") for text in texts) == 60
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} / 3" in text
        assert "Nom et prénom" in text  # the heading is repeated


def test_a_sheet_without_anybody_is_ten_blank_lines():
    (text,) = attendance(title="", room="", adviser="")
    assert "Nom et prénom" in text
    assert re.search(r"\b10\b", text)


def printed(rows) -> list[str]:
    columns = [
        PrintedColumn("Nom", weight=2),
        PrintedColumn("الاسم", Kind.ARABIC),
        PrintedColumn("Inscrits", Kind.NUMBER),
    ]
    listing = PrintedList(LETTERHEAD, "Participants", columns, rows, "Comptées une fois.", [("Période", "2026-2027")])
    return pages(render_list(listing, centre=CASABLANCA, at=noon))


def test_a_printed_list_says_what_it_counts_and_repeats_its_heading():
    texts = printed([["Fernández", "الإدريسي", "12"]] * 90)
    assert "Comptées une fois." in texts[0]
    assert "Période : 2026-2027" in texts[0]
    assert [text.count("Inscrits") for text in texts] == [1] * len(texts)
    assert sum(text.count("Fernández") for text in texts) == 90


def test_an_empty_list_says_so():
    assert "Aucune ligne pour ces filtres." in printed([])[0]
