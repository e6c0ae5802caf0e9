"""Background work on activities: confirm, remind, pass places on, issue certificates. (P08.5, P08.10)"""

from django.tasks import task
from django.utils import timezone

from jalon.activities import actions
from jalon.core.actor import system
from jalon.core.periodic import every


@every("*/5 * * * *")
@task()
def pass_places_on() -> int:
    """End the offers nobody answered in time, and offer each place to the next."""
    return actions.lapse_offers(by=system(), now=timezone.now())


@every("2-59/5 * * * *")
@task()
def confirm_due() -> int:
    """Confirm what still waits when its kind's delay is reached."""
    return actions.confirm_due(by=system(), now=timezone.now())


@every("4-59/10 * * * *")
@task()
def send_reminders() -> int:
    """Remind those who are expected soon."""
    return actions.send_reminders(by=system(), now=timezone.now())


@every("35 * * * *")
@task()
def issue_due_certificates() -> int:
    """Catch up on certificates that lack nothing any more."""
    return actions.issue_due_certificates(by=system(), now=timezone.now())
