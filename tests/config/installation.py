"""An installation in a folder of its own, driven by its command line in another process."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """What ``./jalon`` does on one data folder."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str | Path, fails: bool = False) -> str:
        """Run one command; gives what it printed, and checks how it ended."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JALON_", "DJANGO_"))}
        done = subprocess.run(
            [sys.executable, "-m", "jalon", *map(str, arguments), "--data-dir", str(self.folder)],
            env=kept | {"PYTHONPATH": str(ROOT / "src")} | self.variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, said
        assert "Traceback" not in said, said
        return said

    def sql(self, statement: str) -> str | None:
        """One statement on the database, without Jalon; gives the first value of the answer."""
        if url := self.variables.get("JALON_DATABASE_URL"):
            with psycopg.connect(url, autocommit=True) as server:
                cursor = server.execute(statement)
                return str(cursor.fetchone()[0]) if cursor.description else None
        with closing(sqlite3.connect(self.folder / "jalon.sqlite3", autocommit=True)) as database:
            row = database.execute(statement).fetchone()
            return str(row[0]) if row else None

    def keep(self, content: bytes) -> Path:
        """Store bytes where the files are stored."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.folder / "files" / digest[:2] / digest[2:4] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def state(self) -> dict[str, str]:
        """What a restore must not change by halves: stored files and key, by their content."""
        paths = [*self.folder.glob("files/*/*/*"), *self.folder.glob("secret-key")]
        return {str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
