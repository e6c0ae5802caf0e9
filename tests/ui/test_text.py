"""Numbers and names."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.ui import numbers, text


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (0, 0, "0"),
        (1284, 0, "1 284"),
        (1234567.5, 1, "1 234 567,5"),
        (2.5, 0, "3"),
        (Decimal("0.125"), 2, "0,13"),
        (-42, 0, "−42"),
        (-0.2, 0, "0"),
    ],
)
def test_numbers_as_french_readers_write_them(value, decimals, said):
    assert numbers.number(value, decimals) == said.replace(" ", "\u00a0")


def test_a_ratio_is_said_in_percent():
    assert numbers.percent(0.853) == "85\u00a0%"
    assert numbers.percent(0.8536, 1) == "85,4\u00a0%"


def test_markup_in_a_name_stays_text():
    assert text.isolated("<script>alert(1)</script>") == "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>"


def test_direction_overrides_do_not_leave_the_name():
    assert text.isolated("Karim \u202egnp.exe\u2069") == "<bdi>Karim gnp.exe</bdi>"


def test_nothing_stands_for_no_name():
    assert text.isolated(None) == ""
    assert text.isolated("") == ""


@given(st.text())
def test_no_text_leaves_its_element(value):
    shown = text.isolated(value)

    inside = shown.removeprefix("<bdi>").removesuffix("</bdi>")
    assert "<" not in inside
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(inside)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amina Idrissi", "AI"),
        ("jean-marc n’guessan", "JN"),
        ("سلمى بناني", "سب"),
        ("manager@demo.example", "ME"),
        ("…", "?"),
        ("", "?"),
    ],
)
def test_initials(name, letters):
    assert text.initials(name) == letters
