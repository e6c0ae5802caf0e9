"""The key that makes a second arrival harmless."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from jalon.core.actor import Actor
from jalon.core.models import Arrival


def once(key: str | None, *, act: str, of: Model | str, by: Actor, now: datetime, do: Callable[[], Any]) -> Any:
    """Do it, unless its author already sent this key for this act on this object: then give the first answer again.

    `of` is what the act is done to (for something new, what it is made in), or words that tell it apart; visitors are
    one author, so that what they prove, such as an address, belongs in it. `do` must return something JSON can hold (an
    identifier). Without a key the action simply runs. Everything happens in one transaction, so an action that is
    refused leaves no trace and may be sent again.
    """
    if not key:
        return do()
    author = f"{by.kind}:{by.author_id or by.user_id or ''}"
    bound = {"key": _bound(key, of), "act": act, "author": author}
    with transaction.atomic():
        try:
            with transaction.atomic():
                arrival = Arrival.objects.create(**bound, arrived_at=now)
        except IntegrityError:
            return Arrival.objects.get(**bound).answer
        answer = do()
        arrival.answer = answer
        arrival.save(update_fields=["answer"])
        return answer


def _bound(key: str, of: Model | str) -> str:
    """The key and its object in a digest: as long as the column takes, whatever was sent."""
    name = f"{of._meta.label}:{of.pk}" if isinstance(of, Model) else of
    return hashlib.sha256(f"{name}\n{key}".encode(errors="replace")).hexdigest()
