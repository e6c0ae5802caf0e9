"""Tasks that the tests of the worker run."""

from datetime import timedelta

from django.tasks import task

from jalon.core.retries import retried


@task()
def nightly() -> str:
    """Succeeds."""
    return "done"


@task()
def broken() -> None:
    """Fails, for good."""
    raise ValueError("broken")


@task()
@retried(times=3, wait=timedelta(minutes=1))
def shaky() -> None:
    """Fails, but may be tried again."""
    raise ValueError("not yet")
