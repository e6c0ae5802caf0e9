"""Closing an activity, and reopening it. (P08.8)"""

from datetime import datetime

from django.db import transaction

from jalon.activities import acts, policies, queries, rules
from jalon.activities.actions.certifying import issue_ready
from jalon.activities.models import Activity
from jalon.activities.telling import tell
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.surveys import ways
from jalon.surveys.actions import open_survey


@transaction.atomic
def close_activity(activity: Activity, *, by: Actor, now: datetime, remarks: str = "") -> Activity:
    """Say that the activity took place and everybody has an answer; those present are invited to the questionnaire.

    Raises Refused while somebody has no answer: nobody may be forgotten. (P08.8, P08.9)
    """
    policies.activity.require("close", by, activity)
    activity = Activity.objects.locked(activity.pk)
    unmarked = queries.unmarked_people(activity).count()
    if reason := rules.why_not_closed(activity, unmarked=unmarked, now=now):
        raise Refused(reason)
    activity.closed_at, activity.closed_by_id, activity.remarks = now, by.person_id, remarks.strip()
    activity.save(update_fields=["closed_at", "closed_by", "remarks"])
    present = list(activity.attendances.present().select_related("person__centre").order_by("person_id"))
    entry = journal.record(
        acts.CLOSED,
        activity,
        about=[row.person for row in present],
        by=by,
        at=now,
        params={"present": len(present)},
    )
    if activity.type.questionnaire:
        survey = open_survey(
            activity, questionnaire=activity.type.questionnaire, facets=queries.facets(activity), by=by, now=now
        )
        people = [row.person for row in present]
        links = {person.pk: ways.personal_link(survey, person, by=by, now=now) for person in people}
        tell(
            "questionnaire",
            people,
            activity,
            entry=entry,
            by=by,
            now=now,
            context=lambda person: {"answer_url": links[person.pk]},
        )
    issue_ready(activity, by=by, now=now)
    return activity


@transaction.atomic
def reopen_activity(activity: Activity, *, by: Actor, now: datetime) -> Activity:
    """Undo a closing to correct the roll; certificates already issued stay until they are withdrawn."""
    policies.activity.require("close", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if activity.closed_at is None:
        return activity
    activity.closed_at = activity.closed_by = None
    activity.save(update_fields=["closed_at", "closed_by"])
    journal.record(acts.REOPENED, activity, by=by, at=now)
    return activity
