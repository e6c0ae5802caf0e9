"""From a line of the registrar's file to the values of a person, with a remark for each cell that was set aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.people.imports import cells
from jalon.people.imports.cells import EMPTY, Raw, Reading
from jalon.people.imports.columns import Column
from jalon.people.imports.days import day
from jalon.people.imports.phones import phone
from jalon.people.imports.reading import Line

OLDEST = 100
YOUNGEST = 12
"""Ages between which a birth date is believed."""

_VITAL = frozenset(
    {"national_code", "student_number", "last_name", "first_name", "last_name_ar", "first_name_ar", "full_name"}
)
"""A formula or markup in one of these refuses the whole row: it says who somebody is."""


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
            "national_code": cells.national_code,
            "student_number": partial(cells.number, limit=20),
            "last_name": _name,
            "first_name": _name,
            "last_name_ar": _name,
            "first_name_ar": _name,
            "full_name": _joined,
            "born_on": partial(
                day, earliest=date(today.year - OLDEST, 1, 1), latest=date(today.year - YOUNGEST, 12, 31)
            ),
            "sex": _sex,
            "phone": partial(_phone, region=region),
            "institutional_email": cells.email,
            "personal_email": cells.email,
            "level": _label,
            "field_of_study": _label,
            "establishment": _label,
        }
        self._columns = [(c.index, c.heading, c.field, readers[c.field]) for c in columns if c.field in readers]

    def clean(self, line: Line) -> Clean:
        """Read one line; the order of the columns decides which fault is named first."""
        clean = Clean()
        values = clean.values
        if line.fault:
            clean.refusal = ("", line.fault)
            return clean
        raws = line.cells
        for index, heading, code, reader in self._columns:
            raw = raws[index]
            if raw == "" or raw is None:
                continue
            value, remark = reader(raw)
            if value is not None:
                values[code] = value
            if remark:
                if code in _VITAL and cells.why_hostile(raw):
                    clean.refusal = (
                        heading,
                        _("La cellule « %(column)s » %(fault)s.") % {"column": heading, "fault": remark},
                    )
                    return clean
                clean.remarks.append((heading, remark))
        _sort_scripts(values)
        if not (values.get("last_name") and values.get("first_name")):
            clean.refusal = self._nameless(values)
        if born := values.get("born_on"):
            values["born_on"] = born.isoformat()
        return clean

    def _nameless(self, values: dict[str, Any]) -> tuple[str, str]:
        heading = next(
            (h for _i, h, code, _r in self._columns if code in _VITAL and "name" in code and code not in values), ""
        )
        if values.get("last_name") or values.get("first_name"):
            return heading, _("Le nom ou le prénom manque : complétez la ligne dans le fichier.")
        return heading, _("La ligne ne donne pas de nom : complétez-la dans le fichier, ou supprimez-la.")


@lru_cache(maxsize=50_000)
def _name(raw: str | float) -> Reading:
    return cells.name(raw)


def _joined(raw: Raw) -> Reading:
    """A pair (last, first); a single word is only a last name."""
    read = cells.name(raw)
    if read.value is None:
        return read
    cut = cells.joined_name(raw)
    if cut is None:
        return Reading((read.value, ""))
    return Reading((names.proper(cut[0]), names.proper(cut[1])))


def _sex(raw: Raw) -> Reading:
    return _cached_sex(raw) if isinstance(raw, str) else cells.sex(raw)


_cached_sex = lru_cache(maxsize=1_000)(cells.sex)


@lru_cache(maxsize=20_000)
def _label(raw: str | float) -> Reading:
    return cells.text(raw, limit=120)


def _phone(raw: Raw, *, region: str) -> Reading:
    """The number in E.164; one that is not valid is kept as written, with the remark, when it has figures enough."""
    read = phone(raw, region=region)
    if read.value is None and read.remark and cells.why_hostile(raw) is None:
        written = names.tidy(cells.plain(raw))
        if len(written) <= 30 and sum(c.isdigit() for c in written) >= 6:
            return Reading(written, read.remark)
    return read


def _sort_scripts(values: dict[str, Any]) -> None:
    """Put each name into the fields of its script; a name known only in Arabic letters is also the one shown."""
    if joined := values.pop("full_name", None):
        values.setdefault("last_name", joined[0])
        if joined[1]:
            values.setdefault("first_name", joined[1])
    last, first = values.get("last_name", ""), values.get("first_name", "")
    if (last or first) and names.script(last + first) is names.Script.ARABIC:
        values.setdefault("last_name_ar", last)
        values.setdefault("first_name_ar", first)
    elif not last and not first and values.get("last_name_ar") and values.get("first_name_ar"):
        values["last_name"], values["first_name"] = values["last_name_ar"], values["first_name_ar"]


def stored_cells(line: Line) -> list[str]:
    """The raw cells as JSON keeps them."""
    return [cell if isinstance(cell, str) else cells.plain(cell) for cell in line.cells]


__all__ = ["EMPTY", "Clean", "Cleaner", "stored_cells"]
