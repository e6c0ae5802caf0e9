"""The background worker: django-tasks-db's own loop, with signs of life, recovery, retries and periodic work.

Every task runs at least once: a worker that vanished (power cut, kill) leaves its task running for ever in the table,
so that another worker has to put it back. Tasks must therefore do no harm when they run twice.
"""

import logging
import threading
from datetime import datetime, timedelta

from django.db import connection
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.models import DBTaskResult

from jalon.core import periodic
from jalon.core.models import Heartbeat
from jalon.core.retries import LOST_WORKER_TRIES, NEVER, Retry, retry_of

logger = logging.getLogger("jalon.core.worker")

BEAT = 5.0
"""Seconds between two signs of life."""

STALE = timedelta(seconds=60)
"""A worker that gave no sign of life for so long is gone; less would count a busy one as dead."""


class WorkerLost(RuntimeError):
    """The worker vanished in the middle of the task, each time that it was tried."""


class Worker(DatabaseWorker):
    """Runs the tasks of all queues until told to stop."""

    def __init__(self, *, interval: float = 1.0, batch: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(16),
        )
        self._over = threading.Event()

    def run(self) -> None:
        """Work, with the housekeeping in a thread of its own, so that a long task does not silence it."""
        keep_house(self.worker_id, now=timezone.now())
        keeper = threading.Thread(target=self._keep_house_often, name="housekeeping", daemon=True)
        keeper.start()
        try:
            super().run()
        finally:
            self._over.set()
            keeper.join()
            Heartbeat.objects.filter(pk=self.worker_id).delete()

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one task; a failed one that may be tried again waits for its next try instead."""
        super().run_task(db_task_result)
        try_again(db_task_result, now=timezone.now())

    def _keep_house_often(self) -> None:
        """Until the worker ends; a fault (the database restarts) is written down and the next turn tries again."""
        while not self._over.wait(BEAT):
            try:
                keep_house(self.worker_id, now=timezone.now())
            except Exception:
                logger.exception("Housekeeping of worker %s failed", self.worker_id)
                connection.close()
        connection.close()


def keep_house(worker_id: str, *, now: datetime) -> None:
    """Give a sign of life, recover the tasks of workers that vanished, start the periodic work that is due."""
    Heartbeat.objects.update_or_create(worker=worker_id, defaults={"at": now})
    recover(now=now)
    for entry in periodic.entries():
        periodic.start_due(entry, now=now)


def recover(*, now: datetime) -> None:
    """Put the running tasks of vanished workers back in the queue; after the last try they have failed."""
    alive = set(Heartbeat.objects.filter(at__gte=now - STALE).values_list("worker", flat=True))
    for result in DBTaskResult.objects.running():
        if result.worker_ids and result.worker_ids[-1] in alive:
            continue
        tries = max(LOST_WORKER_TRIES, _retry(result).times)
        logger.warning("Task %s (%s) lost its worker", result.id, result.task_path)
        if len(result.worker_ids) < tries:
            same_run = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
            same_run.update(status=TaskResultStatus.READY)
        else:
            result.set_failed(WorkerLost(f"the worker vanished, {len(result.worker_ids)} tries"))


def try_again(result: DBTaskResult, *, now: datetime) -> bool:
    """Put a failed task back in the queue, later, if it may be tried again."""
    attempts = len(result.worker_ids)
    retry = _retry(result)
    if result.status != TaskResultStatus.FAILED or attempts >= retry.times:
        return False
    again = DBTaskResult.objects.failed().filter(pk=result.pk)
    return again.update(status=TaskResultStatus.READY, run_after=now + retry.wait_after(attempts), finished_at=None) > 0


def _retry(result: DBTaskResult) -> Retry:
    """What was declared for the task, nothing when its code is gone."""
    try:
        return retry_of(result.task)
    except Exception:  # the task was renamed or removed since it was enqueued
        return NEVER
