"""The closing page in one act: the answers for everybody, then the closing. (P08.8)"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jalon.activities import calling, policies, queries
from jalon.activities.actions.attending import mark
from jalon.activities.actions.closing import close_activity
from jalon.activities.models import Activity
from jalon.core.actor import Actor


@transaction.atomic
def settle_and_close(
    activity: Activity, *, answers: Mapping[int, str], by: Actor, now: datetime, remarks: str = ""
) -> Activity:
    """Note the answers given on the closing page (by person's identifier), then close; all of it or nothing.

    Raises Refused while somebody has no answer. Source: P08.8.
    """
    policies.activity.require("close", by, activity)
    by_status: dict[str, list[int]] = defaultdict(list)
    for person_id, status in answers.items():
        by_status[status].append(person_id)
    people = {person.pk: person for person in queries.expected_people(activity).filter(pk__in=answers)}
    for status, ids in by_status.items():
        found = [people[pk] for pk in ids if pk in people]
        if found:
            mark(activity, found, status, by=by, now=now, at=now, key=None)
    return close_activity(activity, by=by, now=now, remarks=remarks)


@transaction.atomic
def mark_numbers(activity: Activity, numbers: list[int], *, by: Actor, now: datetime, key: str | None) -> int:
    """*Présents : 1-12, 15, 18*: note those numbers of the sheet as present; how many changed."""
    wanted = set(numbers)
    chosen = [person for number, person in calling.numbered(activity) if number in wanted]
    return mark(activity, chosen, "present", by=by, now=now, at=now, key=key)
