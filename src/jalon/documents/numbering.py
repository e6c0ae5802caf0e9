"""Numbers without gaps or doubles, per centre, series and year."""

from django.db import connection

from jalon.documents.models import Counter


def reserve(centre_id: int, series: str, year: int, *, count: int = 1) -> range:
    """Take the next numbers of the series, under the lock of its row until the caller's transaction ends.

    Call it late in a short transaction: others wait for it, and an act that fails gives its numbers back, so that the
    series has no gap. Raises RuntimeError outside a transaction and ValueError for fewer than one number.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken in the transaction of what it numbers")
    if count < 1:
        raise ValueError("reserve at least one number")
    counter, _new = Counter.objects.select_for_update().get_or_create(centre_id=centre_id, series=series, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)


def written(year: int, number: int) -> str:
    """How the number is printed: 2026-00042. It says nothing secret and is never what a document is verified by."""
    return f"{year}-{number:05d}"


def next_number(centre_id: int, series: str, year: int) -> str:
    """The next number of the series as printed; see `reserve`."""
    return written(year, reserve(centre_id, series, year)[0])
