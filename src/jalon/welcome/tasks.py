"""Background work of the desk."""

from django.tasks import task
from django.utils import timezone

from jalon.core.actor import system
from jalon.core.periodic import every
from jalon.welcome import actions


@every("6-59/10 * * * *")
@task()
def note_completed() -> int:
    """Note the visit records that other pages completed."""
    return actions.note_completed(by=system(), now=timezone.now())
