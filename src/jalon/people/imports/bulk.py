"""Updating many rows with a different value each, as one prepared statement, far quicker than `bulk_update`."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def update_each(model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Set `fields` of the rows whose primary key ends each tuple: `[(value, value, pk), …]`."""
    if not rows:
        return
    by_name = {field.name: field for field in model._meta.concrete_fields}
    columns = [by_name[name] for name in fields]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(column.column))} = %s" for column in columns)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote('id')} = %s"  # noqa: S608  (names of our tables)
    prepared = [
        (*(column.get_db_prep_save(value, connection) for column, value in zip(columns, row, strict=False)), row[-1])
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, prepared)
