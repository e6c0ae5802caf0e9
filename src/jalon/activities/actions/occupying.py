"""Taking the leader, the room and the equipment of an activity, with the sentence when one is taken."""

from jalon.activities import rules
from jalon.activities.models import Activity
from jalon.bookings.actions import take
from jalon.core.refusals import Refused

FIELDS = {"person": "leader", "room": "room", "equipment": "equipment"}
"""Beside which field of the form a conflict is said."""


def occupy(activity: Activity, *, accept_conflicts: bool = False) -> None:
    """Take what the activity needs at its time; a draft takes it in pencil.

    Raises Refused beside the field at fault when something is taken, unless the conflict is accepted.
    """
    found = take(
        activity,
        activity.centre,
        resources=activity.resources(),
        span=activity.span,
        is_firm=activity.published_at is not None,
        accept_conflicts=accept_conflicts,
    )
    if first := rules.first_of(found):
        raise Refused(rules.why_taken(first), field=FIELDS[first.resource.kind])
