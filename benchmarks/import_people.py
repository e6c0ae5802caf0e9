"""Importing a file of students beside the bare `bulk_create` of the same rows into the same tables.

    python -m benchmarks.import_people [--rows 100000] [--rounds 1]

Each part runs in a process of its own, so that its memory is its own, on one database: (1) as many people as the file
has rows are saved by `bulk_create`, with their studies: this is the measure, and the people to match against; (2) the
file of as many others is read, checked, matched and saved; (3) the same file comes again. Ratios are of CPU time,
which a busy machine disturbs less than the clock. Floors: 0.3 of the measure's speed for the first import, 0.8 for the
second, and at most 400 MB of memory.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks._measure import Elsewhere, Result, report

FIRST, AGAIN, MEMORY = 0.3, 0.8, 400
_NOW = datetime(2026, 11, 10, tzinfo=UTC)
_HEADINGS = [
    "N° Apogée",
    "CNE / Massar",
    "Nom",
    "Prénom",
    "الاسم العائلي",
    "الاسم الشخصي",
    "Né(e) le",
    "Sexe",
    "Filière",
    "Niveau",
    "Établissement",
    "Tél.",
    "E-mail institutionnel",
    "E-mail perso",
]
_LAST = [
    "El Amrani",
    "BENNIS",
    "N’Diaye",
    "Aït-Ouakrim",
    "FERNÁNDEZ",
    "Chraïbi",
    "d'Almeida",
    "TAZI",
    "Alaoui M’Daghri",
]
_FIRST = ["Rim", "Anas", "Hélène", "Fatima-Zahra", "Mohamed", "Nour El Houda", "Océane", "Zakaria"]
_FIELDS = ["Droit privé", "Biologie", "Génie civil", "Sciences économiques"]
_LEVELS = ["L3", "M1", "M2", "Doctorat"]
_PLACES = ["FSJES", "EST", "Faculté des sciences"]


def _student(number: int, letter: str) -> dict[str, Any]:
    """A person as the file writes them; the letter begins their national code."""
    last, first = _LAST[number % 9], _FIRST[number // 9 % 8]
    born = date(1995, 1, 1) + timedelta(days=number * 7919 % 4_001)
    stem = f"{first}.{last}{number}{letter}".lower().replace(" ", "").replace("’", "").replace("'", "")
    address = stem.encode("ascii", "ignore").decode()
    return {
        "number": f"{2 if letter == 'N' else 3}{number:07}", "code": f"{letter}{number:09}", "last": last,
        "first": first, "last_ar": "العمراني", "first_ar": "مريم", "born": born,
        "sex": "F" if number % 2 else "Masculin",
        "field": _FIELDS[number % 4], "level": _LEVELS[number % 4], "place": _PLACES[number % 3],
        "phone": f"06.{number % 10000:04}.{number * 7 % 10000:04}", "mail": f"{address}@etu.example.ma",
        "own": f"{address}@mail.example",
    }  # fmt: skip


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")
    import django

    django.setup()


def prepare(rows: int, folder: Path) -> None:
    """The database with its centre, and the file."""
    import xlsxwriter

    _django()
    from django.core.management import call_command

    from jalon.structures.models import AcademicYear, Centre

    call_command("migrate", verbosity=0)
    centre = Centre.objects.create(code="essai", name="Essai", created_at=_NOW)
    AcademicYear.objects.create(
        centre=centre, starts_on=date(2026, 9, 1), second_semester_on=date(2027, 2, 1), ends_on=date(2027, 8, 31)
    )
    book = xlsxwriter.Workbook(str(folder / "liste.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet("Inscrits 26-27")
    sheet.write_row(0, 0, _HEADINGS)
    for number in range(rows):
        s = _student(number, "N")
        written = s["born"].strftime("%d/%m/%Y")
        sheet.write_row(
            number + 1, 0,
            [int(s["number"]), s["code"], s["last"], s["first"], s["last_ar"], s["first_ar"], written, s["sex"],
             s["field"], s["level"], s["place"], s["phone"], s["mail"], s["own"]],
        )  # fmt: skip
    book.close()


def bare(rows: int, folder: Path) -> None:
    """As many people and studies by `bulk_create`, 2,000 at a time; their values are ready-made."""
    from django.db import transaction

    from jalon.core import names
    from jalon.people.models import Person, Studies
    from jalon.structures.actions import establishment_named, reference_named
    from jalon.structures.models import AcademicYear, Centre

    centre, year = Centre.objects.get(), AcademicYear.objects.get()
    fields = {name: reference_named(centre, "field", name) for name in _FIELDS}
    levels = {name: reference_named(centre, "level", name) for name in _LEVELS}
    places = {name: establishment_named(centre, name) for name in _PLACES}
    for start in range(0, rows, 2_000):
        students = [_student(number, "J") for number in range(start, min(start + 2_000, rows))]
        with transaction.atomic():
            people = Person.objects.bulk_create(
                Person(
                    centre=centre, last_name=s["last"], first_name=s["first"], last_name_ar=s["last_ar"],
                    first_name_ar=s["first_ar"], name_key=names.key(f"{s['last']} {s['first']}"),
                    name_key_ar=names.key(f"{s['last_ar']} {s['first_ar']}"),
                    identity_key=names.identity(s["last"], s["first"]),
                    dated_identity=names.dated_identity(s["last"], s["first"], s["born"]), born_on=s["born"], sex="f",
                    national_code=s["code"], student_number=s["number"], phone=s["phone"],
                    institutional_email=s["mail"], personal_email=s["own"], created_at=_NOW,
                )
                for s in students
            )  # fmt: skip
            Studies.objects.bulk_create(
                Studies(
                    centre=centre, person=person, year=year, field=fields[s["field"]], level=levels[s["level"]],
                    establishment=places[s["place"]], from_file=True,
                )
                for person, s in zip(people, students, strict=True)
            )  # fmt: skip


def bring(rows: int, folder: Path) -> None:
    """The file, as the command line imports it."""
    from io import StringIO

    from django.core.management import call_command

    from jalon.people.models import ImportBatch

    out = StringIO()
    call_command("import_people", str(folder / "liste.xlsx"), centre="essai", json=True, stdout=out)
    result = json.loads(out.getvalue())
    expected = "created" if ImportBatch.objects.count() == 1 else "unchanged"
    if result[expected] != rows:
        raise SystemExit(f"{expected}: {result[expected]} of {rows}, {result['refused'][:3]}")


def _environment(folder: Path) -> dict[str, str]:
    """The parts share the folder, and keep what Python compiled, as an installation does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "JALON_DATA_DIR": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "pyc")}


