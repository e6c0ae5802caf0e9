"""Tasks that may be tried again: only those that do no harm when they run twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

LOST_WORKER_TRIES = 3
"""A task whose worker vanished is started again, so many times in all."""


@dataclass(frozen=True)
class Retry:
    """How often a failed task is tried in all, and how long it waits before the second try; the wait doubles."""

    times: int
    wait: timedelta

    def wait_after(self, attempts: int) -> timedelta:
        """How long to wait after so many tries."""
        wait: timedelta = self.wait * 2 ** (attempts - 1)
        return wait


NEVER = Retry(times=1, wait=timedelta(0))


def retried(*, times: int = 5, wait: timedelta = timedelta(minutes=1)) -> Callable[[F], F]:
    """Try a task again when it fails; a decorator below ``@task()``. Only for tasks that may run twice."""

    def decorate(function: F) -> F:
        function.retry = Retry(times, wait)  # type: ignore[attr-defined]
        return function

    return decorate


def retry_of(task: Any) -> Retry:
    """What was declared for a task."""
    found: Retry = getattr(task.func, "retry", NEVER)
    return found
