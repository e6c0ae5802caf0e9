"""Background work on surveys."""

from django.tasks import task
from django.utils import timezone

from jalon.core.actor import system
from jalon.core.periodic import every
from jalon.surveys.actions import close_overdue, publish_due


@every("15 1 * * *")
@task()
def publish_answers() -> int:
    """Every night: close what is over, then publish the answers that have enough company."""
    now = timezone.now()
    close_overdue(by=system(), now=now)
    return publish_due(by=system(), now=now)
