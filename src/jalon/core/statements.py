"""Short statements whose SQL is written once: Django makes the same text anew each time, most of what they cost.

For the few that stand in everybody's way (the lock on an activity, its seats, the journal's rows); all others are
querysets. What comes back is the same: rows of the model, values as Python knows them. See docs/decisions/0008.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import BigIntegerField, Expression, Field, Model, QuerySet
from django.db.transaction import TransactionManagementError

TOGETHER = 500
"""Rows of one INSERT at most: databases bound the number of values in a statement."""


class Given(Expression):
    """A value that each run of a statement brings, an identifier unless a field is named: `Given("activity")`."""

    def __init__(self, name: str, field: Field | None = None) -> None:
        super().__init__(output_field=field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """A place in the text; the statement fills it."""
        return "%s", (self,)


@dataclass(frozen=True)
class _Written:
    """The text of a statement on one connection, and how its answers become values."""

    sql: str
    params: tuple[Any, ...]
    columns: int
    converters: tuple[tuple[int, Sequence[Callable[[Any, Any, Any], Any]], Any], ...]
    names: tuple[str, ...]
    is_lock: bool


class Statement[M: Model]:
    """A queryset with places for values (`Given`), made into SQL at its first run on each connection.

    The queryset reads one model, whole or by `values_list`, without `select_related`; the values of a list (`__in`)
    cannot be given, since their number is part of the text.
    """

    def __init__(self, build: Callable[[], QuerySet[M, Any]]) -> None:
        self._build = build

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """What the database answers, as `values_list` gives it."""
        return [tuple(row) for row in self._answer(self._written(), values)]

    def objects(self, **values: Any) -> list[M]:
        """The rows of the model."""
        written, model = self._written(), self._model
        return [model.from_db(connection.alias, written.names, row) for row in self._answer(written, values)]

    def get(self, **values: Any) -> M:
        """The one row; the model's DoesNotExist when there is none."""
        found = self.objects(**values)
        if len(found) != 1:
            missing: type[ObjectDoesNotExist] = self._model.DoesNotExist  # type: ignore[attr-defined]
            raise missing(f"{len(found)} rows of {self._model._meta.label}, not one")
        return found[0]

    @property
    def _model(self) -> type[M]:
        return self._kept()[1]

    def _kept(self) -> tuple[_Written, type[M]]:
        """What this connection keeps; the converters belong to it, so that nothing is shared between threads."""
        kept: dict[Statement[Any], tuple[_Written, Any]] = connection.__dict__.setdefault("_jalon_statements", {})
        if self not in kept:
            queryset = self._build()
            kept[self] = _write(queryset), queryset.model
        return kept[self]

    def _written(self) -> _Written:
        return self._kept()[0]

    def _answer(self, written: _Written, values: dict[str, Any]) -> Iterable[list[Any]]:
        if written.is_lock and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked in a transaction only")
        params = [_filled(param, values) if isinstance(param, Given) else param for param in written.params]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            found = cursor.fetchall()
        for answer in found:
            row = list(answer[: written.columns])
            for place, converters, expression in written.converters:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
            yield row


def _filled(given: Given, values: dict[str, Any]) -> Any:
    return given.output_field.get_db_prep_value(values[given.name], connection)


def _write(queryset: QuerySet[Any, Any]) -> _Written:
    compiler: Any = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    selected = [expression for expression, _sql, _alias in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(selected)
    return _Written(
        sql,
        tuple(params),
        compiler.col_count,
        tuple((place, functions, expression) for place, (functions, expression) in converters.items()),
        tuple(expression.target.attname for expression in selected if hasattr(expression, "target")),
        queryset.query.select_for_update,
    )


@dataclass(frozen=True)
class _Insert:
    """The text of an INSERT around its rows, and the fields that fill a row."""

    start: str
    row: str
    end: str
    fields: tuple[Any, ...]


def insert[M: Model](rows: Sequence[M], *, once: str = "") -> list[M]:
    """Write new rows, as `bulk_create` does (together, no signal), each with its identifier afterwards.

    `once` names a unique column: a row whose value stands there already is left out and keeps no identifier.
    """
    for start in range(0, len(rows), TOGETHER):
        _insert_together(rows[start : start + TOGETHER], once)
    return list(rows)


def _insert_together(rows: Sequence[Model], once: str) -> None:
    kept: dict[Any, _Insert] = connection.__dict__.setdefault("_jalon_inserts", {})
    key = (type(rows[0]), once)
    if key not in kept:
        kept[key] = _write_insert(*key)
    text = kept[key]
    params: list[Any] = []
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="insert")  # type: ignore[attr-defined]
        params += [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in text.fields]
    with connection.cursor() as cursor:
        cursor.execute(text.start + ", ".join([text.row] * len(rows)) + text.end, params)
        written = cursor.fetchall()
    if once:
        found = {value: pk for pk, value in written}
        identifiers = [found.get(getattr(row, once)) for row in rows]
    else:
        identifiers = [pk for (pk,) in written]
    for row, pk in zip(rows, identifiers, strict=True):
        if pk is not None:
            row.pk, row._state.adding, row._state.db = pk, False, connection.alias


def _write_insert(model: type[Model], once: str) -> _Insert:
    meta, quote = model._meta, connection.ops.quote_name
    column = {field.name: quote(str(field.column)) for field in meta.concrete_fields}
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(column[field.name] for field in fields)
    start = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES "  # noqa: S608 (names of the schema, no value)
    end = f" RETURNING {column[str(meta.pk.name)]}"
    if once:
        end = f" ON CONFLICT ({column[once]}) DO NOTHING{end}, {column[once]}"
    return _Insert(start, f"({', '.join(['%s'] * len(fields))})", end, tuple(fields))
