"""Saving a row, or refusing with the sentence that says why; archiving it and taking it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures import policies
from jalon.structures.models import Centre


def require(centre: Centre, by: Actor) -> None:
    """Only who configures this centre goes on."""
    policies.centre.require("configure", by, centre)


def save_or_refuse(row: models.Model, taken: str, *, field: str = "name") -> None:
    """Save; `taken` is what to say when another row already has what must be unique."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(taken, field=field) from error


def check_or_refuse(row: models.Model) -> None:
    """Refuse the first value that the model's own validators do not take."""
    try:
        row.full_clean(validate_constraints=False)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error


def describe(row: models.Model, act: str, *, by: Actor, now: datetime, fields: Mapping[str, Any], taken: str) -> None:
    """Change these fields and write their former values; nothing happens when nothing changes."""
    before = journal.changed(row, fields)
    if before:
        check_or_refuse(row)
        save_or_refuse(row, taken)
        journal.record(act, row, by=by, at=now, before=before)


def archive(row: Any, act: str, *, by: Actor, now: datetime) -> None:
    """Stop offering a row; what took place with it keeps it."""
    if row.archived_at is None:
        row.archived_at = now
        row.save(update_fields=["archived_at"])
        journal.record(act, row, by=by, at=now)


def restore(row: Any, act: str, *, by: Actor, now: datetime) -> None:
    """Offer an archived row again."""
    if row.archived_at is not None:
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        journal.record(act, row, by=by, at=now)
