"""Reads for young people and visitors."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from jalon.accounts.models import Link
from jalon.activities import queries as activities
from jalon.activities.models import (
    Activity,
    Attendance,
    Certificate,
    Presence,
    Registration,
    Status,
    place_words,
)
from jalon.activities.settled import Settled
from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.texts import localized
from jalon.people.models import Person
from jalon.portal import rules
from jalon.portal.rules import Place
from jalon.structures.models import Centre
from jalon.surveys import queries as surveys
from jalon.surveys import ways


@dataclass(frozen=True)
class Identity:
    """What the form asks, no more than is needed to tell one person from another."""

    last_name: str
    first_name: str
    born_on: date | None = None
    number: str = ""
    """Student number or national code, as typed."""


AGREEING = frozenset({names.Agreement.SAME, names.Agreement.COMPATIBLE})


def known_under(centre: Centre, address: str) -> QuerySet[Person]:
    """The people on whose record this address stands, each with `has_account`."""
    linked = Link.objects.filter(person=OuterRef("pk"), ended_at=None)
    people = Person.objects.filter(centre=centre).live().with_email(address)
    return people.annotate(has_account=Exists(linked)).order_by("pk")


def needs_more(centre: Centre, address: str) -> bool:
    """Whether the address stands on several records, so that the form must ask a birth date or a number."""
    return known_under(centre, address).count() > 1


def own_record(centre: Centre, address: str, identity: Identity) -> Person | None:
    """The one record without account that the holder of this mailbox shows to be theirs; None when in doubt.

    The name must agree. Where the address is several people's (707 of them in one registrar's file), the birth date
    or the number must be this record's too, and neither may contradict it: an address proves a mailbox, no identity.
    """
    known = list(known_under(centre, address))
    found = [person for person in known if not person.has_account and _is_named(person, identity)]  # type: ignore[attr-defined]
    if len(known) > 1:
        found = [person for person in found if _proves(person, identity)]
    return found[0] if len(found) == 1 else None


def _is_named(person: Person, identity: Identity) -> bool:
    """Whether the name typed, in either script, agrees with the record's."""
    typed = (identity.last_name, identity.first_name)
    held = ((person.last_name, person.first_name), (person.last_name_ar, person.first_name_ar))
    return any(names.agreement(name, typed) in AGREEING for name in held)


def _proves(person: Person, identity: Identity) -> bool:
    """Whether the birth date or the number given is this record's, and none contradicts it."""
    typed = "".join(identity.number.split()).upper()
    numbers = {number.upper() for number in (person.student_number, person.national_code) if number}
    agrees, contradicts = False, False
    if person.born_on and identity.born_on:
        agrees, contradicts = person.born_on == identity.born_on, person.born_on != identity.born_on
    if numbers and typed:
        agrees, contradicts = agrees or typed in numbers, contradicts or typed not in numbers
    return agrees and not contradicts


class Announced(NamedTuple):
    """An activity as the programme shows it."""

    public_id: str
    title: str
    type: str
    starts_at: datetime
    ends_at: datetime
    where: str
    is_online: bool
    is_cancelled: bool
    has_registrations: bool
    has_limit: bool
    is_full: bool


class Day(NamedTuple):
    """What the programme announces on one day."""

    day: date
    is_today: bool
    activities: tuple[Announced, ...]


SHOWN = (
    *("public_id", "title", "day", "starts_at", "ends_at", "place", "online_url", "seats", "taken", "cancelled_at"),
    *("type_id", "room_id", "site_id"),
)
"""What the programme reads of each activity."""
SEARCHED = ("description", "theme__label")
"""What it reads beside that when words are looked for."""


def programme(
    actor: Actor, known: Settled, *, kind: str = "", theme: str = "", text: str = "", now: datetime, today: date
) -> list[Day]:
    """What is announced, day by day; words are found whatever their case and accents."""
    rows = activities.programme(actor, now=now)
    if kind:
        rows = rows.filter(type__code=kind)
    if theme:
        rows = rows.filter(theme__code=theme)
    words = names.key(text).split()
    days: dict[date, list[Announced]] = {}
    row: Any
    for row in rows.values_list(*SHOWN, *(SEARCHED if words else ()), named=True):
        if not words or _says(row, known, words):
            days.setdefault(max(row.day, today), []).append(_announced(row, known))
    return [Day(day, day == today, tuple(announced)) for day, announced in days.items()]


