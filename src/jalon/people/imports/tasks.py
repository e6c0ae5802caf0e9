"""The long parts of imports as background work; each may run twice without harm."""

from django.tasks import task
from django.utils import timezone

from jalon.core.periodic import every
from jalon.people.imports import work
from jalon.people.models import ImportBatch, ImportState


@every("10 3 * * *")
@task()
def forget_old_rows() -> int:
    """Remove the rows of imports that nobody needs any more."""
    return work.forget_old_rows(now=timezone.now())


@task()
def go_on(batch_id: int) -> str:
    """Carry on the import from the state it is in; gives the state reached."""
    batch = ImportBatch.objects.select_related("centre", "year", "file__content").get(pk=batch_id)
    if batch.state == ImportState.CHECKING:
        work.check(batch, clock=timezone.now)
    elif batch.state == ImportState.APPLYING:
        work.apply(batch, clock=timezone.now)
    elif batch.state == ImportState.UNDOING:
        work.undo(batch, clock=timezone.now)
    batch.refresh_from_db(fields=["state"])
    return batch.state
