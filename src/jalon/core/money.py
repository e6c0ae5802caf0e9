"""Amounts: integers in the currency's minor unit, with its code."""

import re

DECIMALS = {"TND": 3, "XOF": 0, "XAF": 0, "GNF": 0}
"""How many digits stand after the comma; two everywhere else."""

CURRENCIES = {
    "MA": "MAD",
    "DZ": "DZD",
    "GN": "GNF",
    "MG": "MGA",
    "MR": "MRU",
    "TN": "TND",
    "BE": "EUR",
    "FR": "EUR",
    **dict.fromkeys(("BJ", "BF", "CI", "ML", "NE", "SN", "TG"), "XOF"),
    **dict.fromkeys(("CM", "GA", "TD"), "XAF"),
}
"""The currency of a country, by its code."""

_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_WRITTEN = re.compile(r"(\d{1,12})(?:[.,](\d{1,3}))?")


def currency_of(country: str) -> str:
    """The currency in which a centre of this country counts."""
    return CURRENCIES.get(country, "EUR")


def minor_units(written: str, currency: str) -> int | None:
    """An amount as people write it (« 12 500,50 ») in minor units; None when it is no amount of this currency."""
    match = _WRITTEN.fullmatch(_SPACES.sub("", written))
    if match is None:
        return None
    decimals, cents = DECIMALS.get(currency, 2), match[2] or ""
    if len(cents.rstrip("0")) > decimals:
        return None
    return int(match[1]) * 10**decimals + int((cents[:decimals]).ljust(decimals, "0") or 0)


def written(amount: int, currency: str) -> str:
    """An amount as people read it: « 12 500,50 MAD », without the cents when there are none."""
    decimals = DECIMALS.get(currency, 2)
    whole, cents = divmod(abs(amount), 10**decimals)
    text = f"{whole:,}".replace(",", "\u202f") + (f",{cents:0{decimals}}" if cents else "")
    return f"{'−' if amount < 0 else ''}{text}\u00a0{currency}"
