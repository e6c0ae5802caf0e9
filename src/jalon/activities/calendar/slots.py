"""What stands in the way of moving an activity: asked once when a drag begins, read many times while it lasts."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from jalon.activities import rules
from jalon.activities.models import Activity
from jalon.bookings import queries as bookings
from jalon.core.moments import day_bounds, local

ORDER = ("room", "person", "equipment")
"""Of several conflicts at one time, the first of these is said."""


def taken(activity: Activity, first: date, last: date) -> dict[str, Any]:
    """The times that are taken, by day and minute on the activity's own wall, each with the sentence to show.

    `off` gives the days on which the centre does not work, with their names. The number of queries does not grow with
    what is found.
    """
    after, before = day_bounds(first, last, activity.zone)
    found = bookings.conflicts(
        activity.centre,
        resources=activity.resources(),
        starts_at=after,
        ends_at=before,
        except_subject=("activity", activity.pk),
    )
    busy = []
    for one in sorted(found, key=lambda one: ORDER.index(one.resource.kind)):
        why = rules.why_taken(one)
        starts, ends = local(one.starts_at, activity.zone), local(one.ends_at, activity.zone)
        day = max(starts.date(), first)
        while day <= min(ends.date(), last):
            begin = starts.hour * 60 + starts.minute if day == starts.date() else 0
            end = ends.hour * 60 + ends.minute if day == ends.date() else 24 * 60
            if end > begin:
                busy.append({"day": day.isoformat(), "from": begin, "to": end, "why": why})
            day += timedelta(days=1)
    off = {
        one.day.isoformat(): f"{one.label} {_('(à confirmer)')}" if one.to_confirm else one.label
        for one in bookings.days_off(activity.centre, first, last)
    }
    return {"taken": busy, "off": off}
