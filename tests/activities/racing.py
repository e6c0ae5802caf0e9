"""Clients that act at once on a real database: `python -m tests.activities.racing SCENE NUMBER` is one process of them.

Each process says `ready`, waits for a line so that all of them start together, acts from eight threads or from one, and
prints what it got as JSON.
"""

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

PROCESSES, THREADS = 4, 8


def registering(number: int) -> Any:
    """Eight clients of a process share its part of 500 tries: 400 people, the first hundred of them twice."""
    workshop, people = Activity.objects.get(), people_of_the_queue()
    tries = [person for place, person in enumerate(people) if place % PROCESSES == number]
    tries += [person for place, person in enumerate(people[:100]) if (place + 1) % PROCESSES == number]

    def work(share: Iterable[Any]) -> Counter[str]:
        got: Counter[str] = Counter()
        for person in share:
            try:
                got[actions.register(workshop, person, by=factories.actor(person), now=factories.NOON).status] += 1
            except Refused:
                got["refused"] += 1
        return got

    return dict(sum(from_threads(work, tries), Counter()))


def answering(number: int) -> Any:
    """One process accepts the offers, another accepts them too, a third cancels them for the person."""
    person_does, got = number != 2, Counter()
    staff = adviser()
    for workshop in Activity.objects.order_by("pk"):
        row = workshop.registrations.select_related("person").order_by("pk")[1]  # the offer, whatever became of it
        by = factories.actor(row.person) if person_does else staff
        act = actions.accept_offer if person_does else actions.cancel_registration
        try:
            got[act(row, by=by, now=factories.NOON).status] += 1
        except Refused:
            got["refused"] += 1
    return dict(got)


def confirming(number: int) -> Any:
    """Every process presses *Confirmer* on every workshop."""
    staff = adviser()
    workshops = Activity.objects.order_by("pk")
    return sum(actions.confirm_registrations(workshop, by=staff, now=factories.NOON) for workshop in workshops)


def ticking(number: int) -> Any:
    """Two devices send the same ticks twice each; the second device also notes, a minute later, that some left."""
    workshop, staff = Activity.objects.get(), adviser()
    at = workshop.starts_at + timedelta(minutes=10)
    changed = 0
    for person in people_of_the_queue():
        own, shared = f"device-{number}-{person.pk}", f"shared-{person.pk}"
        for key in (own, own, shared):
            changed += mark(workshop, person, "present", staff, at, key)
        if number == 1 and person.pk % 2:
            changed += mark(workshop, person, "excused", staff, at + timedelta(minutes=1), f"{own}-left")
    return changed


def mark(workshop: Any, person: Any, status: str, by: Any, at: Any, key: str) -> int:
    """One tick of a device."""
    now = workshop.starts_at + timedelta(hours=1)
    return actions.mark(workshop, [person], status, by=by, now=now, at=at, key=key)


def people_of_the_queue() -> list[Any]:
    """Those who try, in a fixed order."""
    return list(Person.objects.filter(last_name__startswith="Alaoui", led_activities=None).order_by("pk"))


def adviser() -> Any:
    """The member of the team who acts."""
    return factories.actor(Person.objects.get(last_name="Tahiri"), *factories.ADVISER_RIGHTS)


def from_threads(work: Callable[[list[Any]], Any], items: list[Any]) -> list[Any]:
    """What each of the threads made of its share; they start together."""
    answers: list[Any] = [None] * THREADS
    line = threading.Barrier(THREADS)

    def run(place: int) -> None:
        line.wait()
        try:
            answers[place] = work(items[place::THREADS])
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers


def seen() -> dict[str, Any]:
    """What the database holds afterwards."""
    return {
        "registrations": list(
            Registration.objects.order_by("pk").values("pk", "activity_id", "person_id", "status", "ending")
        ),
        "entries": list(Entry.objects.order_by("pk").values("pk", "act", "object_id")),
        "mentions": list(Mention.objects.order_by("pk").values_list("entry_id", "kind", "object_id")),
        "messages": list(Message.objects.order_by("pk").values("kind", "person_id", "entry_id", "state")),
        "attendances": list(Attendance.objects.order_by("pk").values("person_id", "status")),
    }


def say(line: str) -> None:
    """One line for whoever started this process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()

    from django.db import connection

    from jalon.activities import actions
    from jalon.activities.models import Activity, Attendance, Registration
    from jalon.core.refusals import Refused
    from jalon.journal.models import Entry, Mention
    from jalon.messaging.models import Message
    from jalon.people.models import Person
    from tests import factories

    scene, place = sys.argv[1], int(sys.argv[2])
    if scene == "seen":
        say(json.dumps(seen()))
    else:
        say("ready")
        sys.stdin.readline()
        say(json.dumps(globals()[scene](place)))
