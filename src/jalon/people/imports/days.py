"""Reading a date, whatever form a spreadsheet gave it."""

import re
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.people.imports.cells import ARABIC_DIGITS, EMPTY, Raw, Reading, is_empty, plain, quoted

_MONTHS = {
    names.compact(word): number
    for number, listed in enumerate(
        (
            "janvier janv jan يناير", "février fevr fév feb فبراير", "mars mar مارس", "avril avr apr أبريل",
            "mai may ماي", "juin jun يونيو", "juillet juil jul يوليوز يوليو", "août aou aug غشت أغسطس",
            "septembre sept sep شتنبر سبتمبر", "octobre oct أكتوبر",
            "novembre nov نونبر نوفمبر", "décembre déc dec دجنبر ديسمبر",
        ),
        start=1,
    )
    for word in listed.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$")
_DMY = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$")
_WORDED = re.compile(r"(?:\w+\s+)?(\d{1,2})(?:er)?[\s-]+([^\W\d_]+)\.?[\s-]+(\d{4})$")
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers, counted from after its false 29 February 1900."""


def day(raw: Raw, *, earliest: date, latest: date) -> Reading:
    """A date between two bounds, from a date, a text in any usual order, or a spreadsheet's serial number.

    Two-figure years fall in the last hundred years before `latest`; day comes before month unless that is impossible.
    """
    if isinstance(raw, datetime):
        raw = raw.date()
    if type(raw) is date:
        return Reading(raw) if earliest <= raw <= latest else _outside(raw, raw)
    if is_empty(raw):
        return EMPTY
    written = names.tidy(plain(raw)).translate(ARABIC_DIGITS)
    written = written.removesuffix(".0")
    try:
        read = _date_of(written, latest)
    except ValueError:
        return Reading(None, _("la date « %(cell)s » n’existe pas au calendrier") % {"cell": quoted(raw)})
    if read is None:
        return Reading(None, _("« %(cell)s » n’est pas une date") % {"cell": quoted(raw)})
    return Reading(read) if earliest <= read <= latest else _outside(raw, read)


def _outside(raw: Raw, read: date) -> Reading:
    return Reading(
        None,
        _("la date « %(cell)s » donne le %(day)s, une année impossible ici")
        % {"cell": quoted(raw), "day": f"{read:%d/%m/%Y}"},
    )


def _date_of(written: str, latest: date) -> date | None:
    """The date written, None when it is none; ValueError when the calendar has no such day."""
    if written.isascii() and written.isdigit():
        if len(written) == 5:
            return _EPOCH + timedelta(days=int(written))
        if len(written) == 8:
            year_first = 1900 <= int(written[:4]) <= 2100
            parts = (written[:4], written[4:6], written[6:]) if year_first else (written[4:], written[2:4], written[:2])
            return date(*map(int, parts))
        return None
    if found := _ISO.match(written):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DMY.match(written):
        dd, mm, year = int(found[1]), int(found[2]), int(found[3])
        if len(found[3]) == 2:
            year += latest.year // 100 * 100
            year -= 100 if year > latest.year else 0
        return date(year, dd, mm) if mm > 12 >= dd else date(year, mm, dd)
    if (found := _WORDED.match(written)) and (month := _MONTHS.get(names.compact(found[2]))):
        return date(int(found[3]), month, int(found[1]))
    return None


def looks_like_date(raw: Raw) -> bool:
    """Whether the cell is a date or written as one; serial numbers do not count, they are any number."""
    if isinstance(raw, date):
        return True
    return isinstance(raw, str) and any(p.match(raw.strip()) for p in (_ISO, _DMY, _WORDED))
