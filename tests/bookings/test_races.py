"""Several processes book the same room at the same moment: exactly one gets each slot."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jalon.bookings.models import Busy
from jalon.structures.models import Centre
from tests import factories
from tests.bookings.racing import SLOTS
from tests.databases import same_database
from tests.factories import ActivityTypeFactory, PersonFactory, RoomFactory

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES = 3


def booked(folder: Path) -> list[tuple[str, int]]:
    """The room's slots that are taken, and how often, in the database of the processes."""
    sql = "select day, starts_clock, count(*) from bookings_busy where room_id is not null group by day, starts_clock"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return [(f"{day} {clock}", count) for day, clock, count in cursor.fetchall()]
    with sqlite3.connect(folder / "jalon.sqlite3") as file:
        found = [(f"{day} {clock}", count) for day, clock, count in file.execute(sql)]
    file.close()
    return found


def test_processes_that_book_one_room_at_once_get_each_slot_once_in_all(centre: Centre, tmp_path: Path):
    factories.adviser_of(centre)
    RoomFactory(centre=centre)
    ActivityTypeFactory(centre=centre)
    PersonFactory.create_batch(PROCESSES, centre=centre)
    environment = same_database(tmp_path)
    command = [sys.executable, "-W", "error", "-m", "tests.bookings.racing"]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    running = [
        subprocess.Popen([*command, str(number)], env=environment, text=True, **pipes) for number in range(PROCESSES)
    ]
    for process in running:
        assert process.stdout is not None and process.stdout.readline() == "ready\n", process.communicate()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    got = []
    for process in running:
        answer, errors = process.communicate(timeout=300)
        assert (process.returncode, errors) == (0, "")
        got.append(int(answer))

    taken = booked(tmp_path)
    assert sum(got) == SLOTS
    assert len(taken) == SLOTS and {count for _slot, count in taken} == {1}
    assert Busy.objects.count() in (0, 2 * SLOTS)  # a copy in a file leaves this test's own database as it was
