"""The key that makes a second arrival harmless."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from jalon.core.actor import Actor
from jalon.core.models import Arrival


def once(key: str | None, *, act: str, by: Actor, now: datetime, do: Callable[[], Any]) -> Any:
    """Do it, unless the same author already sent this key for this act: then give the first answer again.

    `do` must return something JSON can hold (an identifier). Without a key the action simply runs. Everything happens
    in one transaction, so an action that is refused leaves no trace and may be sent again.
    """
    if not key:
        return do()
    author = f"{by.kind}:{by.author_id or by.user_id or ''}"
    with transaction.atomic():
        try:
            with transaction.atomic():
                arrival = Arrival.objects.create(key=key[:80], act=act, author=author, arrived_at=now)
        except IntegrityError:
            return Arrival.objects.get(key=key[:80], act=act, author=author).answer
        answer = do()
        arrival.answer = answer
        arrival.save(update_fields=["answer"])
        return answer
