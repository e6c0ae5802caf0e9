"""Reading one cell, whatever form a spreadsheet gave it."""

from datetime import date, datetime

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.people.imports import cells
from jalon.people.imports.days import day
from jalon.people.imports.phones import phone

EARLIEST, LATEST = date(1930, 1, 1), date(2012, 12, 31)


def birth(raw):
    return day(raw, earliest=EARLIEST, latest=LATEST)


@pytest.mark.parametrize(
    "raw",
    [
        date(2001, 7, 3),
        datetime(2001, 7, 3, 0, 0),
        "03/07/2001",
        "3/7/2001",
        "2001-07-03",
        "2001-07-03 00:00:00",
        "03-07-2001",
        "03-07-01",
        "03.07.2001",
        "03 07 2001",
        "37075",
        "37075.0",
        37075.0,
        37075,
        "20010703",
        "03072001",
        "3 juillet 2001",
        "mardi 3 juil. 2001",
        "3 يوليوز 2001",
        "٠٣/٠٧/٢٠٠١",
        "\u00a003/07/2001 ",
    ],
)
def test_a_date_in_any_usual_form(raw):
    assert birth(raw) == (date(2001, 7, 3), None)


@given(st.dates(EARLIEST, LATEST))
def test_each_way_to_write_a_date_gives_it_back(day):
    serial = (day - date(1899, 12, 30)).days
    for raw in (
        day,
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        serial if serial > 9999 else day,
        f"{day:%Y%m%d}",
    ):
        assert birth(raw).value == day


def test_a_two_figure_year_is_of_the_last_hundred_years():
    assert birth("12-12-96").value == date(1996, 12, 12)
    assert birth("04-12-03").value == date(2003, 12, 4)


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ("31/02/2002", "n’existe pas au calendrier"),
        ("00/00/0000", "n’existe pas au calendrier"),
        ("1er semestre", "n’est pas une date"),
        ("2001", "n’est pas une date"),
        (date(1026, 5, 3), "une année impossible ici"),
        ("03/07/2051", "une année impossible ici"),
        (2.0, "n’est pas une date"),
        ("99999999", "n’existe pas au calendrier"),
    ],
)
def test_nonsense_is_left_out_with_a_sentence(raw, part):
    value, remark = birth(raw)
    assert value is None
    assert part in remark


@given(st.text(max_size=30) | st.floats() | st.integers(-(10**12), 10**12) | st.datetimes() | st.booleans() | st.none())
def test_no_cell_whatever_stops_the_reading(raw):
    for reader in (birth, cells.text, cells.name, cells.sex, cells.email, cells.national_code, cells.number, phone):
        value, remark = reader(raw)
        assert value is None or value != ""
        assert remark is None or isinstance(remark, str)


@pytest.mark.parametrize(
    "raw", ["", "  ", "\u00a0", "néant", "NÉANT", "non communiqué", "-", "--", "N/A", "#N/A", "null", None, "..."]
)
def test_what_says_nothing_is_empty_without_a_remark(raw):
    for reader in (birth, cells.text, cells.sex, cells.email, cells.national_code, cells.number, phone):
        assert reader(raw) == (None, None)


@pytest.mark.parametrize(
    "raw",
    ["061 08 34 54 7", "0610834547", "06.1083.4547", "+212610834547", "00212 610834547", 610834547.0, "610834547.0",
     "+212 (0)6 10 83 45 47", "06-10-83-45-47", "06 10 83 45 47 / 05 22 11", "٠٦١٠٨٣٤٥٤٧"],
)  # fmt: skip
def test_a_moroccan_number_in_every_form(raw):
    assert phone(raw).value == "+212610834547"


def test_a_foreign_number_keeps_its_country():
    assert phone("+33 6 12 34 56 78").value == "+33612345678"
    assert phone("06 12 34 56 78", region="FR").value == "+33612345678"


@pytest.mark.parametrize("raw", ["061083454", "12", "06108345478", "0210834547", "voir fiche", "+999123456789"])
def test_a_false_number_is_left_out_with_a_sentence(raw):
    value, remark = phone(raw)
    assert value is None
    assert "n’est pas un numéro de téléphone valable" in remark


