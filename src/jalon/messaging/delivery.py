"""Sending what is due: claimed one by one, each by exactly one worker, at least once and never held up by another."""

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jalon.messaging import rules
from jalon.messaging.models import MailServer, Message, State, Why
from jalon.messaging.transport import Fault, Transport, Way, compose, fault_of, smtp, way

logger = logging.getLogger("jalon.messaging")

LOOKED_AT = 50
"""How many messages that must wait for the morning are moved before one is sent, at most, in one claim."""


@dataclass
class Outcome:
    """What one turn did."""

    sent: int = 0
    failed: int = 0
    is_over: bool = True
    """Nothing is left that may leave now."""


def deliver(*, now: datetime, most: int = 50, transport: Callable[[], Transport] | None = None) -> Outcome:
    """One turn: recover what a vanished worker left, drop what is too old, send up to `most` messages.

    No transaction is open while the mail server is spoken to.
    """
    recover(now=now)
    if way() is Way.MAILBOX and transport is None:
        return Outcome(sent=Message.objects.due(now).update(state=State.SENT, sent_at=now, claimed_at=now, attempts=1))
    drop_stale(now=now)
    if way() is Way.KEPT and transport is None:
        return Outcome()
    return _send(now, most, transport or (lambda: smtp(settings.JALON_SMTP_URL)))


def _send(now: datetime, most: int, connect: Callable[[], Transport]) -> Outcome:
    outcome, line = Outcome(), _Line(connect)
    try:
        while outcome.sent + outcome.failed < most:
            message = claim(now=now)
            if message is None:
                return outcome
            if fault := line.why_not_sent(message):
                note_failure(message, fault, now=now)
                outcome.failed += 1
                if fault.is_server:
                    return outcome
            else:
                note_sent(message, now=now)
                outcome.sent += 1
        outcome.is_over = False
        return outcome
    finally:
        line.close()


class _Line:
    """The connection of one turn, opened with the first message."""

    def __init__(self, connect: Callable[[], Transport]) -> None:
        self.connect = connect
        self.server: Transport | None = None

    def why_not_sent(self, message: Message) -> Fault | None:
        """Send one message; None when the server accepted it."""
        try:
            email = compose(message)
        except Exception as error:
            logger.error(
                "message %s (%s) cannot be composed: %s", message.public_id, message.kind, type(error).__name__
            )
            return Fault(_("Le message n’a pas pu être composé"), is_permanent=True)
        try:
            if self.server is None:
                server = self.connect()
                server.open()
                self.server = server
        except Exception as error:
            return replace(fault_of(error), is_server=True, is_permanent=False)
        try:
            self.server.send_messages([email])
        except Exception as error:
            return fault_of(error)
        return None

    def close(self) -> None:
        """Say goodbye; a server that does not answer any more is left alone."""
        if self.server is not None:
            with contextlib.suppress(OSError):
                self.server.close()


def claim(*, now: datetime) -> Message | None:
    """Take the next message that may leave, for this worker alone; None when there is none or the hour is used up.

    The mail server's row is the lock under which the hour is counted; the update that takes the message must change
    exactly one row. What may not be sent at this hour of the night is moved to the morning on the way.
    """
    with transaction.atomic():
        _lock()
        used = Message.objects.accepted_since(now - rules.HOUR).count()
        limit = settings.JALON_MAIL_PER_HOUR
        due = Message.objects.due(now)
        if not rules.room(limit=limit, used=used, is_secret=False):
            due = due.filter(is_secret=True)
        if not rules.room(limit=limit, used=used, is_secret=True):
            return None
        for message in due.select_related("centre", "person", "file__content")[:LOOKED_AT]:
            morning = message.waits_at_night and message.centre and rules.night_ends(now, message.centre.timezone)
            waiting = Message.objects.filter(pk=message.pk, state=State.WAITING)
            if morning:
                waiting.update(send_after=morning)
            elif waiting.update(state=State.SENDING, claimed_at=now, attempts=message.attempts + 1) == 1:
                message.state, message.claimed_at, message.attempts = State.SENDING, now, message.attempts + 1
                return message
    return None


def _lock() -> None:
    MailServer.objects.bulk_create([MailServer()], ignore_conflicts=True)
    MailServer.objects.select_for_update().get(pk="default")


def note_sent(message: Message, *, now: datetime) -> None:
    """The server accepted it: a secret keeps no body, another its text without links."""
    changed = _mine(message).update(
        state=State.SENT,
        sent_at=now,
        last_error="",
        next_try_at=None,
        html="",
        text="" if message.is_secret else rules.without_links(message.text),
        attachments=[] if message.is_secret else message.attachments,
    )
    if changed:
        MailServer.objects.filter(pk="default").update(last_sent_at=now, failing_since=None, last_error="")


def note_failure(message: Message, fault: Fault, *, now: datetime) -> None:
    """It did not leave: try later, or give up; what is logged names neither the person nor the content."""
    again = None if fault.is_permanent else rules.next_try(message.attempts, now)
    logger.warning("message %s (%s) did not leave, attempt %s", message.public_id, message.kind, message.attempts)
    if again is not None:
        _mine(message).update(state=State.WAITING, next_try_at=again, last_error=fault.sentence)
    else:
        _mine(message).update(
            state=State.FAILED,
            next_try_at=None,
            last_error=fault.sentence,
            handled_at=None,
            **({"text": "", "html": "", "attachments": []} if message.is_secret else {}),
        )
    if fault.is_server:
        MailServer.objects.filter(pk="default").update(last_error=fault.sentence)
        MailServer.objects.filter(pk="default", failing_since=None).update(failing_since=now)


def _mine(message: Message) -> QuerySet[Message]:
    """The row, as long as it is still in the hands of the worker that claimed it."""
    return Message.objects.filter(pk=message.pk, state=State.SENDING, claimed_at=message.claimed_at)


def recover(*, now: datetime) -> int:
    """Put back what a vanished worker was sending: it may have left already and then leaves twice, never not at all."""
    recovered = 0
    for message in Message.objects.stuck(now, rules.PATIENCE):
        logger.warning("message %s (%s) lost its worker", message.public_id, message.kind)
        fault = Fault(_("L’envoi a été interrompu"))
        note_failure(message, fault, now=now)
        recovered += 1
    return recovered


def drop_stale(*, now: datetime) -> int:
    """Give up what has no sense any more at this hour."""
    stale = (
        Q(not_after__lte=now)
        | Q(is_secret=True, send_after__lte=now - rules.STALE_SECRET_AFTER)
        | Q(is_secret=False, send_after__lte=now - rules.STALE_AFTER)
    )
    return Message.objects.filter(stale, state=State.WAITING, for_morning=False).update(
        state=State.SUPPRESSED, why=Why.TOO_LATE, text="", html="", attachments=[]
    )


def forget_old(*, now: datetime) -> int:
    """Remove the messages of more than thirteen months ago."""
    return (
        Message.objects.filter(created_at__lt=now - rules.KEPT)
        .exclude(state__in=[State.WAITING, State.SENDING])
        .delete()[0]
    )
