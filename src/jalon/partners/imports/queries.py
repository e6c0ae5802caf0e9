"""Reads about files of contacts; lists start from the policy."""

import json
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from jalon.core.actor import Actor
from jalon.partners.imports import fields
from jalon.partners.imports.actions import columns_of
from jalon.partners.models import Contact, ContactImport, ContactImportRow
from jalon.partners.policies import imports as policy

SHOWN = ("organisation", "city", "contact", "last_name", "first_name", "function", "email")
"""The fields by which people recognise a line."""


def imports_of(actor: Actor) -> QuerySet[ContactImport]:
    """The files brought to the centre."""
    return policy.visible_to(actor).select_related("by")


def rows_of(
    actor: Actor, batch: ContactImport, *, verdict: str = "", text: str = "", remarked: bool = False
) -> QuerySet[ContactImportRow]:
    """The rows of a file, narrowed by verdict, by what their cells contain, or to those with remarks."""
    rows = ContactImportRow.objects.filter(batch__in=policy.visible_to(actor), batch=batch)
    if verdict:
        rows = rows.filter(verdict=verdict)
    if remarked:
        rows = rows.exclude(remarks=[])
    if text:
        escaped = json.dumps(text)[1:-1]  # as the text database keeps it; PostgreSQL shows the letters themselves
        rows = rows.annotate(text=Cast("cells", TextField())).filter(
            Q(text__icontains=text) | Q(text__icontains=escaped)
        )
    return rows


def shown_columns(batch: ContactImport) -> list[tuple[int, str]]:
    """The columns of the file that the table of rows shows: (index, heading)."""
    places = {column.field: (column.index, column.heading) for column in columns_of(batch) if column.field}
    return [places[code] for code in SHOWN if code in places]


def compared(row: ContactImportRow, contact: Contact) -> list[tuple[Any, str, str]]:
    """What the row says beside the contact that it may be: (label, row, contact)."""
    codes = ("last_name", "first_name", "function", "email", "phone")
    sides = [(fields.BY_CODE[code].label, str(row.values.get(code, "")), getattr(contact, code)) for code in codes]
    head = (fields.BY_CODE["organisation"].label, row.values.get("organisation", ""), contact.organisation.name)
    return [side for side in (head, *sides) if side[1] or side[2]]
