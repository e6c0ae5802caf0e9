"""Whether two backups hold the same files and the same rows: ``same_archives.py FIRST SECOND``."""

import sqlite3
import sys
import tarfile
import tempfile
from pathlib import Path


def content(archive: str, folder: str) -> tuple[set[str], dict[str, list[tuple[object, ...]]]]:
    """The members of an archive, and the rows of each table."""
    with tarfile.open(archive) as members:
        members.extractall(folder, filter="data")
        names = set(members.getnames())
    database = sqlite3.connect(Path(folder) / "database.sqlite3")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {table: sorted(database.execute(f'SELECT * FROM "{table}"'), key=repr) for table in tables}
    database.close()
    return names, rows


def main(first: str, second: str) -> int:
    """Compare, and name the first difference."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        names, rows = content(first, one)
        other_names, other_rows = content(second, other)
    if names != other_names:
        print(f"members differ: {sorted(names ^ other_names)[:5]}")
        return 1
    different = [table for table in rows.keys() | other_rows.keys() if rows.get(table) != other_rows.get(table)]
    if different:
        print(f"tables differ: {sorted(different)}")
        return 1
    print(f"the same: {len(names)} members, {len(rows)} tables, {sum(map(len, rows.values()))} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
