"""An import from its columns to its end: mapped, confirmed, undone, resumed, abandoned."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people import acts
from jalon.people.imports import columns, registrar, rules, staging
from jalon.people.imports.actions.running import locked, move, running, signature
from jalon.people.imports.policies import imports as policy
from jalon.people.models import ImportBatch, ImportProfile, ImportState


@transaction.atomic
def map_columns(
    batch: ImportBatch,
    choices: Mapping[int, str | None],
    *,
    by: Actor,
    now: datetime,
    in_background: bool = True,
) -> ImportBatch:
    """Fix which column feeds which field, remember it for the next file with the same headings, and have it checked.

    Also checks again a file that was ready. Raises Refused when no column gives the names, or another import runs.
    """
    policy.require("change", by, batch)
    batch = locked(batch)
    if reason := rules.why_not_mapped(batch) or rules.why_not_now(running(batch.centre), now=now):
        raise Refused(reason)
    unknown = {code for code in choices.values() if code and code not in registrar.BY_CODE}
    if unknown or not choices.keys() <= {column["index"] for column in batch.columns}:
        raise Refused(_("Cette colonne ou ce champ n’existe pas."), field="columns")
    before = staging.columns_of(batch)
    chosen = columns.corrected(before, choices)
    if reason := registrar.why_not_enough(chosen):
        raise Refused(reason, field="columns")
    if chosen != before:
        ImportProfile.objects.update_or_create(
            centre=batch.centre,
            signature=signature(chosen),
            defaults={"columns": [column.field for column in chosen], "saved_at": now},
        )
    batch.columns = [column.stored() for column in chosen]
    batch.progress = 0
    move(batch, ImportState.CHECKING, now=now, in_background=in_background)
    journal.record(acts.IMPORT_MAPPED, batch, by=by, at=now)
    return batch


@transaction.atomic
def confirm_import(batch: ImportBatch, *, by: Actor, now: datetime, in_background: bool = True) -> ImportBatch:
    """Start saving the checked rows. Raises Refused when they are no longer up to date, or another import runs."""
    policy.require("change", by, batch)
    batch = locked(batch)
    others = ImportBatch.objects.filter(centre=batch.centre).exclude(pk=batch.pk)
    ends = [end for pair in others.values_list("applied_at", "undone_at") for end in pair if end]
    if reason := rules.why_not_now(running(batch.centre), now=now) or rules.why_not_confirmed(
        batch, last_change=max(ends, default=None)
    ):
        raise Refused(reason)
    batch.by_id = by.person_id
    batch.progress = 0
    move(batch, ImportState.APPLYING, now=now, in_background=in_background)
    journal.record(acts.IMPORT_CONFIRMED, batch, by=by, at=now)
    return batch


@transaction.atomic
def undo_import(batch: ImportBatch, *, by: Actor, now: datetime, in_background: bool = True) -> ImportBatch:
    """*Annuler cet import*: start taking back what it changed; what others have built on since will stay, listed."""
    policy.require("change", by, batch)
    batch = locked(batch)
    if reason := rules.why_not_undone(batch, now=now):
        raise Refused(reason)
    other = running(batch.centre)
    if other and other.pk != batch.pk and (reason := rules.why_not_now(other, now=now)):
        raise Refused(reason)
    batch.by_id = by.person_id
    move(batch, ImportState.UNDOING, now=now, in_background=in_background)
    journal.record(acts.IMPORT_UNDO_ASKED, batch, by=by, at=now)
    return batch


@transaction.atomic
def resume_import(batch: ImportBatch, *, by: Actor, now: datetime, in_background: bool = True) -> ImportBatch:
    """Let an import that stopped midway go on where it stopped."""
    policy.require("change", by, batch)
    batch = locked(batch)
    if reason := rules.why_not_resumed(batch, now=now):
        raise Refused(reason)
    move(batch, batch.state, now=now, in_background=in_background)
    journal.record(acts.IMPORT_RESUMED, batch, by=by, at=now)
    return batch


@transaction.atomic
def abandon_import(batch: ImportBatch, *, by: Actor, now: datetime) -> None:
    """Give up a file that was not imported; its rows are removed by the daily tidying."""
    policy.require("change", by, batch)
    batch = locked(batch)
    if batch.state not in (ImportState.MAPPING, ImportState.READY):
        raise Refused(_("Seul un import qui n’est pas encore confirmé peut être abandonné."))
    batch.state, batch.touched_at = ImportState.ABANDONED, now
    batch.save(update_fields=["state", "touched_at"])
    journal.record(acts.IMPORT_ABANDONED, batch, by=by, at=now)
