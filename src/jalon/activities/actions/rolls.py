"""What the acts on a roll have in common: the right and the hour, and the numbers of its people."""

from datetime import datetime

from jalon.activities import calling, policies, rules
from jalon.activities.models import Activity, Registration
from jalon.core.actor import Actor
from jalon.core.refusals import Refused


def open_roll(activity: Activity, by: Actor, now: datetime) -> Activity:
    """The locked activity, when its roll may be called now by this actor."""
    policies.activity.require("mark", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if reason := rules.why_not_marked(activity, now):
        raise Refused(reason)
    return activity


def give_numbers(activity: Activity) -> int:
    """Number those of the locked activity's roll who have none; how many they are."""
    waiting = calling.unprinted(calling.numbered(activity))
    rows = activity.registrations.filter(person__in=[person for _number, person in waiting])
    latest = {row.person_id: row for row in sorted(rows, key=lambda row: (row.ended_at is None, row.pk))}
    numbers = {person.pk: number for number, person in waiting if person.pk in latest}
    if not numbers:
        return 0
    for person_id, number in numbers.items():
        latest[person_id].sheet_number = number
    Registration.objects.bulk_update([latest[person_id] for person_id in numbers], ["sheet_number"])
    activity.sheet_numbers = max(numbers.values())
    activity.save(update_fields=["sheet_numbers"])
    return len(numbers)
