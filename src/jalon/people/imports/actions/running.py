"""What the acts on an import have in common: its lock, the state it enters, the one that runs."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.refusals import Refused
from jalon.people.imports import tasks
from jalon.people.imports.columns import Column
from jalon.people.models import ImportBatch
from jalon.structures.models import Centre


def running(centre: Centre) -> ImportBatch | None:
    return ImportBatch.objects.filter(centre=centre, state__in=ImportBatch.RUNNING).first()


def locked(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update(of=("self",)).select_related("centre").get(pk=batch.pk)


def move(batch: ImportBatch, state: str, *, now: datetime, in_background: bool) -> None:
    """Enter a running state, which one import of the centre at a time can be in, and hand it to the worker."""
    batch.state, batch.touched_at = state, now
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError as error:
        raise Refused(_("Un autre import vient d’être lancé : attendez qu’il se termine.")) from error
    if in_background:
        tasks.go_on.enqueue(batch.pk)


def signature(found: list[Column]) -> str:
    keys = "\n".join(names.compact(column.heading) for column in found)
    return hashlib.sha256(keys.encode()).hexdigest()
