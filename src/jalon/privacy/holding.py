"""What Jalon holds about one person, table by table, from the classification alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet
from django.utils.functional import Promise

from jalon.privacy.classification import Category, Classified, tables

HIDDEN = frozenset({Category.SECRET, Category.TECHNICAL})
"""Categories that an export leaves out: secrets protect the person, technical fields say nothing of them."""


@dataclass(frozen=True)
class Held:
    """The rows of one table about one person: what they are kept for, how long, and what they say."""

    table: str
    label: str
    purpose: str | Promise
    retention: str | Promise
    rows: list[list[tuple[str, Any]]]


def rows_of(model: type[Model], classified: Classified, person_id: int) -> QuerySet[Model]:
    """The rows of a table that are about this person."""
    path = "pk" if classified.person == "self" else classified.person
    return model._base_manager.filter(**{path: person_id})


def personal_tables() -> Iterator[tuple[type[Model], Classified]]:
    """Every classified table whose rows are about a person."""
    for label, classified in tables().items():
        if classified.person:
            yield apps.get_model(label), classified


def held(person_id: int) -> list[Held]:
    """Everything that is held about this person, in words; one query per table."""
    found = []
    for model, classified in personal_tables():
        shown = [f for f in model._meta.concrete_fields if classified.fields.get(f.name) not in HIDDEN]
        rows = [
            [(str(f.verbose_name), _value(row, f)) for f in shown]
            for row in rows_of(model, classified, person_id).order_by("pk")
        ]
        if rows and shown:
            label = model._meta.label
            found.append(Held(label, str(model._meta.verbose_name), classified.purpose, classified.retention, rows))
    return found


def _value(row: Model, field: Field[Any, Any]) -> Any:
    """A field as the person reads it: the words of a choice, the name of what it points to, else the value itself."""
    if field.is_relation:
        related = getattr(row, field.name)
        return "" if related is None else str(related)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return getattr(row, field.name)


def as_json(person_id: int) -> dict[str, Any]:
    """The same for download: column names as keys, values that JSON can hold."""
    data: dict[str, Any] = {}
    for model, classified in personal_tables():
        shown = [f for f in model._meta.concrete_fields if classified.fields.get(f.name) not in HIDDEN]
        rows = rows_of(model, classified, person_id).order_by("pk")
        found = [{f.name: _plain(_value(row, f)) for f in shown} for row in rows]
        if found and shown:
            data[model._meta.label] = {
                "purpose": str(classified.purpose),
                "retention": str(classified.retention),
                "rows": found,
            }
    return data


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
