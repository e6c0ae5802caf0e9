"""What people are told about an activity: one message per act and person, through the outbox."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.journal.models import Entry
from jalon.messaging.actions import send_all
from jalon.people.models import Person

Context = Mapping[str, Any] | Callable[[Person], Mapping[str, Any]]


def tell(
    name: str,
    people: Sequence[Person],
    activity: Activity,
    *,
    entry: Entry,
    by: Actor,
    now: datetime,
    context: Context | None = None,
) -> None:
    """Write the message `activities.<name>` to each person, unique for the act; `context` may depend on the person."""

    def values(person: Person) -> Mapping[str, Any]:
        own = context(person) if callable(context) else context or {}
        return {"activity": activity, **own}

    send_all(
        f"activities.{name}",
        people,
        by=by,
        now=now,
        about=activity,
        entry=entry,
        day=activity.day,
        not_after=activity.ends_at if now < activity.ends_at else None,
        context=values,
    )
