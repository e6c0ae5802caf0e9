"""The index by which people are found among a hundred thousand: groups of three letters, kept by the database itself.

SQLite: an FTS5 table filled by triggers. PostgreSQL: a trigram index on the same words. Both hold the names in either
script, their shortened forms (`core.spelling`), the codes and the phone. Whatever writes people, an import of ten
thousand rows or an erasure, the index follows. Migrations that rebuild the table lose SQLite's triggers, so the index
is looked after when they are over.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

TABLE = "people_search"
TRIGGERS = ("people_search_added", "people_search_changed", "people_search_removed")
COLUMNS = ("name_key", "name_key_ar", "spellings", "national_code", "student_number", "phone")
GRAM = 3


def _words(row: str = "") -> str:
    lowered = {"national_code", "student_number"}
    parts = [f"lower({row}{name})" if name in lowered else f"{row}{name}" for name in COLUMNS]
    return " || ' ' || ".join(parts)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index where it is missing, filled with everybody who is there; nothing when it stands."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {TABLE} ON people_person USING gin (({_words()}) gin_trgm_ops)")
            return
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'people_search_%%'", [])
        if cursor.fetchone()[0] == len(TRIGGERS):
            return
        cursor.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(words, tokenize = 'trigram')")
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - constants only, here and below
        cursor.execute(f"INSERT INTO {TABLE} (rowid, words) SELECT id, {_words()} FROM people_person")  # noqa: S608
        added, changed, removed = TRIGGERS
        cursor.execute(
            f"CREATE TRIGGER {added} AFTER INSERT ON people_person BEGIN "  # noqa: S608
            f"INSERT INTO {TABLE} (rowid, words) VALUES (new.id, {_words('new.')}); END"
        )
        cursor.execute(
            f"CREATE TRIGGER {changed} AFTER UPDATE OF {', '.join(COLUMNS)} ON people_person BEGIN "  # noqa: S608
            f"UPDATE {TABLE} SET words = {_words('new.')} WHERE rowid = new.id; END"
        )
        cursor.execute(
            f"CREATE TRIGGER {removed} AFTER DELETE ON people_person BEGIN "  # noqa: S608
            f"DELETE FROM {TABLE} WHERE rowid = old.id; END"
        )


def look_after(using: str, **_kwargs: Any) -> None:
    """Called when migrations are over: people's table may have been made again."""
    if connections[using].vendor in {"sqlite", "postgresql"}:
        install(connections[using])


def _holding(connection: BaseDatabaseWrapper, wanted: Sequence[Sequence[str]]) -> tuple[str, list[str]]:
    """The condition that one piece of each group is held, and its values."""
    if connection.vendor == "postgresql":
        groups = [f"({' OR '.join([f'({_words()}) LIKE %s'] * len(group))})" for group in wanted]
        return " AND ".join(groups), [f"%{_literal(piece)}%" for group in wanted for piece in group]
    asked = " AND ".join(f"({' OR '.join(_quoted(piece) for piece in group)})" for group in wanted)
    return f"{TABLE} MATCH %s", [asked]


def everybody(connection: BaseDatabaseWrapper, wanted: Sequence[Sequence[str]]) -> RawSQL:
    """The identifiers of all whose words hold one piece of each group; each piece has three characters at least."""
    held, values = _holding(connection, wanted)
    table, column = ("people_person", "id") if connection.vendor == "postgresql" else (TABLE, "rowid")
    return RawSQL(f"SELECT {column} FROM {table} WHERE {held}", values)  # noqa: S608, S611 - values are passed apart


def _literal(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def candidates(
    connection: BaseDatabaseWrapper, centre_id: int, wanted: Sequence[Sequence[str]], limit: int
) -> list[int]:
    """Identifiers of people of the centre, who hold one piece of each group; so many of them at most."""
    held, values = _holding(connection, wanted)
    table = "people_person"
    if connection.vendor != "postgresql":  # from the index to the table, so that it stops at the limit
        table = f"{TABLE} CROSS JOIN people_person ON people_person.id = {TABLE}.rowid"
    query = (
        f"SELECT people_person.id FROM {table} WHERE {held} AND people_person.centre_id = %s "  # noqa: S608
        "AND people_person.merged_into_id IS NULL AND people_person.erased_at IS NULL LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, centre_id, limit])
        return [row[0] for row in cursor.fetchall()]
