"""Writing many rows by one prepared statement: far quicker than model objects, for rows that nothing else needs."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def insert_each(model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert these rows, whose values are in the order of `fields`; the other fields get their default."""
    if not rows:
        return
    columns = _columns(model, fields)
    others = [c for c in model._meta.concrete_fields if not c.primary_key and c not in columns and not c.null]
    defaults = _prepared(others, [column.get_default() for column in others])
    quote = connection.ops.quote_name
    listed = ", ".join(quote(str(column.column)) for column in (*columns, *others))
    places = ", ".join(["%s"] * (len(columns) + len(others)))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({listed}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[*_prepared(columns, row), *defaults] for row in rows])


def _columns(model: type[models.Model], fields: Sequence[str]) -> list[models.Field]:
    by_name = {field.name: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in fields]


def _prepared(columns: Sequence[models.Field], row: Sequence[Any]) -> list[Any]:
    """The values as the database takes them; only dates and JSON need to be changed."""
    return [
        value if value is None or type(value) in _AS_THEY_ARE else column.get_db_prep_save(value, connection)
        for column, value in zip(columns, row, strict=False)
    ]


_AS_THEY_ARE = frozenset({str, int})


def update_each(model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Set `fields` of the rows whose primary key ends each tuple: `[(value, value, pk), …]`."""
    if not rows:
        return
    columns = _columns(model, fields)
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(column.column))} = %s" for column in columns)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote('id')} = %s"  # noqa: S608  (names of our tables)
    prepared = [(*_prepared(columns, row), row[-1]) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(sql, prepared)
