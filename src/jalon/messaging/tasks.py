"""Background work of the outbox."""

from typing import Any

from django.tasks import task
from django.utils import timezone

from jalon.core.periodic import every
from jalon.messaging import delivery, mornings

TURNS = 20
"""Turns of one run; what is left waits for the next minute, so that other background work has its share."""


@every("* * * * *")
@task(priority=20)
def deliver_mail() -> int:
    """Each minute, and at once for codes and links: send what is due."""
    sent = 0
    for _turn in range(TURNS):
        outcome = delivery.deliver(now=timezone.now())
        sent += outcome.sent
        if outcome.is_over:
            break
    return sent


@every("*/5 * * * *")
@task()
def make_digests() -> int:
    """Every five minutes: the morning mail of the centres where it is half past seven."""
    return mornings.make_digests(now=timezone.now())


@every("15 3 * * *")
@task()
def forget_old_messages() -> int:
    """Each night: remove the messages of more than thirteen months ago."""
    return delivery.forget_old(now=timezone.now())


def deliver_soon(**_signal: Any) -> None:
    """A secret was written: enqueue its delivery in the same transaction."""
    deliver_mail.enqueue()
