"""Background work on files."""

from django.tasks import task
from django.utils import timezone

from jalon.core.periodic import every
from jalon.files.sweep import sweep


@every("20 3 * * *")
@task()
def sweep_files() -> int:
    """Remove what nothing has pointed to for a day."""
    return sweep(now=timezone.now())
