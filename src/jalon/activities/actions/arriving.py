"""Somebody whom nobody knows stands at the door: a record, a place and a presence in one act. (P06.1.c)"""

from datetime import datetime

from django.db import transaction

from jalon.activities import policies
from jalon.activities.actions.attending import mark_walk_in
from jalon.activities.models import Activity
from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.arrivals import once
from jalon.people.actions import add_person
from jalon.people.models import Origin, Person


@transaction.atomic
def mark_newcomer(
    activity: Activity,
    *,
    first_name: str,
    last_name: str,
    email: str = "",
    phone: str = "",
    by: Actor,
    now: datetime,
    at: datetime,
    key: str | None,
) -> Person:
    """Make the record of somebody unknown, register them at the centre and note them present, once per key."""
    policies.activity.require("mark", by, activity)

    def do() -> int:
        person = add_person(
            activity.centre,
            by=by,
            now=now,
            registered_origin=Origin.ACTIVITY,
            first_name=names.proper(first_name),
            last_name=names.proper(last_name),
            personal_email=email.lower(),
            phone=phone,
        )
        mark_walk_in(activity, person, by=by, now=now, at=at)
        return int(person.pk)

    return Person.objects.get(pk=once(key, act="activities.newcomer_marked", of=activity, by=by, now=now, do=do))
