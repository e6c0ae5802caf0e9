"""Background work of the rails: their own tables do not grow for ever."""

from datetime import timedelta

from django.db.models import Max
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jalon.core.models import Heartbeat, PeriodicRun
from jalon.core.periodic import every

KEPT = timedelta(days=30)


@every("40 2 * * *")
@task()
def tidy() -> None:
    """Forget finished tasks, old runs and workers that vanished; the last run of each work stays, it is the mark."""
    limit = timezone.now() - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=limit).delete()
    Heartbeat.objects.filter(at__lt=limit).delete()
    last = PeriodicRun.objects.values("name").annotate(last=Max("due")).values_list("name", "last")
    for name, due in last:
        PeriodicRun.objects.filter(name=name, due__lt=min(due, limit)).delete()
