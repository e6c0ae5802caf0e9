"""Everybody at once, from several processes on a database of their own: what was promised to one holds for all."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from jalon.activities import actions, acts
from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.structures.models import Centre
from tests import factories
from tests.activities.racing import PROCESSES
from tests.databases import same_database
from tests.factories import ActivityFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(scene: str, processes: int, folder: Path) -> tuple[list[Any], dict[str, Any]]:
    """What each process got when all act at once, and what the database holds afterwards."""
    environment = same_database(folder)
    command = [sys.executable, "-W", "error", "-m", "tests.activities.racing"]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    running = [
        subprocess.Popen([*command, scene, str(number)], env=environment, text=True, **pipes)
        for number in range(processes)
    ]
    for process in running:
        assert process.stdout is not None and process.stdout.readline() == "ready\n", process.communicate()
    answers = []
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        answer, errors = process.communicate(timeout=300)
        assert (process.returncode, errors) == (0, "")
        answers.append(json.loads(answer))
    seen = subprocess.run([*command, "seen", "0"], env=environment, check=True, capture_output=True, text=True)
    return answers, json.loads(seen.stdout)


def acts_of(seen: dict[str, Any], act: str) -> list[int]:
    """The journal's entries of this act."""
    return [entry["pk"] for entry in seen["entries"] if entry["act"] == act]


def test_five_hundred_tries_for_fifty_seats_seat_fifty_and_queue_the_others_once(centre: Centre, tmp_path: Path):
    ActivityFactory(centre=centre, seats=50)
    people = {person.pk for person in PersonFactory.create_batch(400, centre=centre)}

    answers, seen = together("registering", PROCESSES, tmp_path)

    got = sum((Counter(answer) for answer in answers), Counter[str]())
    assert got == {"requested": 50, "waiting": 350, "refused": 100}
    rows = seen["registrations"]
    assert Counter(row["status"] for row in rows) == {"requested": 50, "waiting": 350}
    assert len(rows) == 400 and {row["person_id"] for row in rows} == people
    assert {row["status"] for row in rows[:50]} == {"requested"}

    entries = acts_of(seen, acts.REGISTERED)
    mentions = Counter(entry for entry, _kind, _pk in map(tuple, seen["mentions"]))
    assert len(entries) == 400 and all(mentions[entry] == 3 for entry in entries)
    mentioned = {pk: entry for entry, kind, pk in map(tuple, seen["mentions"]) if kind == "registration"}
    assert mentioned.keys() == {row["pk"] for row in rows}

    told = {message["person_id"]: (message["kind"], message["entry_id"]) for message in seen["messages"]}
    mails = {"requested": "activities.request_received", "waiting": "activities.on_waiting_list"}
    assert len(seen["messages"]) == 400
    assert told == {row["person_id"]: (mails[row["status"]], mentioned[row["pk"]]) for row in rows}


def test_an_offer_accepted_twice_and_cancelled_at_once_goes_to_one_next_person(
    centre: Centre, adviser: Actor, tmp_path: Path
):
    workshops = ActivityFactory.create_batch(12, centre=centre, seats=1)
    next_ones = {workshop.pk: offered_with_a_queue(workshop) for workshop in workshops}

    answers, seen = together("answering", 3, tmp_path)

    assert answers[2] == {"ended": 12}
    assert sum(sum(answer.values()) for answer in answers[:2]) == 24
    live = [row for row in seen["registrations"] if row["status"] != "ended"]
    assert {row["activity_id"]: (row["person_id"], row["status"]) for row in live} == {
        pk: (person, "offered") for pk, person in next_ones.items()
    }
    assert len(live) == 12 and len(acts_of(seen, acts.PLACE_OFFERED)) == 24
    accepted = [entry["object_id"] for entry in seen["entries"] if entry["act"] == acts.OFFER_ACCEPTED]
    assert len(accepted) == len(set(accepted))
    offers = Counter(m["person_id"] for m in seen["messages"] if m["kind"] == "activities.place_offered")
    assert set(offers.values()) == {1}


def offered_with_a_queue(workshop: Activity) -> int:
    """One person has the offer, the next waits; gives the next."""
    first, second, third = PersonFactory.create_batch(3, centre=workshop.centre)
    for person in (first, second, third):
        actions.register(workshop, person, by=factories.actor(person), now=factories.NOON)
    seat = workshop.registrations.get(person=first)
    actions.cancel_registration(seat, by=factories.actor(first), now=factories.NOON)
    return third.pk


def test_confirming_everybody_from_two_screens_confirms_each_once(centre: Centre, adviser: Actor, tmp_path: Path):
    for workshop in ActivityFactory.create_batch(8, centre=centre):
        for person in PersonFactory.create_batch(5, centre=centre):
            actions.register(workshop, person, by=factories.actor(person), now=factories.NOON)

    answers, seen = together("confirming", 2, tmp_path)

    assert sum(answers) == 40
    assert {row["status"] for row in seen["registrations"]} == {"confirmed"}
    assert len(acts_of(seen, acts.CONFIRMED)) == 8
    confirmed = Counter(m["person_id"] for m in seen["messages"] if m["kind"] == "activities.confirmed")
    assert len(confirmed) == 40 and set(confirmed.values()) == {1}


def test_two_devices_on_one_roll_note_each_tick_once_and_the_newest_wins(
    centre: Centre, adviser: Actor, tmp_path: Path
):
    workshop = ActivityFactory(centre=centre, seats=None)
    people = PersonFactory.create_batch(16, centre=centre)
    for person in people:
        actions.register(workshop, person, by=factories.actor(person), now=factories.NOON)

    answers, seen = together("ticking", 2, tmp_path)

    left = {person.pk for person in people if person.pk % 2}
    expected = {person.pk: "excused" if person.pk in left else "present" for person in people}
    assert {row["person_id"]: row["status"] for row in seen["attendances"]} == expected
    assert len(seen["attendances"]) == 16
    assert len(acts_of(seen, acts.MARKED)) == 16 + len(left)
    assert sum(answers) == 2 * 16 + len(left)  # a key that comes again gets the answer it got first
