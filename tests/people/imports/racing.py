"""An importing process and a writing process on one SQLite file; prints the writer's waits as JSON.

python -m tests.people.imports.racing import ROWS | write SECONDS
"""

import json
import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from jalon.people.models import Person  # noqa: E402
from jalon.structures.models import AcademicYear, Centre  # noqa: E402


def prepare() -> None:
    """The database, a centre and somebody to write about."""
    call_command("migrate", verbosity=0)
    now = datetime(2026, 11, 10, tzinfo=UTC)
    centre = Centre.objects.create(code="fes", name="Fès", created_at=now)
    AcademicYear.objects.create(
        centre=centre, starts_on=date(2026, 9, 1), second_semester_on=date(2027, 2, 1), ends_on=date(2027, 8, 31)
    )
    Person.objects.create(centre=centre, last_name="Mansouri", name_key="mansouri", created_at=now)


def bring(rows: int) -> None:
    """Import a file of so many people."""
    folder = Path(os.environ["JALON_DATA_DIR"])
    lines = [f"N{n:09};Tazi{n};Rim;03/07/2001;r{n}@e.ma" for n in range(rows)]
    path = folder / "liste.csv"
    path.write_text("\n".join(["CNE;Nom;Prénom;Né(e) le;Mail", *lines]), encoding="utf-8")
    call_command("import_people", str(path), centre="fes", json=True, year="2026-2027")


def write(over: Path) -> None:
    """Write small things until the file `over` appears, and print how long each had to wait."""
    waits = []
    while not over.exists():
        began = time.monotonic()
        with transaction.atomic():
            Person.objects.filter(last_name="Mansouri").update(card_checked_at=timezone.now())
        waits.append(time.monotonic() - began)
        time.sleep(0.02)
    connection.close()
    print(json.dumps(waits))  # noqa: T201


if __name__ == "__main__":
    {"prepare": prepare, "import": lambda: bring(int(sys.argv[2])), "write": lambda: write(Path(sys.argv[2]))}[
        sys.argv[1]
    ]()
