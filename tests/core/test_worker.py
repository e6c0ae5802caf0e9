"""The worker: what runs, what is tried again, what a vanished worker leaves behind."""

from datetime import UTC, datetime, timedelta

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jalon.core.models import Heartbeat, PeriodicRun
from jalon.core.periodic import Entry, start_due
from jalon.core.tasks import tidy
from jalon.core.worker import STALE, Worker, keep_house, recover
from tests.core.periodic_tasks import broken, nightly, shaky

noon = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)
NIGHTLY = Entry("30 2 * * *", nightly)


def running(task, *, workers: list[str]) -> DBTaskResult:
    """A task that is being run, by the last of these workers."""
    result = DBTaskResult.objects.get(pk=task.enqueue().id)
    for worker in workers:
        result.claim(worker)
    return result


@pytest.mark.django_db(transaction=True)
def test_a_worker_runs_what_waits_and_leaves_no_sign_of_life_behind():
    done, failed = nightly.enqueue(), broken.enqueue()

    Worker(batch=True).run()

    done.refresh(), failed.refresh()
    assert (done.status, done.return_value) == (TaskResultStatus.SUCCESSFUL, "done")
    assert failed.status == TaskResultStatus.FAILED
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db
def test_a_failed_task_that_may_be_tried_again_waits_longer_each_time_then_has_failed():
    result = DBTaskResult.objects.get(pk=shaky.enqueue().id)
    worker = Worker()
    seen = []
    for _try in range(3):
        result.claim("w")
        worker.run_task(result)
        before = result.finished_at
        result.refresh_from_db()
        seen.append((result.status, round((result.run_after - before).total_seconds() / 60)))

    assert [status for status, _minutes in seen] == ["READY", "READY", "FAILED"]
    assert [minutes for _status, minutes in seen[:2]] == [1, 2]


@pytest.mark.django_db
def test_a_task_whose_worker_vanished_goes_back_to_the_queue():
    result = running(nightly, workers=["gone"])
    Heartbeat.objects.create(worker="gone", at=noon - STALE - timedelta(seconds=1))

    recover(now=noon)

    result.refresh_from_db()
    assert result.status == TaskResultStatus.READY


@pytest.mark.django_db
def test_a_task_whose_worker_is_only_busy_is_left_alone():
    result = running(nightly, workers=["busy"])
    Heartbeat.objects.create(worker="busy", at=noon - STALE + timedelta(seconds=1))

    recover(now=noon)

    result.refresh_from_db()
    assert result.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_task_that_killed_three_workers_has_failed():
    result = running(nightly, workers=["a", "b", "c"])

    recover(now=noon)

    result.refresh_from_db()
    assert (result.status, result.exception_class_path) == ("FAILED", "jalon.core.worker.WorkerLost")


@pytest.mark.django_db
def test_keeping_house_gives_one_sign_of_life_per_worker():
    keep_house("w1", now=noon)
    keep_house("w1", now=noon + timedelta(seconds=5))
    keep_house("w2", now=noon)

    beats = Heartbeat.objects.order_by("worker").values_list("worker", "at")
    assert list(beats) == [("w1", noon + timedelta(seconds=5)), ("w2", noon)]


@pytest.mark.django_db
def test_periodic_work_seen_for_the_first_time_waits_for_its_next_moment():
    assert start_due(NIGHTLY, now=noon) is None
    assert DBTaskResult.objects.count() == 0

    next_night = noon + timedelta(days=1)
    assert start_due(NIGHTLY, now=next_night) is not None
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_periodic_work_starts_once_whatever_the_number_of_workers():
    PeriodicRun.objects.create(name=NIGHTLY.name, due=noon - timedelta(days=1))

    started = [start_due(NIGHTLY, now=noon + timedelta(seconds=n)) for n in range(3)]

    assert [bool(result) for result in started] == [True, False, False]


@pytest.mark.django_db
def test_a_worker_that_was_a_moment_too_late_starts_nothing(monkeypatch):
    PeriodicRun.objects.create(name=NIGHTLY.name, due=noon - timedelta(days=1))
    real = PeriodicRun.objects.create

    def overtaken(**values):
        real(**values)
        return real(**values)

    monkeypatch.setattr(PeriodicRun.objects, "create", overtaken)

    assert start_due(NIGHTLY, now=noon) is None
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db
def test_a_week_without_a_worker_is_made_up_by_one_run():
    PeriodicRun.objects.create(name=NIGHTLY.name, due=noon - timedelta(days=7))

    keep_up = [start_due(NIGHTLY, now=noon + timedelta(minutes=n)) for n in range(5)]

    assert sum(result is not None for result in keep_up) == 1
    assert PeriodicRun.objects.order_by("-due").first().due == datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 22, 2, 29, 59, tzinfo=UTC), datetime(2026, 11, 21, 2, 30, tzinfo=UTC)),
        (datetime(2026, 11, 22, 2, 30, 0, tzinfo=UTC), datetime(2026, 11, 22, 2, 30, tzinfo=UTC)),
        (datetime(2026, 11, 22, 2, 30, 59, tzinfo=UTC), datetime(2026, 11, 22, 2, 30, tzinfo=UTC)),
    ],
)
def test_work_is_due_from_its_minute_on(now, due):
    assert NIGHTLY.last_due(now) == due


@pytest.mark.django_db
def test_tidying_keeps_the_last_run_of_each_work():
    PeriodicRun.objects.bulk_create(
        PeriodicRun(name=name, due=noon - timedelta(days=days)) for name in ("a", "b") for days in (400, 300)
    )

    tidy.func()

    assert list(PeriodicRun.objects.order_by("name").values_list("name", "due")) == [
        ("a", noon - timedelta(days=300)),
        ("b", noon - timedelta(days=300)),
    ]
