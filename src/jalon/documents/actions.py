"""Keeping what was produced."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from jalon.core import acts as registry
from jalon.core.actor import Actor
from jalon.documents import acts
from jalon.documents.models import Produced
from jalon.documents.policies import HOLDER
from jalon.files import media, storage
from jalon.journal.recording import record
from jalon.structures.models import Centre

DOCUMENT_LIMIT = 50 * 1024 * 1024


def write_document(document: bytes) -> storage.Received:
    """Put a rendered document on the disk; call it before the transaction, then give the answer to `keep_document`."""
    return storage.receive(document, allowed={media.PDF, media.XLSX}, max_size=DOCUMENT_LIMIT)


@transaction.atomic
def keep_document(
    received: storage.Received,
    *,
    subject: Model,
    centre: Centre,
    model: str,
    name: str,
    language: str,
    by: Actor,
    now: datetime,
    about: Iterable[Model] = (),
    params: Mapping[str, Any] | None = None,
) -> Produced:
    """Keep a document about `subject`, which decides who may read it (`documents.subjects`).

    Part of the caller's act, which has asked its own policy: this writes the rows and the journal's entry. `model` is
    the code of the document model (T05, M36…), `params` numbers and identifiers that the document shows.
    """
    file = storage.hold(received, name=name, holder=HOLDER, centre_id=centre.pk, now=now)
    produced = Produced.objects.create(
        centre=centre,
        model=model,
        kind=registry.kind_of(subject).code,
        object_id=subject.pk,
        file=file,
        language=language,
        issued_at=now,
        author_kind=by.kind,
        author_id=by.author_id,
        params=dict(params or {}),
    )
    record(acts.PRODUCED, produced, by=by, at=now, about=[subject, *about])
    return produced
