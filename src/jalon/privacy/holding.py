"""What Jalon holds about one person, table by table, from the classification alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jalon.privacy.classification import HIDDEN, Classified, tables
from jalon.ui import dates


@dataclass(frozen=True)
class Held:
    """The rows of one table about one person: what they are, what they are kept for, how long, and what they say."""

    table: str
    label: str
    purpose: str | Promise
    retention: str | Promise
    rows: list[list[tuple[str, str]]]


def rows_of(model: type[Model], classified: Classified, person_id: int) -> QuerySet[Model]:
    """The rows of a table that are about this person."""
    path = "pk" if classified.person == "self" else classified.person
    rows = model._base_manager.filter(**{path: person_id})
    return model._base_manager.filter(pk__in=rows.values("pk")) if "__" in path else rows


def personal_tables() -> Iterator[tuple[type[Model], Classified]]:
    """Every classified table whose rows are about a person."""
    for label, classified in tables().items():
        if classified.person:
            yield apps.get_model(label), classified


def _read(model: type[Model], fields: list[Field[Any, Any]], rows: QuerySet[Model]) -> QuerySet[Model]:
    """The rows with what their fields point to, in one query."""
    pointed = [f.name for f in fields if f.is_relation]
    return rows.select_related(*pointed).order_by("-pk") if pointed else rows.order_by("-pk")


def held(person_id: int, *, zone: str) -> list[Held]:
    """Everything that is held about this person, in words, newest first; one query per table.

    The page gives the fields that have a label, or all that may be shown where a table has none; the download has all.
    """
    found = []
    for model, classified in personal_tables():
        if classified.labels:
            shown = [(model._meta.get_field(name), str(label)) for name, label in classified.labels.items()]
        else:
            shown = [(f, str(f.verbose_name)) for f in _shown(model, classified)]
        rows = []
        for row in _read(model, [f for f, _label in shown], rows_of(model, classified, person_id)):  # type: ignore[misc]
            said = [(label, _in_words(_value(row, f), zone)) for f, label in shown]  # type: ignore[arg-type]
            rows.append([(label, words) for label, words in said if words])
        if rows := [row for row in rows if row]:
            title = str(classified.title or model._meta.verbose_name)
            found.append(Held(model._meta.label, title, classified.purpose, classified.retention, rows))
    return found


def as_json(person_id: int) -> dict[str, Any]:
    """The same for download, whole: column names as keys, values that JSON can hold, neither secrets nor technical."""
    data: dict[str, Any] = {}
    for model, classified in personal_tables():
        shown = _shown(model, classified)
        rows = _read(model, shown, rows_of(model, classified, person_id))
        found = [{f.name: _plain(_value(row, f)) for f in shown} for row in rows]
        if found and shown:
            data[model._meta.label] = {
                "title": str(classified.title or model._meta.verbose_name),
                "purpose": str(classified.purpose),
                "retention": str(classified.retention),
                "rows": found,
            }
    return data


def _shown(model: type[Model], classified: Classified) -> list[Field[Any, Any]]:
    return [f for f in model._meta.concrete_fields if classified.fields.get(f.name) not in HIDDEN]


def _value(row: Model, field: Field[Any, Any]) -> Any:
    """A field as the person reads it: the words of a choice, the name of what it points to, else the value itself."""
    if field.is_relation:
        related = getattr(row, field.name)
        return "" if related is None else str(related)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return getattr(row, field.name)


def _in_words(value: Any, zone: str) -> str:
    """A value as the page prints it; nothing for what is empty."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, datetime):
        return dates.moment_short(value, SimpleNamespace(timezone=zone))
    if isinstance(value, date):
        return dates.day_short(value)
    if isinstance(value, dict):
        return _in_words(list(value.values()), zone)
    if isinstance(value, list):
        return ", ".join(words for words in (_in_words(item, zone) for item in value) if words)
    return str(value)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
