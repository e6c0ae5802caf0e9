"""Database triggers that make the journal append-only, on both databases."""

from django.db.backends.base.base import BaseDatabaseWrapper

SEALED = {
    "journal_entry": ("UPDATE", "DELETE"),
    "journal_mention": ("UPDATE", "DELETE"),
    "journal_difference": ("UPDATE",),
}
"""Table and the statements refused on it; differences may be deleted, by erasure only."""

MESSAGE = "the journal is append-only"


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"


def install(connection: BaseDatabaseWrapper) -> None:
    """Seal the journal's tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for table, verbs in SEALED.items():
            for verb in verbs:
                if connection.vendor == "postgresql":
                    action = "FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
                else:
                    action = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                cursor.execute(f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} {action}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Break the seal: only to reverse the migration, or to empty a test database."""
    with connection.cursor() as cursor:
        for table, verbs in SEALED.items():
            for verb in verbs:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on}")
