"""What a row changes in a record and in its studies of the year: the file is believed, except against the staff.

Pure. A name is not made poorer (« AIT OUAKRIM » does not replace « Aït-Ouakrim »), a valid phone is not replaced by a
false one, a national code is never replaced.
"""

from collections.abc import Collection, Mapping
from typing import Any

from jalon.core import names
from jalon.core.names import Script

PERSON_FIELDS = (
    "last_name",
    "first_name",
    "last_name_ar",
    "first_name_ar",
    "born_on",
    "sex",
    "national_code",
    "student_number",
    "institutional_email",
    "personal_email",
    "phone",
)
STUDIES_FIELDS = ("level", "field_of_study", "establishment")
_PAIRS = (("last_name", "first_name"), ("last_name_ar", "first_name_ar"))
_PLAIN = ("born_on", "sex", "student_number", "institutional_email", "personal_email")

BITS = {code: 1 << position for position, code in enumerate((*PERSON_FIELDS, *STUDIES_FIELDS))}
"""A field as a bit, to remember cheaply which ones the rows of a person gave."""


def mask(values: Mapping[str, Any]) -> int:
    """The fields that the values give, as bits."""
    given = 0
    for code in values:
        given |= BITS[code]
    return given


def fills(values: Mapping[str, Any], given: int) -> dict[str, Any]:
    """Of a later row of the same person, what the earlier ones did not give; names only as whole pairs."""
    new = {code: value for code, value in values.items() if not BITS[code] & given}
    for last, first in _PAIRS:
        if (last in new) != (first in new):
            new.pop(last, None)
            new.pop(first, None)
    return new


def person_changes(
    current: Mapping[str, Any], values: Mapping[str, Any], staff_fields: Collection[str]
) -> dict[str, Any]:
    """The fields of the record that the row changes, with their new values (dates as ISO)."""
    changes = {
        code: new for code in _PLAIN if (new := values.get(code)) and new != current[code] and code not in staff_fields
    }
    for last, first in _PAIRS:
        if last not in staff_fields and first not in staff_fields:
            changes |= _name_changes(current, values, last, first)
    if (code := values.get("national_code")) and not current["national_code"]:
        changes["national_code"] = code
    phone, old = values.get("phone"), current["phone"]
    if phone and phone != old and "phone" not in staff_fields and (phone.startswith("+") or not old):
        changes["phone"] = phone
    return changes


def _name_changes(current: Mapping[str, Any], values: Mapping[str, Any], last: str, first: str) -> dict[str, Any]:
    new = {code: values.get(code) or "" for code in (last, first)}
    old = {code: current[code] for code in (last, first)}
    if new == old or not new[last] or not new[first]:
        return {}
    if not old[last] and not old[first]:
        return new
    if last == "last_name" and _script(old) != _script(new):
        return new if _script(old) is Script.ARABIC else {}
    old_keys, new_keys = ([names.compact(pair[code]) for code in (last, first)] for pair in (old, new))
    if "".join(new_keys) in ("".join(old_keys), "".join(reversed(old_keys))):
        same_part = {code for code in (last, first) if names.compact(old[code]) == names.compact(new[code])}
        return {code: new[code] for code in same_part if _accents(new[code]) > _accents(old[code])}
    if _words(new) < _words(old):
        return {}
    return {code: new[code] for code in (last, first) if new[code] != old[code]}


def _script(pair: Mapping[str, str]) -> Script:
    return names.script(" ".join(pair.values()))


def _words(pair: Mapping[str, str]) -> int:
    return sum(len(names.key(part).split()) for part in pair.values())


def _accents(text: str) -> int:
    return sum(not c.isascii() for c in text)


def studies_changes(
    current: Mapping[str, int | None] | None, wanted: Mapping[str, int | None], *, is_given: Collection[str]
) -> dict[str, int | None]:
    """The fields of the year's studies that the row changes; None stands for an item that does not exist yet.

    `is_given` names what the row says at all: what it does not say stays. Without studies this year, all of it is new.
    """
    if current is None:
        return {code: wanted[code] for code in is_given}
    return {code: wanted[code] for code in is_given if wanted[code] is None or wanted[code] != current[code]}