def _part(name: str, rows: int, folder: Path) -> dict[str, float]:
    """One part in its own process: CPU seconds, seconds, and its highest memory in MB."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.import_people",
        "--rows",
        str(rows),
        "--part",
        name,
        "--folder",
        str(folder),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=_environment(folder))
    return json.loads(done.stdout.splitlines()[-1])


def _run_part(work: Callable[[int, Path], None], rows: int, folder: Path) -> None:
    _django()
    cpu, clock = time.process_time(), time.monotonic()
    work(rows, folder)
    took = {"cpu": time.process_time() - cpu, "clock": time.monotonic() - clock}
    print(json.dumps({**took, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def main() -> int:
    """Every round with its own database and file, the best CPU time of each part counts; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--part", choices=["prepare", "bare", "bring"])
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.part:
        _run_part({"prepare": prepare, "bare": bare, "bring": bring}[options.part], options.rows, options.folder)
        return 0
    rounds = [_round(options.rows) for _number in range(options.rounds)]
    measure, first, again = (min(part["cpu"] for part in parts) for parts in zip(*rounds, strict=True))
    status = report(
        [
            Result(Elsewhere("first import", 1 / FIRST, options.rows), first, measure),
            Result(Elsewhere("same file again", 1 / AGAIN, options.rows), again, measure),
        ]
    )
    memory = max(part["memory"] for parts in rounds for part in parts[1:])
    print(f"memory {memory:.0f} MB, at most {MEMORY}{'' if memory <= MEMORY else '  NOT MET'}")
    print("by the clock:", ", ".join(f"{part['clock']:.0f} s" for part in rounds[-1]), "(bulk_create, first, again)")
    return status if memory <= MEMORY else 1


def _round(rows: int) -> list[dict[str, float]]:
    """What the measure, the first import and the same file again took, one after the other on one database."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as name:
        folder = Path(name)
        _part("prepare", rows, folder)
        return [_part(part, rows, folder) for part in ("bare", "bring", "bring")]


if __name__ == "__main__":
    raise SystemExit(main())
