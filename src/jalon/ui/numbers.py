"""Numbers as French readers write them: a comma, and spaces that never break between the thousands."""

from decimal import ROUND_HALF_UP, Decimal

from jalon.ui.dates import NBSP

Number = int | float | Decimal


def number(value: Number, decimals: int = 0) -> str:
    """`12 345`, `1 234,5`; halves are rounded away from zero, as people do."""
    if isinstance(value, int) and not decimals:
        return f"{value:,}".replace(",", NBSP).replace("-", "−")
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{exact:,.{decimals}f}"
    text = text.replace(",", NBSP).replace(".", ",")
    return "0" + text[2:] if text.startswith("-0") and not exact else text.replace("-", "−")


def percent(ratio: Number, decimals: int = 0) -> str:
    """`85 %` for 0.85."""
    return f"{number(Decimal(str(ratio)) * 100, decimals)}{NBSP}%"
