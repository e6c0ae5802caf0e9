"""Amounts as people write and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.core import money


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("12 500,50", "MAD", 1250050),
        ("12500.5", "MAD", 1250050),
        ("1 200", "MAD", 120000),
        ("3", "XOF", 3),
        ("3,00", "XOF", 3),
        ("1,234", "TND", 1234),
        ("1,234", "MAD", None),
        ("3,5", "XOF", None),
        ("-3", "MAD", None),
        ("douze", "MAD", None),
        ("", "MAD", None),
    ],
)
def test_an_amount_is_read_in_minor_units_or_not_at_all(text, currency, amount):
    assert money.minor_units(text, currency) == amount


@given(st.integers(0, 10**11), st.sampled_from(["MAD", "XOF", "TND"]))
def test_what_is_written_is_read_back(amount, currency):
    assert money.minor_units(money.written(amount, currency).removesuffix(f"\u00a0{currency}"), currency) == amount


def test_a_centre_counts_in_the_currency_of_its_country():
    assert [money.currency_of(code) for code in ("MA", "SN", "XX")] == ["MAD", "XOF", "EUR"]
