"""Moving an activity to another time, as the calendar does it, and taking that back. (T01)"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, policies
from jalon.activities.actions.scheduling import WHEN, edit_activity
from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal.models import Difference, Entry
from jalon.messaging.actions import recall


def fields_moved(activity: Activity, *, day: date, starts_clock: time) -> Mapping[str, Any]:
    """What a move changes: the day and the hour, the length kept. Raises Refused when it would pass midnight."""
    length = datetime.combine(day, activity.ends_clock) - datetime.combine(day, activity.starts_clock)
    ends = datetime.combine(day, starts_clock) + length
    if ends.date() != day:
        raise Refused(_("L’activité passerait minuit : choisissez une heure plus tôt."), field="starts_clock")
    return {"day": day, "starts_clock": starts_clock, "ends_clock": ends.time()}


@transaction.atomic
def move_activity(
    activity: Activity,
    *,
    day: date,
    starts_clock: time,
    by: Actor,
    now: datetime,
    accept_conflicts: bool = False,
    quiet: bool = False,
) -> Activity:
    """Put an activity at another time, its length kept; unless `quiet`, those expected are told.

    Raises Refused as `edit_activity` does, and when the activity would pass midnight.
    """
    policies.activity.require("edit", by, activity)
    fields = fields_moved(activity, day=day, starts_clock=starts_clock)
    return edit_activity(activity, by=by, now=now, fields=fields, accept_conflicts=accept_conflicts, quiet=quiet)


@transaction.atomic
def move_back(activity: Activity, *, entry_id: int, by: Actor, now: datetime) -> Activity:
    """Put a moved activity back where it was, as long as nobody has been told; what waits to be sent is held back.

    Raises Refused once a message left, when the activity was moved again meanwhile, or its former time is taken.
    """
    policies.activity.require("edit", by, activity)
    activity = Activity.objects.locked(activity.pk)
    entry = last_move(activity)
    if entry is None or entry.pk != entry_id:
        raise Refused(_("L’activité a été déplacée de nouveau entre-temps."))
    if recall(entry=entry).gone:
        raise Refused(_("Le changement est déjà annoncé aux personnes inscrites : déplacez de nouveau l’activité."))
    former = dict(Difference.objects.filter(entry=entry, field__in=WHEN).values_list("field", "before"))
    meta: Any = Activity._meta
    fields = {name: meta.get_field(name).to_python(value) for name, value in former.items()}
    return edit_activity(activity, by=by, now=now, fields=fields, quiet=True)


def last_move(activity: Activity) -> Entry | None:
    """The journal's entry of the last change of time."""
    return Entry.objects.about("activity", activity.pk).of_act(acts.POSTPONED).latest_first().first()
