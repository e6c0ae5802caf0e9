"""Reads about messages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from jalon.accounts.models import Link
from jalon.core import names
from jalon.core.actor import Actor
from jalon.messaging import kinds, policies, rules
from jalon.messaging.kinds import MailKind
from jalon.messaging.models import Choice, Message, Preference, State, Why
from jalon.people.models import Person


@dataclass(frozen=True)
class Foreseen:
    """What becomes of a message to one person, before anything is written."""

    person: Person
    choice: Choice
    why: Why | None
    leaves_at: datetime
    waits_at_night: bool

    @property
    def will_be_told(self) -> bool:
        """Whether the person gets it at all, now or with the morning's digest."""
        return self.choice is not Choice.NEVER


def foresee(
    kind: MailKind,
    people: Collection[Person],
    *,
    by: Actor,
    now: datetime,
    day: date | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> list[Foreseen]:
    """Who gets a message of this kind, and when. One query, none for what nobody can refuse."""
    chosen: dict[int, str] = {}
    if not kind.is_essential:
        chosen = dict(
            Preference.objects.filter(kind=kind.code, person__in=[p.pk for p in people]).values_list("person_id", "choice")
        )
    found = []
    for person in people:
        one = _foreseen(kind, person, chosen.get(person.pk), by, now, day, not_before)
        if one.will_be_told and not_after is not None and one.leaves_at >= not_after:
            one = replace(one, choice=Choice.NEVER, why=Why.TOO_LATE)
        found.append(one)
    return found


def _foreseen(
    kind: MailKind, person: Person, chosen: str | None, by: Actor, now: datetime, day: date | None, not_before: datetime | None
) -> Foreseen:
    fate = rules.fate(
        kind,
        chosen=chosen,
        is_own_act=by.person_id == person.pk,
        has_address=bool(person.email),
        is_gone=person.erased_at is not None or person.merged_into_id is not None,
    )
    zone = person.centre.timezone
    quiet = rules.waits_at_night(kind, day=day, now=now, zone=zone)
    if fate.choice is Choice.MORNING:
        leaves = rules.next_morning(max(now, not_before or now), zone)
    else:
        leaves = rules.leaves_at(now=now, is_secret=kind.secret, is_quiet=quiet, zone=zone, not_before=not_before)
    return Foreseen(person, fate.choice, fate.why, leaves, quiet)


def languages_of(people: Iterable[Person]) -> dict[int, str]:
    """The language of each person's account; those without one are absent. One query."""
    links = Link.objects.filter(person__in=[person.pk for person in people], ended_at=None)
    return dict(links.values_list("person_id", "user__locale"))


def messages(by: Actor, *, q: str = "", state: str = "", kind: str = "") -> QuerySet[Message]:
    """The centre's messages that match; confidential ones are never found by their subject."""
    found = policies.message.visible_to(by).select_related("person", "grouped_in")
    if words := names.key(q):
        found = found.filter(
            Q(person__name_key__contains=words)
            | Q(address__icontains=q.strip())
            | Q(subject__icontains=q.strip(), is_secret=False)
        )
    if state:
        found = found.filter(state=state)
    return found.filter(kind=kind) if kind else found


def messages_about(kind: str, object_id: int, *, by: Actor, limit: int) -> list[Message]:
    """The newest messages about an object, or to a person."""
    found = policies.message.visible_to(by).select_related("person", "grouped_in")
    wanted = found.filter(person_id=object_id) if kind == "person" else found.about(kind, object_id)
    return list(wanted.order_by("-created_at", "-pk")[:limit])


def failing(by: Actor) -> QuerySet[Message]:
    """Messages that failed and that nobody dealt with."""
    return policies.message.visible_to(by).failing()


@dataclass(frozen=True)
class Flow:
    """How the mail flows now: what waits in the centre, what the hour still allows to the whole installation."""

    waiting: int
    failing: int
    left_this_hour: int
    limit: int


def flow(by: Actor, *, limit: int, now: datetime) -> Flow:
    """The state of the outbox, for the head of the list. Three queries."""
    own = policies.message.visible_to(by)
    used = Message.objects.accepted_since(now - rules.HOUR).count()
    return Flow(
        waiting=own.filter(state__in=[State.WAITING, State.SENDING]).count(),
        failing=own.failing().count(),
        left_this_hour=rules.room(limit=limit, used=used, is_secret=False),
        limit=limit,
    )


@dataclass(frozen=True)
class Setting:
    """One line of the preferences' page."""

    code: str
    label: kinds.Text
    choices: tuple[Choice, ...]
    chosen: Choice


def chosen_by(person: Person) -> dict[str, str]:
    """What the person chose, by kind."""
    return dict(Preference.objects.filter(person=person).values_list("kind", "choice"))
