"""Work that comes back: a package declares it beside the task, and the workers start it once each time it is due.

    @every("30 5 * * *")
    @task()
    def send_digests() -> None: ...

The moments of a cron expression are in UTC; a task that cares about the wall clock of a centre looks at it itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, overload

from cronsim import CronSim
from django.db import IntegrityError, transaction
from django.tasks import Task
from django.tasks.base import TaskResult

from jalon.core.models import PeriodicRun

AnyTask = Task[..., Any]


@dataclass(frozen=True)
class Entry:
    """One periodic work, named by the path of its task."""

    cron: str
    task: AnyTask

    @property
    def name(self) -> str:
        """What tells this work from others, in the table of runs."""
        return self.task.module_path

    def last_due(self, now: datetime) -> datetime:
        """The newest moment, at or before now, at which this work was due."""
        following_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return next(CronSim(self.cron, following_minute, reverse=True))


_entries: dict[str, Entry] = {}


@overload
def every(cron: str, task: AnyTask) -> AnyTask: ...
@overload
def every(cron: str) -> Callable[[AnyTask], AnyTask]: ...


def every(cron: str, task: AnyTask | None = None) -> AnyTask | Callable[[AnyTask], AnyTask]:
    """Declare that a task comes back; a decorator above ``@task()``, or a call with the task."""
    if task is None:
        return lambda decorated: every(cron, decorated)
    entry = Entry(cron, task)
    if len(entry.name) > 80:
        raise ValueError(f"the path of {entry.name} is too long for the table of runs")
    CronSim(cron, datetime(2000, 1, 1))
    _entries[entry.name] = entry
    return task


def entries() -> list[Entry]:
    """Every periodic work that was declared."""
    return list(_entries.values())


def start_due(entry: Entry, *, now: datetime) -> TaskResult | None:
    """Enqueue the work if it is due and no worker did so yet; returns what was enqueued.

    Runs missed while no worker was there are made up by one run. Work seen for the first time only waits for its
    next moment, so that a new installation does not start with the whole night's work.
    """
    due = entry.last_due(now)
    runs = PeriodicRun.objects.filter(name=entry.name)
    if runs.filter(due__gte=due).exists():
        return None
    is_known = runs.exists()
    try:
        with transaction.atomic():
            PeriodicRun.objects.create(name=entry.name, due=due)
            return entry.task.enqueue() if is_known else None
    except IntegrityError:  # another worker was faster
        return None
