"""What the processes of `test_workers` run."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jalon.core.actor import system
from jalon.messaging import actions, delivery, kinds
from jalon.people.models import Person
from jalon.structures.models import Centre
from tests.messaging.conftest import KINDS, NOON, make_person


class File:
    """A mail server that writes down whom it accepted mail for."""

    def open(self):
        self.file = os.open(Path(settings.JALON_DATA_DIR) / "accepted", os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def close(self):
        os.close(self.file)

    def send_messages(self, emails):
        both("sending")  # each holds a message before either goes on: one worker alone would prove nothing
        for email in emails:
            os.write(self.file, f"{os.getpid()} {email.to[0]}\n".encode())


def both(sign):
    """Wait until both processes gave this sign."""
    folder = Path(settings.JALON_DATA_DIR)
    (folder / f"{sign}-{os.getpid()}").touch()
    while len(list(folder.glob(f"{sign}-*"))) < 2:
        time.sleep(0.01)


def write(count):
    """Messages to so many people."""
    kinds.register(*KINDS.values())
    centre = Centre.objects.create(code="test", name="Centre", created_at=NOON)
    people = [make_person(centre, f"P{number}") for number in range(count)]
    with transaction.atomic():
        actions.send_all("workshop.confirmed", people, by=system(centre.pk), now=NOON, key="1", subject="x", text="x")
    assert Person.objects.count() == count


def work():
    """One worker: turns until nothing may leave any more, started together with the other's."""
    both("ready")
    kinds.register(*KINDS.values())
    while not delivery.deliver(now=NOON + timedelta(minutes=1), most=5, transport=File).is_over:
        time.sleep(0.005)
