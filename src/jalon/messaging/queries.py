"""Reads about messages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.urls import NoReverseMatch

from jalon.accounts.models import Link
from jalon.core import acts, names
from jalon.core.actor import Actor
from jalon.core.statements import Given, Statement
from jalon.messaging import digests, kinds, policies, rules
from jalon.messaging.kinds import Audience, MailKind
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
            Preference.objects.filter(kind=kind.code, person__in=[p.pk for p in people]).values_list(
                "person_id", "choice"
            )
        )
    found = []
    for person in people:
        one = _foreseen(kind, person, chosen.get(person.pk), by, now, day, not_before)
        if one.will_be_told and not_after is not None and one.leaves_at >= not_after:
            one = replace(one, choice=Choice.NEVER, why=Why.TOO_LATE)
        found.append(one)
    return found


def _foreseen(
    kind: MailKind,
    person: Person,
    chosen: str | None,
    by: Actor,
    now: datetime,
    day: date | None,
    not_before: datetime | None,
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


def _locales(**people: Any) -> QuerySet[Link, Any]:
    return Link.objects.filter(ended_at=None, **people).values_list("person_id", "user__locale")


_LOCALE = Statement(lambda: _locales(person=Given("person")))


def languages_of(people: Sequence[Person]) -> dict[int, str]:
    """The language of each person's account; those without one are absent. One query."""
    if len(people) == 1:
        return dict(_LOCALE.rows(person=people[0].pk))
    return dict(_locales(person__in=[person.pk for person in people]))


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


def pages_of(messages: Iterable[Message]) -> dict[tuple[str, int | None], str]:
    """The paths of what the messages are about, by kind and id; one query per kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for message in messages:
        if message.about_kind and message.about_id is not None:
            wanted[message.about_kind].add(message.about_id)
    found: dict[tuple[str, int | None], str] = {}
    known = acts.all_kinds()
    for code, ids in wanted.items():
        kind = known.get(code)
        if kind is None or kind.page is None:
            continue
        for pk, obj in apps.get_model(kind.model)._base_manager.in_bulk(ids).items():
            with suppress(NoReverseMatch):
                found[code, pk] = kind.page(obj)
    return found


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

    @property
    def tone(self) -> str:
        """The colour of the failures."""
        return "danger" if self.failing else "neutral"


def flow(by: Actor, *, limit: int, now: datetime) -> Flow:
    """The state of the outbox, for the head of the list. Two queries."""
    counted = policies.message.visible_to(by).aggregate(
        waiting=Count("pk", filter=Q(state__in=[State.WAITING, State.SENDING])),
        failing=Count("pk", filter=Q(state=State.FAILED, handled_at=None)),
    )
    used = Message.objects.accepted_since(now - rules.HOUR).count()
    return Flow(**counted, left_this_hour=rules.room(limit=limit, used=used, is_secret=False), limit=limit)


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


def settings_of(person: Person, *, by: Actor) -> list[Setting]:
    """What this person can choose: the team's kinds for who has a role, young people's for who is registered."""
    is_staff = bool(by.grants)
    is_young = not is_staff or person.registered_at is not None
    audiences = {Audience.STAFF: is_staff, Audience.YOUNG: is_young}
    chosen = chosen_by(person)
    lines = [
        Setting(kind.code, kind.label, kind.choices, _choice(chosen, kind.code, kind.choices, kind.first_choice))
        for kind in kinds.all_kinds()
        if not kind.is_essential and audiences[kind.audience]
    ]
    if is_staff:
        lines += [
            Setting(part.code, part.label, digests.CHOICES, _choice(chosen, part.code, digests.CHOICES, Choice.MORNING))
            for part in digests.sections(by)
        ]
    return lines


def _choice(chosen: dict[str, str], code: str, choices: tuple[Choice, ...], first: Choice) -> Choice:
    return Choice(chosen[code]) if chosen.get(code) in choices else first
