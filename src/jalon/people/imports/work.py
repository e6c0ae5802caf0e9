"""The long parts of an import, run by the worker or the command line, outside any transaction of their own.

Each may run again after an interruption: checking starts over, applying and undoing go on where they stopped.
"""

import logging
from datetime import datetime

from django.db import transaction

from jalon.core.actor import Actor, ActorKind, system
from jalon.files import storage
from jalon.journal import recording as journal
from jalon.people import acts
from jalon.people.imports import applying, rules, staging, undoing
from jalon.people.imports.applying import Clock
from jalon.people.imports.sniffing import Limits, Unreadable
from jalon.people.models import ImportBatch, ImportState, Verdict
from jalon.structures import actions as structures
from jalon.structures.models import ReferenceList

log = logging.getLogger(__name__)


def author_of(batch: ImportBatch) -> Actor:
    """Whoever confirmed the import, as the journal names them; Jalon itself for the command line."""
    if batch.by_id is None:
        return system(batch.centre_id)
    return Actor(ActorKind.PERSON, batch.centre_id, batch.by_id)


def check(batch: ImportBatch, *, clock: Clock, limits: Limits | None = None) -> None:
    """Read, check and match the whole file; the batch becomes ready, or failed with its sentence."""
    if batch.file is None:
        raise ValueError("an import without its file cannot be checked")
    try:
        staging.stage(batch, storage.path_of(batch.file.content.sha256), clock=clock, limits=limits)
    except Unreadable as error:
        staging.forget_rows(batch)
        batch.state, batch.failure = ImportState.FAILED, error.sentence
    else:
        batch.state, batch.checked_at = ImportState.READY, clock()
    batch.progress, batch.touched_at = 0, clock()
    batch.save(update_fields=["state", "failure", "checked_at", "progress", "touched_at"])


def apply(batch: ImportBatch, *, clock: Clock) -> None:
    """Save the rows; at the end write one entry in the journal."""
    _make_references(batch)
    applying.apply(batch, clock=clock)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if (
            batch.state != ImportState.APPLYING
            or batch.rows.filter(verdict__in=(Verdict.CREATE, Verdict.UPDATE, Verdict.MERGED), applied_at=None).exists()
        ):
            log.info("import %s is carried on by another run", batch.pk)
            return
        batch.state, batch.applied_at = ImportState.DONE, clock()
        batch.touched_at = batch.applied_at
        batch.save(update_fields=["state", "applied_at", "touched_at"])
        _record(batch, acts.IMPORTED, batch.applied_at)


def undo(batch: ImportBatch, *, clock: Clock) -> None:
    """Take the rows back; at the end write one entry in the journal."""
    undoing.undo(batch, clock=clock)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != ImportState.UNDOING:
            return
        batch.state, batch.undone_at = ImportState.UNDONE, clock()
        batch.touched_at = batch.undone_at
        batch.save(update_fields=["state", "undone_at", "touched_at"])
        _record(batch, acts.IMPORT_UNDONE, batch.undone_at)


def forget_old_rows(*, now: datetime) -> int:
    """Remove the rows that nobody needs any more: of files given up, waiting for a month, or imported 13 months ago.

    Gives the number of imports whose rows went.
    """
    waiting = ImportBatch.objects.filter(
        state__in=(ImportState.MAPPING, ImportState.READY), touched_at__lt=now - rules.WAITING
    )
    waiting.update(state=ImportState.ABANDONED, touched_at=now)
    given_up = ImportBatch.objects.filter(state__in=(ImportState.ABANDONED, ImportState.FAILED))
    old = ImportBatch.objects.filter(started_at__lt=now - rules.KEPT).exclude(state__in=ImportBatch.RUNNING)
    forgotten = [batch for batch in (*given_up, *old) if not batch.notes.get("forgotten")]
    for batch in forgotten:
        staging.forget_rows(batch)
        batch.notes["forgotten"] = True
        batch.save(update_fields=["notes"])
    return len(forgotten)


def _record(batch: ImportBatch, act: str, at: datetime) -> None:
    counts = {"created": batch.counts.get(Verdict.CREATE, 0), "updated": batch.counts.get(Verdict.UPDATE, 0)}
    journal.record(act, batch, by=author_of(batch), at=at, params=counts)


@transaction.atomic
def _make_references(batch: ImportBatch) -> None:
    """Make the levels, fields and establishments that the file names and the centre does not know, to be checked."""
    unknown = batch.notes.get("unknown", {})
    for written in unknown.get("level", ()):
        structures.reference_named(batch.centre, ReferenceList.LEVEL, written)
    for written in unknown.get("field_of_study", ()):
        structures.reference_named(batch.centre, ReferenceList.FIELD, written)
    for written in unknown.get("establishment", ()):
        structures.establishment_named(batch.centre, written)
