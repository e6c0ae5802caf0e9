"""Numbers for the sheet to sign: whoever has one keeps it, whatever happens to the list. (P08.7)"""

from datetime import datetime

from django.db import transaction

from jalon.activities import acts, policies
from jalon.activities.actions.rolls import give_numbers
from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.journal import recording as journal


@transaction.atomic
def number_sheet(activity: Activity, *, by: Actor, now: datetime) -> int:
    """Give a number to those on the roll who have none, before the sheet is printed; how many received one.

    Numbers once given stay; those who come later take the next ones, and a cancelled one is not given again.
    """
    policies.activity.require("see_registrations", by, activity)
    activity = Activity.objects.locked(activity.pk)
    given = give_numbers(activity)
    if given:
        journal.record(acts.SHEET_NUMBERED, activity, by=by, at=now, params={"count": given})
    return given
