"""What each field of each table is about, why it is kept and for how long; a test fails for a field left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Model
from django.utils.functional import Promise

Text = str | Promise


class Category(StrEnum):
    """The nature of what a field holds."""

    IDENTITY = "identity"
    CONTACT = "contact"
    STUDIES = "studies"
    PATHWAY = "pathway"
    """What the person did with the centre: registrations, presences, certificates."""
    SENSITIVE = "sensitive"
    SECRET = "secret"  # noqa: S105 - the name of a category
    """Never exported nor shown: password digests, codes, keys."""
    TECHNICAL = "technical"
    CONTENT = "content"
    """The centre's own work, not about a person."""


HIDDEN = frozenset({Category.SECRET, Category.TECHNICAL})
"""Categories that nobody is shown: secrets protect the person, technical fields say nothing of them."""


class OnErasure(StrEnum):
    """What becomes of a person's row when erasure is carried out."""

    KEEP = "keep"
    """Stays: it says nothing about anybody once the person's own record is emptied."""
    BLANK = "blank"
    """Classified fields are emptied, the row stays so that past figures do not change."""
    DELETE = "delete"


@dataclass(frozen=True)
class Classified:
    """A table's classification: every field has a category, the whole has a purpose and a retention.

    `person` is the path of the foreign key that leads to the person the row is about ("" when it is about nobody,
    "self" for the person's own table). `title` and `labels` are the words of the page *Mes données*: what the rows
    are, and the fields that the person reads there, in this order; the download holds all that is no secret.
    """

    purpose: Text
    retention: Text
    fields: Mapping[str, Category]
    person: str = ""
    on_erasure: OnErasure = OnErasure.KEEP
    blank: Mapping[str, object] = field(default_factory=dict)
    title: Text = ""
    labels: Mapping[str, Text] = field(default_factory=dict)


_tables: dict[str, Classified] = {}


def classify(
    model: type[Model],
    *,
    purpose: Text,
    retention: Text,
    person: str = "",
    on_erasure: OnErasure = OnErasure.KEEP,
    blank: Mapping[str, object] | None = None,
    rest: Category | None = None,
    title: Text = "",
    labels: Mapping[str, Text] | None = None,
    **categories: str,
) -> None:
    """Classify a table's fields: `identity="last_name first_name"`, …; `rest` takes the fields not named.

    Identifiers and foreign keys that are not named are technical. Raises ValueError for a name that is no field
    and for a label of one that is never shown.
    """
    names = {f.name for f in model._meta.concrete_fields}
    fields: dict[str, Category] = {}
    for category, listed in categories.items():
        for name in listed.split():
            if name not in names:
                raise ValueError(f"{model._meta.label} has no field {name!r} to classify")
            fields[name] = Category(category)
    for f in model._meta.concrete_fields:
        if f.name not in fields and (f.primary_key or f.is_relation):
            fields[f.name] = Category.TECHNICAL
        elif f.name not in fields and rest is not None:
            fields[f.name] = rest
    for name in labels or {}:
        if fields.get(name, Category.SECRET) in HIDDEN:
            raise ValueError(f"{model._meta.label}.{name} is never shown and needs no label")
    _tables[model._meta.label] = Classified(
        purpose, retention, fields, person, on_erasure, dict(blank or {}), title, dict(labels or {})
    )


def classified(model: type[Model]) -> Classified | None:
    """The table's classification, or None when nobody wrote one."""
    return _tables.get(model._meta.label)


def unclassified_fields(model: type[Model]) -> list[str]:
    """The fields of a table that have no category: an empty list for a table in order.

    A table that only ties two rows together (many to many) needs no classification: all it holds is identifiers.
    """
    found = _tables.get(model._meta.label)
    if found is None:
        tie = model._meta.auto_created
        return [f.name for f in model._meta.concrete_fields if not tie or not (f.primary_key or f.is_relation)]
    return [f.name for f in model._meta.concrete_fields if f.name not in found.fields]


def tables() -> dict[str, Classified]:
    """Every classified table by model label."""
    return dict(_tables)
