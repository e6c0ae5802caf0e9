"""From a line of a file to what it says of an organisation and a contact, with a remark for each cell set aside."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.partners import rules
from jalon.people.imports import cells
from jalon.people.imports.cells import EMPTY, Raw, Reading
from jalon.people.imports.columns import Column
from jalon.people.imports.days import day
from jalon.people.imports.phones import phone
from jalon.people.imports.reading import Line

OLDEST = timedelta(days=366 * 30)
"""How far back the date of an exchange is believed."""

_VITAL = frozenset({"organisation", "contact", "last_name", "first_name", "email", "phone"})
"""A formula or markup in one of these refuses the whole line: it says who somebody is. Elsewhere the cell
is left out."""

_LEAVE_ALONE = re.compile(
    r"nesouhaite(?:plus|pas)|neveut(?:plus|pas)|neplus\w{0,14}(?:contact|solliciter|appeler|ecrire)"
    r"|nepas\w{0,14}(?:contact|solliciter|appeler|ecrire)|plusetre(?:contacte|sollicite)"
    r"|oppose\w{0,12}contact|optout|desinscri"
    r"|لايرغب|لايريد"
)
"""Ways to say, letters alone, that somebody wants to be left alone: rather one too many than one too few."""

_CALL_BACK = re.compile(
    r"\b(?:rappeler|relancer|recontacter)\s+(?:en|au mois de?|début|fin|à partir de)\s+(\w+)", re.IGNORECASE
)
_MONTH_AND_YEAR = re.compile(r"\d{1,2}\s*[/.-]\s*\d{4}")
_STAFF = re.compile(r"\d[\d\s.\u00a0\u202f]*")


@dataclass
class Clean:
    """What a line says once read. `refusal` is (column, reason); `values` hold only what was given."""

    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    refusal: tuple[str, str] | None = None


class Cleaner:
    """Reads the lines of one file, whose columns are known."""

    def __init__(self, columns: Sequence[Column], *, region: str, today: date) -> None:
        readers: dict[str, Callable[[Raw], Reading]] = {
            "organisation": partial(cells.text, limit=160),
            "organisation_ar": partial(cells.text, limit=160),
            "kind": partial(cells.text, limit=80),
            "sector": partial(cells.text, limit=80),
            "city": partial(cells.text, limit=80),
            "staff": staff,
            "website": website,
            "registration_number": partial(cells.number, limit=60),
            "contact": contact,
            "last_name": partial(cells.name, limit=120),
            "first_name": partial(cells.name, limit=120),
            "civility": cells.sex,
            "function": partial(cells.text, limit=120),
            "phone": partial(_phone, region=region),
            "email": cells.email,
            "interests": several,
            "themes": several,
            "exchange": partial(exchange, today=today),
            "notes": partial(notes, today=today),
        }
        self._columns = [(c.index, c.heading, c.field, readers[c.field]) for c in columns if c.field in readers]

    def clean(self, line: Line) -> Clean:
        """Read one line; what it can't say is left out and said."""
        clean = Clean()
        if line.fault:
            clean.refusal = ("", line.fault)
            return clean
        for index, heading, code, reader in self._columns:
            raw = line.cells[index]
            hostile = cells.why_hostile(raw)
            value, remark = Reading(None, hostile) if hostile else reader(raw)
            if value is not None:
                clean.values |= value if isinstance(value, dict) else {code: value}
            if remark and hostile and code in _VITAL:
                words = {"column": heading, "fault": remark}
                clean.refusal = (heading, _("La cellule « %(column)s » %(fault)s.") % words)
                return clean
            if remark:
                clean.remarks.append((heading, remark))
        if not names.key(clean.values.get("organisation", "")):
            column = next((heading for _i, heading, code, _r in self._columns if code == "organisation"), "")
            reason = _("La ligne ne donne pas le nom de l’organisation : complétez-la dans le fichier.")
            clean.refusal = (column, reason)
        return clean


def contact(raw: Raw) -> Reading:
    """« Mme El Amrani Rim »: civility, last name and first name, in their script."""
    if cells.is_empty(raw):
        return EMPTY
    whole, title = cells.without_title(cells.plain(raw))
    read = cells.name(whole, limit=200)
    if read.value is None:
        return read
    last, first = cells.joined_name(whole) or (whole, "")
    suffix = "_ar" if names.script(whole) is names.Script.ARABIC else ""
    found = {f"last_name{suffix}": names.proper(last)[:120], f"first_name{suffix}": names.proper(first)[:120]}
    if title and (civility := cells.sex(title).value):
        found["civility"] = civility
    return Reading(found)


