"""Codes and QR: random, readable, forgiving."""

from base64 import b64decode

import pytest

from jalon.documents import codes, qr


def test_a_code_has_eighty_random_bits_in_letters_that_cannot_be_confused():
    made = {codes.new_code() for _ in range(200)}
    assert len(made) == 200
    assert {len(code) for code in made} == {17}
    assert not set("".join(made)) & set("ILOUilou")
    assert set("".join(made)) == set("0123456789abcdefghjkmnpqrstvwxyz")


def test_a_code_is_printed_in_groups_and_read_back_however_it_is_typed():
    assert codes.grouped("7k3m9qxw2tpz04ra1") == "7K3M-9QXW-2TPZ-04RA1"
    for typed in ("7K3M-9QXW-2TPZ-04RA1", " 7k3m 9qxw 2tpz o4ral ", "7K3M–9QXW–2TPZ–O4RAI", "7k3m9qxw2tpz04ra1"):
        assert codes.typed(typed) == "7k3m9qxw2tpz04ra1"
    assert codes.typed("iI1L-0000-0000-oO000") == "11110000000000000"


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M-9QXW-2TPZ-04RAU", "7K3M-9QXW-2TPZ-04RA-12", "é" * 17])
def test_what_is_no_code_is_none(typed):
    assert codes.typed(typed) is None


def test_the_drawing_has_no_inline_style_and_no_size_of_its_own():
    drawing = qr.svg("https://jalon.example/verifier/7K3M9QXW2TPZ04RA")
    assert drawing.startswith("<svg ")
    assert "style" not in drawing
    assert "viewBox" in drawing
    assert " width=" not in drawing


def test_the_drawing_depends_on_the_content_only():
    assert qr.svg("a") == qr.svg("a") != qr.svg("b")


def test_pages_get_the_drawing_as_an_image_address():
    head, _comma, body = qr.data_uri("https://jalon.example/").partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(body).startswith(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox')
