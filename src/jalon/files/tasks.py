"""Background work on files."""

from django.tasks import task
from django.utils import timezone

from jalon.files.sweep import sweep


@task()
def sweep_files() -> int:
    """Once a day: remove what nothing has pointed to for a day."""
    return sweep(now=timezone.now())
