"""What stands on the calendar between two days, read lean: text as the database gives it, names looked up once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from jalon.activities import policies
from jalon.activities.models import ActivityType, place_words
from jalon.activities.rules import State
from jalon.core.actor import Actor
from jalon.core.moments import utc_moment
from jalon.core.texts import localized
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Room, Site
from jalon.structures.models.role import RoleKind


class Event(NamedTuple):
    """An activity as the calendar draws it: day and clocks as text (2026-11-17, 14:00:00), its state now."""

    public_id: str
    title: str
    day: str
    starts: str
    ends: str
    zone: str
    type_id: int
    leader_id: int
    room_id: int | None
    site_id: int | None
    place: str
    first_name: str
    last_name: str
    state: str
    pk: int


READ = (
    *("public_id", "title", "day_text", "starts_text", "ends_text", "zone", "type_id", "leader_id", "room_id"),
    *("site_id", "place", "leader__first_name", "leader__last_name", "state", "pk"),
)


def state_now(now: datetime) -> Case:
    """`rules.state_of` for the database: the same states, so that rows need not bring their moments."""
    return Case(
        When(cancelled_at__isnull=False, then=Value(State.CANCELLED.value)),
        When(closed_at__isnull=False, then=Value(State.CLOSED.value)),
        When(published_at__isnull=True, then=Value(State.DRAFT.value)),
        When(ends_at__lt=now, then=Value(State.TO_CLOSE.value)),
        When(starts_at__lte=now, then=Value(State.UNDER_WAY.value)),
        default=Value(State.OPEN.value),
        output_field=CharField(),
    )


def events(actor: Actor, first: date, last: date, *, now: datetime, only: Q | None = None) -> list[Event]:
    """All that the actor may see from one day to the other, both included, by time. One query."""
    # The moments lead to the index; the day on the wall decides.
    after, before = (utc_moment(day, time.min, "UTC") for day in (first - timedelta(days=1), last + timedelta(days=2)))
    rows = (
        policies.activity.visible_to(actor)
        .filter(starts_at__gte=after, starts_at__lt=before, day__gte=first, day__lte=last)
        .annotate(
            day_text=Cast("day", CharField()),
            starts_text=Cast("starts_clock", CharField()),
            ends_text=Cast("ends_clock", CharField()),
            state=state_now(now),
        )
        .order_by("starts_at", "pk")
    )
    if only is not None:
        rows = rows.filter(only)
    return [Event._make(row) for row in rows.values_list(*READ)]


@dataclass(frozen=True)
class Kind:
    """A kind of activity as legend and boxes show it."""

    code: str
    label: str
    tone: str
    is_archived: bool


@dataclass(frozen=True)
class Choices:
    """What the filters offer and what boxes name: kinds, rooms and sites by identifier, the team by name."""

    kinds: Mapping[int, Kind]
    rooms: Mapping[int, tuple[str, int, bool]]
    """Name, site, whether it is out of service."""
    sites: Mapping[int, tuple[str, bool]]
    team: Mapping[int, str]

    def where_of(self, room_id: int | None, site_id: int | None, place: str) -> str:
        """The place in a few words."""
        room, site = self.rooms.get(room_id or 0), self.sites.get(site_id or 0)
        return place_words(room=room[0] if room else "", site=site[0] if site else "", place=place)


def choices(centre: Centre) -> Choices:
    """Kinds, rooms, sites and team of the centre, in one query."""
    nothing, none = Value("", CharField()), Value(None, BigIntegerField())
    archived = ExpressionWrapper(Q(archived_at__isnull=False), BooleanField())

    def part(what: str, rows: Any, **columns: Any) -> Any:
        found = {"words": Cast("name", TextField()), "code_": nothing, "tone_": nothing, "parent": none} | columns
        found |= {"what": Value(what, CharField()), "off": columns.get("off", archived)}
        order = ("what", "pk", "words", "code_", "tone_", "parent", "off")
        return rows.order_by().annotate(**found).values_list(*order)

    kinds = part(
        "kind",
        ActivityType.objects.filter(centre=centre),
        words=Cast("label", TextField()),
        code_=Cast("code", CharField()),
        tone_=Cast("tone", CharField()),
        parent=Cast("position", BigIntegerField()),
    )
    rooms = part("room", Room.objects.filter(centre=centre), parent=F("site_id"))
    sites = part("site", Site.objects.filter(centre=centre))
    held = Mandate.objects.filter(centre=centre, role__kind=RoleKind.INTERNAL).values("person")
    team = part(
        "team",
        Person.objects.filter(centre=centre, pk__in=held),
        words=Concat("first_name", Value(" "), "last_name", output_field=TextField()),
        code_=Cast("name_key", CharField()),
        off=Value(False, BooleanField()),
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in kinds.union(rooms, sites, team, all=True).order_by():
        found[row[0]].append(row)
    return Choices(
        kinds={
            pk: Kind(code, localized(json.loads(words)), tone, bool(off))
            for _what, pk, words, code, tone, _at, off in sorted(found["kind"], key=lambda row: (row[5], row[3]))
        },
        rooms={row[1]: (row[2], row[5], bool(row[6])) for row in sorted(found["room"], key=lambda row: row[2])},
        sites={row[1]: (row[2], bool(row[6])) for row in sorted(found["site"], key=lambda row: row[2])},
        team={row[1]: row[2].strip() for row in sorted(found["team"], key=lambda row: row[3])},
    )


def narrowed(rows: Iterable[Event], filters: Mapping[str, str], choices: Choices) -> list[Event]:
    """Those that the filters of the address keep; a filter that names nothing known keeps all."""
    kept = list(rows)
    code = filters.get("type")
    kinds = {pk for pk, kind in choices.kinds.items() if kind.code == code}
    if kinds:
        kept = [row for row in kept if row.type_id in kinds]
    if leader := number(filters.get("leader")):
        kept = [row for row in kept if row.leader_id == leader]
    if (room := number(filters.get("room"))) in choices.rooms:
        kept = [row for row in kept if row.room_id == room]
    if (site := number(filters.get("site"))) in choices.sites:
        kept = [row for row in kept if row.site_id == site]
    if (state := filters.get("etat")) in set(State):
        kept = [row for row in kept if row.state == state]
    return kept


def number(text: str | None) -> int:
    """An identifier from the address; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 15 else 0


OVER = {State.CANCELLED.value, State.CLOSED.value}
"""States of which a conflict no longer matters."""


def clashes(rows: Iterable[Event]) -> dict[int, set[str]]:
    """Which of them want the same room or the same leader at the same time: `room`, `leader`, by identifier.

    Clocks are compared as the wall shows them, so only within one zone; saving compares moments.
    """
    groups: dict[tuple[str, int, str, str], list[Event]] = defaultdict(list)
    for row in rows:
        if row.state in OVER:
            continue
        groups["leader", row.leader_id, row.day, row.zone].append(row)
        if row.room_id:
            groups["room", row.room_id, row.day, row.zone].append(row)
    found: dict[int, set[str]] = defaultdict(set)
    for (what, *_same), together in groups.items():
        if len(together) < 2:
            continue
        longest = together[0]
        for row in together[1:]:  # they come by start
            if row.starts < longest.ends:
                found[row.pk].add(what)
                found[longest.pk].add(what)
            if row.ends > longest.ends:
                longest = row
    return found
