"""Processes that book at once: `python -m tests.bookings.racing NUMBER` is one of them.

Each says `ready`, waits for a line so that all start together, books every slot of one room, and prints how many it
got.
"""

import sys
from datetime import date, time, timedelta

SLOTS = 40

if __name__ == "__main__":
    import django

    django.setup()

    from jalon.activities.actions import create_activity
    from jalon.activities.models import ActivityType
    from jalon.core.refusals import Refused
    from jalon.people.models import Person
    from jalon.structures.models import Room
    from tests import factories

    room, kind = Room.objects.get(), ActivityType.objects.get()
    leader = Person.objects.filter(last_name__startswith="Alaoui").order_by("pk")[int(sys.argv[1])]
    by = factories.actor(Person.objects.get(last_name="Tahiri"), *factories.ADVISER_RIGHTS)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    got = 0
    for slot in range(SLOTS):
        try:
            create_activity(
                room.centre,
                by=by,
                now=factories.NOON,
                type=kind,
                title=f"Atelier {slot}",
                leader=leader,
                room=room,
                site=room.site,
                day=date(2026, 11, 16) + timedelta(days=slot // 4),
                starts_clock=time(8 + 2 * (slot % 4)),
                ends_clock=time(10 + 2 * (slot % 4)),
            )
            got += 1
        except Refused:
            pass
    sys.stdout.write(f"{got}\n")