def _phone(raw: Raw, *, region: str) -> Reading:
    """The number in E.164; one that is not valid is kept as written, with the remark, when it has figures enough."""
    read = phone(raw, region=region)
    written = names.tidy(cells.plain(raw))
    if read.value is None and read.remark and len(written) <= 30 and sum(c.isdigit() for c in written) >= 6:
        return Reading(written, read.remark)
    return read


def staff(raw: Raw) -> Reading:
    """How many people work there: « 12 », « 3 500 », « 50-100 », « >1000 »."""
    if cells.is_empty(raw):
        return EMPTY
    written = names.tidy(cells.plain(raw)).translate(cells.ARABIC_DIGITS).removesuffix(".0")
    numbers = [int(re.sub(r"\D", "", found)) for found in _STAFF.findall(written)]
    if not numbers or max(numbers) > 2_000_000:
        return Reading(None, _("« %(cell)s » n’est pas un effectif") % {"cell": cells.quoted(raw)})
    if len(numbers) > 1:
        return Reading({"staff_from": min(numbers[:2]), "staff_to": max(numbers[:2])})
    if written.startswith((">", "+")) or written.endswith("+") or names.key(written).startswith("plus"):
        return Reading({"staff_from": numbers[0], "staff_to": None})
    if written.startswith("<") or names.key(written).startswith("moins"):
        return Reading({"staff_from": 1, "staff_to": max(numbers[0], 1)})
    return Reading({"staff_from": numbers[0], "staff_to": numbers[0]})


def website(raw: Raw) -> Reading:
    """An address of a site, completed with its scheme."""
    read = cells.text(raw, limit=190)
    if not read.value:
        return read
    if not re.fullmatch(r"(?:https?://)?[\w.-]+\.[a-zA-Z]{2,}(?:/\S*)?", read.value):
        return Reading(None, _("« %(cell)s » n’est pas une adresse de site") % {"cell": cells.quoted(raw)})
    return Reading(read.value if "://" in read.value else f"https://{read.value}")


def several(raw: Raw) -> Reading:
    """Items separated by semicolons, commas or slashes."""
    read = cells.text(raw, limit=300)
    if not read.value:
        return read
    found = [part.strip()[:80] for part in re.split(r"[;,/|•]+", read.value) if names.key(part)]
    return Reading(list(dict.fromkeys(found)) or None, read.remark)


def exchange(raw: Raw, *, today: date) -> Reading:
    """The day of the last exchange, or its month alone: « 12/2025 », « juin 2026 »."""
    if cells.is_empty(raw):
        return EMPTY
    bounds = {"earliest": today - OLDEST, "latest": today}
    written = names.tidy(cells.plain(raw)).translate(cells.ARABIC_DIGITS)
    read = day(raw, **bounds)
    if read.value:
        return Reading({"exchange": {"day": read.value.isoformat(), "is_month_only": False}})
    first = f"01/{written}" if _MONTH_AND_YEAR.fullmatch(written) else f"1 {written}"
    month = day(first, **bounds)
    if month.value:
        return Reading({"exchange": {"day": month.value.isoformat(), "is_month_only": True}})
    return Reading(None, read.remark)


def notes(raw: Raw, *, today: date) -> Reading:
    """Remarks; two of them are acts: to be left alone, to be called back in a month."""
    read = cells.text(raw, limit=2000)
    if not read.value:
        return read
    if _LEAVE_ALONE.search(names.compact(read.value)):
        return Reading({"no_contact": read.value[:150]}, read.remark)
    if found := _CALL_BACK.search(read.value):
        month = day(f"1 {found[1]} {today.year}", earliest=date(today.year, 1, 1), latest=date(today.year, 12, 31))
        if month.value:
            return Reading(
                {"call_back": {"due_on": _coming(month.value, today).isoformat(), "reason": read.value[:500]}}
            )
    return Reading(read.value, read.remark)


def _coming(month: date, today: date) -> date:
    """The first working day of this month that is still to come; today when the month is the present one."""
    if (month.year, month.month) == (today.year, today.month):
        return rules.working(today)
    coming = month if month > today else month.replace(year=month.year + 1)
    return rules.working(coming)