@given(
    st.sampled_from(["0", "", "+212", "00212", "+2120", "212", "+33", "0033"]),
    st.text("0123456789", min_size=7, max_size=11),
    st.sampled_from(["MA", "FR", "TN", "IT"]),
)
def test_the_quick_way_answers_as_the_library(prefix, digits, region):
    try:
        number = phonenumbers.parse(prefix + digits, region)
        expected = (
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            if phonenumbers.is_valid_number(number)
            else None
        )
    except phonenumbers.NumberParseException:
        expected = None
    if (prefix + digits).strip("0+"):
        assert phone(prefix + digits, region=region).value == expected


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (" Reda.O@ETU.example.ma ", "reda.o@etu.example.ma"),
        ("mailto:rim@mail.example", "rim@mail.example"),
        ("Rim Tazi <rim@mail.example>", "rim@mail.example"),
        ("rim@mail.example;", "rim@mail.example"),
        ("rim@mail.example ; rim2@mail.example", "rim@mail.example"),
        ("zineb.lahlou@@etu.example.ma", None),
        ("oceane.o@etu", None),
        ("a..b@mail.example", None),
        ("rim", None),
        (12.0, None),
    ],
)
def test_an_address_in_small_letters_or_left_out(raw, value):
    read = cells.email(raw)
    assert read.value == value
    assert (read.remark is None) == (value is not None and ";" not in raw[:-1])


@pytest.mark.parametrize(
    ("raw", "value"),
    [("N694923749", "N694923749"), ("n 694-923 749", "N694923749"), ("1234567890", "1234567890"),
     (1234567890.0, "1234567890"),
     ("N69492374", None), ("20000006", None), ("ABC", None)],
)  # fmt: skip
def test_a_national_code(raw, value):
    assert cells.national_code(raw).value == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (20000006.0, "20000006"),
        ("20000006.0", "20000006"),
        ("0012", "0012"),
        ("ab-12", "AB12"),
        (1234.5, None),
        ("1,23E+09", None),
        (0.0, None),
    ],
)
def test_a_number_from_an_institution(raw, value):
    assert cells.number(raw).value == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("F", "f"),
        ("Féminin", "f"),
        ("H", "m"),
        ("Masculin", "m"),
        ("ذكر", "m"),
        ("أنثى", "f"),
        ("?", None),
        ("2", None),
    ],
)
def test_the_sex(raw, value):
    assert cells.sex(raw).value == value


@pytest.mark.parametrize(
    "raw",
    [
        '=HYPERLINK("http://example.test","x") Zineb',
        "=1+1",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|x!A",
        "<b>Sara</b>",
        "a\x00b",
    ],
)
def test_a_formula_or_markup_is_not_taken_over(raw):
    assert cells.name(raw).value is None
    assert cells.text(raw).value is None
    assert cells.name(raw).remark


@pytest.mark.parametrize("raw", ["-Amina", "3 < 5", "+212 600", "Aït-Ouakrim", "Études < 2 ans"])
def test_ordinary_signs_are_no_formula(raw):
    assert cells.why_hostile(raw) is None or raw == "-Amina"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("FERNÁNDEZ", "Fernández"),
        (" O\u00a0", "O"),
        ("Na", "Na"),
        ("o", "O"),
        ("العمراني", "العمراني"),
        ("123", None),
        ("", None),
    ],
)
def test_a_name(raw, value):
    assert cells.name(raw).value == value


@pytest.mark.parametrize(
    ("raw", "last", "first"),
    [
        ("EL AMRANI Ilyas", "EL AMRANI", "Ilyas"),
        ("Kettani Mohammed", "Kettani", "Mohammed"),
        ("El Idrissi Taha", "El Idrissi", "Taha"),
        ("Alaoui M’Daghri Youssef", "Alaoui M’Daghri", "Youssef"),
        ("Aït Lahcen Nour El Houda", "Aït Lahcen", "Nour El Houda"),
        ("O Nabil", "O", "Nabil"),
        ("Ilyas EL AMRANI", "EL AMRANI", "Ilyas"),
        ("BENNIS HAJAR", "BENNIS", "HAJAR"),
        ("Tazi, Rim", "Tazi", "Rim"),
    ],
)
def test_a_joined_name_is_cut(raw, last, first):
    assert cells.joined_name(raw) == (last, first)


def test_one_word_cannot_be_cut():
    assert cells.joined_name("Tazi") is None


def test_a_title_is_taken_off():
    assert cells.without_title("Mme El Amrani Meryem") == ("El Amrani Meryem", "Mme")
    assert cells.without_title("M. O Ilyas") == ("O Ilyas", "M.")
    assert cells.without_title("Madani Rim") == ("Madani Rim", "")
