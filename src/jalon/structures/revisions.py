"""What a centre settles once (roles, kinds, places, lists) is read once per revision, then kept in memory.

Each centre carries a random `revision`. Triggers of the database give it a new one in the same transaction whenever a
row that it follows changes, whoever changes it and however (form, kit, import, raw SQL). Every request reads its centre
anyway: a revision already met says that what was read under it still holds, in all processes alike. A revision that
was rolled back never comes again, so nothing read during a transaction that failed is ever believed.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from jalon.structures.models import Centre

MOST = 2_000
"""How much is kept at once, all centres together; the least lately used goes first."""

FRESH = {
    "sqlite": "abs(random() % 9007199254740991)",
    "postgresql": "floor(random() * 9007199254740991)::bigint",
}
"""A number that no revision had before, for all that matters."""


@dataclass(frozen=True)
class Followed:
    """A table whose rows belong to what a centre settles. `centres` is the SQL condition that finds the centre of `row`
    (NEW or OLD), `columns` those whose change counts (all, when empty)."""

    model: type[models.Model]
    centres: str = "id = {row}.centre_id"
    columns: Sequence[str] = ()


_followed: dict[str, Followed] = {}


def follow(model: type[models.Model], *, centres: str = "id = {row}.centre_id", columns: Sequence[str] = ()) -> None:
    """Let a change of this model's rows give their centre a new revision; called in `ready()`."""
    _followed[model._meta.db_table] = Followed(model, centres, columns)


def followed() -> frozenset[str]:
    """The tables that can be kept."""
    return frozenset(_followed)


def watch(using: BaseDatabaseWrapper = connection) -> None:
    """Set the triggers that are missing: SQLite forgets those of a table that a migration rebuilds."""
    with using.cursor() as cursor:
        if using.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
        tables = set(using.introspection.table_names(cursor))
        for table, rule in _followed.items():
            for verb in ("insert", "update", "delete") if table in tables else ():
                name = f"{table}_revise_{verb}"
                if name not in there:
                    for statement in _statements(name, table, verb, rule, using.vendor):
                        cursor.execute(statement)


def _statements(name: str, table: str, verb: str, rule: Followed, vendor: str) -> list[str]:
    centres = rule.centres.format(row="OLD" if verb == "delete" else "NEW")
    change = f"UPDATE structures_centre SET revision = {FRESH[vendor]} WHERE {centres}"  # noqa: S608 - names of ours
    columns = f" OF {', '.join(rule.columns)}" if verb == "update" and rule.columns else ""
    when = f"AFTER {verb.upper()}{columns} ON {table} FOR EACH ROW"
    if vendor == "postgresql":
        body = f"BEGIN {change}; RETURN NULL; END"
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
        ]
    return [f"CREATE TRIGGER {name} {when} BEGIN {change}; END"]


FRESHLY_READ = "_was_freshly_read"


def freshly_read(centre: Centre) -> None:
    """Say that this row was read for a GET, which changes nothing: its revision holds until the answer."""
    setattr(centre, FRESHLY_READ, True)


def _revision_of(centre_id: int) -> int | None:
    return Centre.objects.filter(pk=centre_id).values_list("revision", flat=True).first()


_memory: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
_lock = Lock()

readers: dict[str, "Kept[Any]"] = {}
"""Whatever is kept, by its code."""


@dataclass(frozen=True)
class Kept[T]:
    """Something read from followed tables alone, and never changed by whoever gets it. `load` reads it for a centre's
    identifier; `also` tells several of the same centre apart (a day, a language)."""

    code: str
    load: Callable[..., T]

    def __post_init__(self) -> None:
        readers[self.code] = self

    def of(self, centre: Centre, *also: Hashable) -> T:
        """This, as the centre stands now: one small query for its revision, none when its row was just read."""
        revision = centre.revision if getattr(centre, FRESHLY_READ, False) else _revision_of(centre.pk)
        key = (self.code, centre.pk, revision, *also)
        with _lock:
            if key in _memory:
                _memory.move_to_end(key)
                found: T = _memory[key]
                return found
        read = self.load(centre.pk, *also)
        with _lock:
            _memory[key] = read
            while len(_memory) > MOST:
                _memory.popitem(last=False)
        return read
