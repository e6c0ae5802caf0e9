"""Every writing of messages: sending, recalling, choosing, mending."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Model

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.files.models import File
from jalon.journal import recording as journal
from jalon.journal.models import Entry
from jalon.messaging import acts, digests, kinds, policies, rules, writing
from jalon.messaging.models import Choice, Message, Preference, State
from jalon.messaging.writing import Attachment, Wanted
from jalon.people.models import Person


def send(
    kind: str,
    person: Person,
    *,
    by: Actor,
    now: datetime,
    about: Model | None = None,
    entry: Entry | None = None,
    key: str = "",
    context: Mapping[str, Any] | None = None,
    subject: str = "",
    text: str = "",
    html: str = "",
    reason: str = "",
    day: date | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    attachments: Sequence[Attachment] = (),
    file: File | None = None,
) -> Message:
    """Write a message to one person, in the transaction of the act that it tells of; RuntimeError outside one.

    `entry` (the act's journal entry) or `key` makes it unique per recipient: a second call gives the first row. The
    contents come from the kind's templates with `context`, or from `subject` and `text`. `day` is the day of the
    activity (what may wake people looks at it); `not_after` the moment after which the message has no sense. Whoever
    does not want it, or acted themself, gets a row in the state *non envoyé* with its reason and no body.
    """
    wanted = Wanted(
        kind=kinds.kind(kind),
        about=about,
        key=key,
        entry=entry,
        context=context or {},
        subject=subject,
        text=text,
        html=html,
        reason=reason,
        day=day,
        not_before=not_before,
        not_after=not_after,
        attachments=attachments,
        file=file,
    )
    return writing.write(wanted, [person], by=by, now=now)[0]


def send_all(
    kind: str,
    people: Sequence[Person],
    *,
    by: Actor,
    now: datetime,
    context: writing.Context = None,
    **options: Any,
) -> list[Message]:
    """`send` to many people at a fixed number of queries; `context` may be a function of the person."""
    wanted = writing.with_context(Wanted(kind=kinds.kind(kind), **options), context)
    return writing.write(wanted, people, by=by, now=now)


class Recalled(NamedTuple):
    """What an undo could still hold back, and what had already left."""

    recalled: int
    gone: int


def recall(*, entry: Entry | None = None, kind: str = "", key: str = "") -> Recalled:
    """Hold back what an act wrote and that did not leave yet; called by the act that undoes it, in its transaction.

    `entry` is the entry of the act that is undone; otherwise the `kind` and the `key` that its messages were given.
    """
    writing.require_transaction()
    if entry is not None:
        messages = Message.objects.filter(entry=entry)
    elif kind and key:
        messages = Message.objects.filter(key__startswith=f"{kind}:{key}:")
    else:
        raise ValueError("say which act is undone: its journal entry, or the kind and the key of its messages")
    held = messages.filter(state=State.WAITING).update(state=State.RECALLED, text="", html="", attachments=[])
    gone = messages.filter(state__in=[State.SENT, State.SENDING, State.GROUPED]).count()
    return Recalled(held, gone)


@transaction.atomic
def choose(person: Person, choices: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """Keep what somebody chose to receive, kind by kind. Raises Refused for what cannot be chosen."""
    policies.preference.require("choose", by, person)
    person = Person.objects.locked().get(pk=person.pk)
    held = dict(Preference.objects.filter(person=person).values_list("kind", "choice"))
    changed = {code: choice for code, choice in choices.items() if held.get(code) != choice}
    for code, choice in changed.items():
        if code in digests.codes() and choice in digests.CHOICES:
            continue
        if reason := rules.why_not_chosen(kinds.find(code), choice):
            raise Refused(reason, field=code)
    for code, choice in changed.items():
        Preference.objects.update_or_create(
            person=person, kind=code, defaults={"choice": choice, "chosen_at": now, "centre_id": person.centre_id}
        )
    if changed:
        journal.record(acts.CHOSEN, person, by=by, at=now)


def unsubscribe(person: Person, kind: str, *, by: Actor, now: datetime) -> None:
    """Stop one kind of message, by the link at its foot."""
    choose(person, {kind: Choice.NEVER}, by=by, now=now)


@transaction.atomic
def retry(message: Message, *, by: Actor, now: datetime) -> Message:
    """Send a failed message again, at once."""
    policies.message.require("mend", by, message)
    message = Message.objects.select_for_update().get(pk=message.pk)
    if reason := rules.why_not_retried(message.state, failed=State.FAILED, is_secret=message.is_secret):
        raise Refused(reason)
    message.state, message.attempts, message.next_try_at, message.last_error = State.WAITING, 0, None, ""
    message.send_after, message.handled_at = now, now
    message.save(update_fields=["state", "attempts", "next_try_at", "last_error", "send_after", "handled_at"])
    journal.record(acts.RETRIED, message, about=[message.person] if message.person else [], by=by, at=now)
    return message


@transaction.atomic
def set_aside(message: Message, *, by: Actor, now: datetime) -> Message:
    """Say that a failure was dealt with otherwise: it waits for nobody any more."""
    policies.message.require("mend", by, message)
    if Message.objects.failing().filter(pk=message.pk).update(handled_at=now):
        journal.record(acts.SET_ASIDE, message, about=[message.person] if message.person else [], by=by, at=now)
    message.refresh_from_db()
    return message


__all__ = ["Attachment", "Recalled", "choose", "recall", "retry", "send", "send_all", "set_aside", "unsubscribe"]
