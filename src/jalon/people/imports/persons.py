"""The columns of a person as imports write them: dates as dates, and the keys of a name beside it."""

from datetime import date, datetime
from typing import Any

from jalon.core import names, spelling
from jalon.people.imports import changes

PERSON_COLUMNS = (
    "public_id",
    "centre",
    "name_key",
    "name_key_ar",
    "identity_key",
    "dated_identity",
    "spellings",
    "created_at",
    *changes.PERSON_FIELDS,
)


def person_row(public_id: str, centre_id: int, values: dict[str, Any], now: datetime) -> tuple[Any, ...]:
    """The columns of somebody whom the file makes known."""
    last, first = values["last_name"], values["first_name"]
    born_on = date.fromisoformat(born) if (born := values.get("born_on")) else None
    key, key_ar = (
        names.key(f"{last} {first}"),
        names.key(f"{values.get('last_name_ar', '')} {values.get('first_name_ar', '')}"),
    )
    return (
        public_id,
        centre_id,
        key,
        key_ar,
        names.identity(last, first),
        names.dated_identity(last, first, born_on),
        spelling.shortened(f"{key} {key_ar}"),
        now,
        *(born_on if code == "born_on" else values.get(code, "") for code in changes.PERSON_FIELDS),
    )


def stored(values: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The columns to write for these new values: dates as dates, and the keys of a name that changes."""
    columns = dict(new)
    last, first = values["last_name"], values["first_name"]
    born_on = date.fromisoformat(values["born_on"]) if values["born_on"] else None
    if "born_on" in new:
        columns["born_on"] = born_on
    if not new.keys().isdisjoint({"last_name", "first_name"}):
        columns["name_key"] = names.key(f"{last} {first}")
        columns["identity_key"] = names.identity(last, first)
    if not new.keys().isdisjoint({"last_name", "first_name", "born_on"}):
        columns["dated_identity"] = names.dated_identity(last, first, born_on)
    if not new.keys().isdisjoint({"last_name_ar", "first_name_ar"}):
        columns["name_key_ar"] = names.key(f"{values['last_name_ar']} {values['first_name_ar']}")
    if not columns.keys().isdisjoint({"name_key", "name_key_ar"}):
        columns["spellings"] = spelling.shortened(
            names.key(f"{last} {first} {values['last_name_ar']} {values['first_name_ar']}")
        )
    return columns