def _says(row: Any, known: Settled, words: list[str]) -> bool:
    """Whether every word stands in what the activity says of itself."""
    said = (row.title, localized(row.theme__label), localized(known.kinds[row.type_id].label), row.description)
    key = names.key(" ".join(said))
    return all(word in key for word in words)


def _announced(row: Any, known: Settled) -> Announced:
    kind = known.kinds[row.type_id]
    return Announced(
        row.public_id,
        row.title,
        localized(kind.label),
        row.starts_at,
        row.ends_at,
        place_words(room=known.rooms.get(row.room_id), site=known.sites.get(row.site_id), place=row.place),
        is_online=bool(row.online_url),
        is_cancelled=row.cancelled_at is not None,
        has_registrations=kind.has_registrations,
        has_limit=row.seats is not None,
        is_full=row.seats is not None and (row.taken or 0) >= row.seats,
    )


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one activity: what their page says, and what they can do."""

    place: Place
    registration: Registration | None
    rank: int | None
    certificate: Certificate | None
    missing: list[str]
    conditions: int
    survey_url: str
    presence: str

    @property
    def reached(self) -> int:
        """How many of the certificate's conditions are there."""
        return self.conditions - len(self.missing)


def standing(activity: Activity, person: Person) -> Standing:
    """This person's registration, place in the queue, certificate and what it still lacks."""
    registration = activities.registration_of(activity, person)
    attendance = activity.attendances.marked().filter(person=person).first()
    presence = attendance.status if attendance else ""
    issued = Certificate.objects.filter(activity=activity, person=person).order_by("withdrawn_at", "-pk").first()
    has_certificate = bool(activity.type.certificate)
    place = rules.place_of(
        registration,
        presence=presence,
        certified=issued is not None and issued.withdrawn_at is None,
        withdrawn=issued is not None and issued.withdrawn_at is not None,
        gives_certificate=has_certificate,
    )
    missing = activities.missing_for_certificate(activity, person) if place is Place.ON_THE_WAY else []
    return Standing(
        place,
        registration,
        activities.rank(registration) if registration else None,
        issued,
        missing,
        2 + bool(activity.type.questionnaire),
        _survey_url(activity, person) if presence == Presence.PRESENT and activity.type.questionnaire else "",
        presence,
    )


def _survey_url(activity: Activity, person: Person) -> str:
    """Where the questionnaire is answered; empty once it is, or while there is none."""
    found = surveys.survey_of("activity", activity.pk)
    return ways.address(found) if found and not surveys.answered_by(found, person) else ""


@dataclass(frozen=True)
class Past:
    """An activity that is over, with whether the person was there and their certificate."""

    activity: Activity
    presence: str
    certificate: Certificate | None


@dataclass(frozen=True)
class Mine:
    """A young person's page: what comes, what is past, what waits for them."""

    coming: list[Registration]
    past: list[Past]
    offered: list[Registration]
    awaiting: list[tuple[str, str]]
    """Questionnaires to answer: what each is about, and where."""


def mine(person: Person, *, now: datetime) -> Mine:
    """Everything that concerns this person, in six queries at most.

    A registration that the cancellation of its activity ended stays in sight until the day is over: nobody comes
    for nothing.
    """
    rows = [row for row in activities.activities_of(person) if not rules.came_to_nothing(row)]
    coming = sorted((row for row in rows if row.activity.ends_at >= now), key=lambda row: row.activity.starts_at)
    held = {certificate.activity_id: certificate for certificate in Certificate.objects.valid().filter(person=person)}
    seen = dict(Attendance.objects.marked().filter(person=person).values_list("activity_id", "status"))
    past = [
        Past(row.activity, seen.get(row.activity_id, ""), held.get(row.activity_id))
        for row in rows
        if row.activity.ends_at < now and row.status != Status.ENDED
    ]
    offered = [row for row in coming if row.status == Status.OFFERED]
    awaiting = [(item.subject, ways.address(item.survey)) for item in surveys.awaiting(person, now=now)]
    return Mine(coming, past, offered, awaiting)
