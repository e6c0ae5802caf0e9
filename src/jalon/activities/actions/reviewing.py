"""The balance sheet of an activity that took place. (P10.2, P14.1, P15.2)"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jalon.activities import acts, policies, sheet_rules
from jalon.activities.models import Activity, Review
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal


@transaction.atomic
def write_review(activity: Activity, *, fields: Mapping[str, str], by: Actor, now: datetime) -> Review:
    """Write what was expected and obtained, what to keep and to change: the next edition shows it.

    Raises Refused before the activity has begun, or when it is cancelled.
    """
    policies.activity.require("edit", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if reason := sheet_rules.why_not_reviewed(activity, now):
        raise Refused(reason)
    review = Review.objects.filter(activity=activity).first() or Review(activity=activity, centre=activity.centre)
    before = journal.changed(review, {name: text.strip() for name, text in fields.items()})
    if not before:
        return review
    review.written_at, review.written_by_id = now, by.person_id
    review.save()
    journal.record(acts.REVIEWED, activity, by=by, at=now, before=before)
    return review
