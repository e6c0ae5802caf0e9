"""Making the rows of messages, for `actions.send` and for the mail of libraries; nothing here decides who may."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model
from django.dispatch import Signal
from django.utils.translation import gettext as _

from jalon.core import acts
from jalon.core.actor import Actor
from jalon.core.statements import insert
from jalon.files.models import File
from jalon.journal.models import Entry
from jalon.messaging import rendering
from jalon.messaging.kinds import MailKind
from jalon.messaging.models import Choice, Message, State
from jalon.messaging.queries import Foreseen, foresee, languages_of
from jalon.people.models import Person

ATTACHED = 100_000
"""The most that attached texts may weigh together, in characters; larger things are files."""


secret_written = Signal()
"""Sent in the transaction of a message that must leave at once; the background work listens."""


@dataclass(frozen=True)
class Attachment:
    """A small text that goes along, such as a calendar entry (`text/calendar`)."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True)
class Wanted:
    """What an act asks to be written, whoever receives it."""

    kind: MailKind
    about: Model | None = None
    key: str = ""
    entry: Entry | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    personal: Callable[[Person], Mapping[str, Any]] | None = None
    """The part of the context that differs from one person to the next."""
    subject: str = ""
    text: str = ""
    html: str = ""
    reason: str = ""
    day: date | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    attachments: Sequence[Attachment] = ()
    file: File | None = None

    def key_for(self, person: Person) -> str:
        """One message per act and recipient, whatever happens twice."""
        if self.entry is not None:
            return f"{self.kind.code}:entry-{self.entry.pk}:{person.pk}:{self.key}".rstrip(":")
        if not self.key:
            raise ValueError("a message needs the journal entry of its act, or a key")
        return f"{self.kind.code}:{self.key}:{person.pk}"

    def foreseen(self, people: Sequence[Person], *, by: Actor, now: datetime) -> list[Foreseen]:
        """Who gets it, and when."""
        return foresee(
            self.kind, people, by=by, now=now, day=self.day, not_before=self.not_before, not_after=self.not_after
        )

    def letter(self, person: Person, language: str) -> rendering.Letter:
        """What this person reads."""
        if not self.subject:
            context = {**self.context, **(self.personal(person) if self.personal else {})}
            return rendering.from_templates(self.kind, person, language=language, context=context, reason=self.reason)
        return rendering.directly(
            self.kind,
            person,
            language=language,
            subject=self.subject,
            text=self.text,
            html=self.html,
            reason=self.reason,
        )


Context = Mapping[str, Any] | Callable[[Person], Mapping[str, Any]] | None


def with_context(wanted: Wanted, context: Context) -> Wanted:
    """The same with a context that is shared, or made for each person."""
    if context is None or isinstance(context, Mapping):
        return replace(wanted, context=context or {})
    return replace(wanted, personal=context)


def require_transaction() -> None:
    """Raise outside a transaction: a message without its act, or the reverse, must not exist."""
    if not connection.in_atomic_block:
        raise RuntimeError("a message is written in the transaction of its act")


def write(wanted: Wanted, people: Sequence[Person], *, by: Actor, now: datetime) -> list[Message]:
    """The rows of one act for each of these people, in their order; those written before are given again.

    A fixed number of queries, whatever the number of people.
    """
    require_transaction()
    if sum(len(attachment.text) for attachment in wanted.attachments) > ATTACHED:
        raise ValueError(_("Ces pièces jointes sont trop lourdes pour un message."))
    keys = {person.pk: wanted.key_for(person) for person in people}
    known: set[str] = set()
    if wanted.entry is None:  # an entry is nearly always of this very transaction: nothing was written for it before
        known = set(Message.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    new = [person for person in people if keys[person.pk] not in known]
    foreseen = wanted.foreseen(new, by=by, now=now)
    languages = languages_of(new)
    rows = [_row(wanted, one, keys[one.person.pk], languages.get(one.person.pk, "fr"), now) for one in foreseen]
    insert(rows, once="key")
    written = {row.key: row for row in rows if row.pk is not None}
    if wanted.kind.secret and written:
        secret_written.send(sender=Message)
    if missing := [key for key in keys.values() if key not in written]:
        written |= {message.key: message for message in Message.objects.filter(key__in=missing)}
    return [written[keys[person.pk]] for person in people]


def _row(wanted: Wanted, foreseen: Foreseen, key: str, language: str, now: datetime) -> Message:
    person, kind = foreseen.person, wanted.kind
    letter = wanted.letter(person, language)
    leaves = foreseen.will_be_told
    return Message(
        centre_id=person.centre_id,
        person=person,
        address=person.email,
        kind=kind.code,
        is_secret=kind.secret,
        waits_at_night=foreseen.waits_at_night,
        for_morning=foreseen.choice is Choice.MORNING,
        language=language,
        subject=letter.subject,
        text=letter.text if leaves else "",
        html=letter.html if leaves else "",
        reason=letter.reason,
        attachments=[asdict(attachment) for attachment in wanted.attachments] if leaves else [],
        file=wanted.file if leaves else None,
        state=State.WAITING if leaves else State.SUPPRESSED,
        why=foreseen.why or "",
        key=key,
        entry=wanted.entry,
        about_kind=acts.kind_of(wanted.about).code if wanted.about is not None else "",
        about_id=wanted.about.pk if wanted.about is not None else None,
        created_at=now,
        send_after=foreseen.leaves_at,
        not_after=wanted.not_after,
    )
