"""Reads of the roll: the numbers of its people, and what was noted last. (P08.7)"""

from datetime import datetime
from itertools import count
from typing import Any

from jalon.activities import acts, queries
from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.journal.models import Entry
from jalon.people.models import Person


def numbered(activity: Activity) -> list[tuple[int, Any]]:
    """Everybody on the roll with their number: the one that was printed, else the next ones in the roll's order."""
    following = count(activity.sheet_numbers + 1)
    return [(person.sheet_number or next(following), person) for person in queries.roll(activity)]  # type: ignore[attr-defined]


def unprinted(people: list[tuple[int, Any]]) -> list[tuple[int, Person]]:
    """Those of the roll to whom no printed sheet gave a number yet."""
    return [(number, person) for number, person in people if person.sheet_number is None]


def last_marking(activity: Activity, *, by: Actor, at: datetime) -> Entry | None:
    """What this person noted at this very moment, to offer taking it back."""
    entries = Entry.objects.about("activity", activity.pk).of_act(acts.MARKED).by_person(by.person_id or 0)
    return entries.filter(at=at).latest_first().first()
