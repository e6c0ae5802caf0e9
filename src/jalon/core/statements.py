"""Short statements whose SQL is written once: Django makes the same text anew each time, which takes most of their time.

For the few statements that stand in the way of everybody (the lock on an activity, its seats, the journal's rows); all
others are querysets. What comes back is the same: rows of the model, values as Python knows them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.transaction import TransactionManagementError

TOGETHER = 50
"""Rows of one INSERT at most, so that few texts are kept."""


class Given(Expression):
    """A value that each run of a statement brings, by its name: `filter(activity=Given("activity", BigIntegerField()))`."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
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
            raise self._model.DoesNotExist(f"{len(found)} rows of {self._model._meta.label}, not one")
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


def insert[M: Model](rows: Sequence[M], *, once: str = "") -> list[M]:
    """Write new rows, as `bulk_create` does (one statement, no signal), each with its identifier afterwards.

    `once` names a unique column: a row whose value stands there already is left out and keeps no identifier.
    """
    for start in range(0, len(rows), TOGETHER):
        _insert_together(rows[start : start + TOGETHER], once)
    return list(rows)


def _insert_together(rows: Sequence[Model], once: str) -> None:
    model = type(rows[0])
    kept: dict[Any, tuple[str, list[Any]]] = connection.__dict__.setdefault("_jalon_inserts", {})
    key = (model, len(rows), once)
    if key not in kept:
        kept[key] = _written_insert(*key)
    sql, fields = kept[key]
    params: list[Any] = []
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="insert")  # type: ignore[attr-defined]
        params += [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        written = cursor.fetchall()
    if once:
        found = {value: pk for pk, value in written}
        identifiers = [found.get(getattr(row, once)) for row in rows]
    else:
        identifiers = [pk for (pk,) in written]
    for row, pk in zip(rows, identifiers, strict=True):
        if pk is not None:
            row.pk, row._state.adding, row._state.db = pk, False, connection.alias


def _written_insert(model: type[Model], count: int, once: str) -> tuple[str, list[Any]]:
    """The text of an INSERT of so many rows, and the fields whose values fill it."""
    quote, meta = connection.ops.quote_name, model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([row] * count)}"
    returned = [quote(meta.pk.column)]
    if once:
        column = quote(meta.get_field(once).column)  # type: ignore[union-attr]
        sql += f" ON CONFLICT ({column}) DO NOTHING"
        returned.append(column)
    return f"{sql} RETURNING {', '.join(returned)}", fields
