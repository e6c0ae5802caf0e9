"""What the actions of the desk are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from jalon.accounts.entrance import address_of
from jalon.core.actor import EVERYWHERE, Actor, ActorKind
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.messaging import addresses
from jalon.messaging.actions import send
from jalon.people import actions as people
from jalon.people.models import Person
from jalon.structures.models import Establishment, Reference
from jalon.welcome import acts, queries, rules
from jalon.welcome.models import Visit


@dataclass(frozen=True)
class Details:
    """What a record says: lists and words; `contact` and `studies` complete the person's own record."""

    needs: tuple[Reference, ...] = ()
    services: tuple[Reference, ...] = ()
    orientations: tuple[Reference, ...] = ()
    note: str = ""
    next_step: str = ""
    invite: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)
    establishment: Establishment | None = None
    study_field: Reference | None = None
    level: Reference | None = None


def lent(by: Actor) -> Actor:
    """The same author with the right to complete people's records, which receiving them includes.

    Lent inside an action of this package that asked its own policy, and nowhere else.
    """
    if by.kind is ActorKind.SYSTEM:
        return by
    return replace(by, grants=MappingProxyType({**by.grants, "people.edit": EVERYWHERE}))


def write_record(visit: Visit, details: Details, *, by: Actor, now: datetime) -> None:
    """Write what the record says, and what the person's record gains by it."""
    visit.note, visit.next_step = details.note, details.next_step
    visit.save(update_fields=["note", "next_step"])
    for name in ("needs", "services", "orientations"):
        getattr(visit, name).set(getattr(details, name))
    complete_person(visit.person, visit, details, by=by, now=now)
    if details.invite and visit.invited_at is None:
        invite_visitor(visit, by=by, now=now)


def complete_person(person: Person, visit: Visit, details: Details, *, by: Actor, now: datetime) -> None:
    """Add what was told at the desk; empty boxes leave the person's record as it is."""
    told: dict[str, Any] = {name: value for name, value in details.contact.items() if value}
    if told:
        people.correct_person(person, by=lent(by), now=now, fields=told)
        person.refresh_from_db()
    if details.establishment or details.study_field or details.level:
        people.declare_studies(
            person,
            visit.day,
            by=lent(by),
            now=now,
            establishment=details.establishment,
            field=details.study_field,
            level=details.level,
        )


def invite_visitor(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Invite the person to open their space. Raises Refused without an address, or when they have one. (P06.3)"""
    if reason := rules.why_not_invited(
        has_email=bool(visit.person.email), has_account=queries.has_account(visit.person)
    ):
        raise Refused(reason, field="invite")
    visit.invited_at = now
    visit.save(update_fields=["invited_at"])
    entry = journal.record(acts.INVITED, visit, about=[visit.person], by=by, at=now, params={"person": visit.person})
    send(
        "welcome.invitation",
        visit.person,
        by=by,
        now=now,
        about=visit,
        entry=entry,
        context={
            "person": visit.person,
            "centre": visit.centre,
            "address": addresses.absolute(address_of(visit.centre)),
        },
    )


def note_if_complete(visit: Visit, *, by: Actor, now: datetime) -> bool:
    """Note the moment when nothing is missing any more; what is missing later does not take it back."""
    if visit.completed_at or queries.lacks(visit, queries.deciding(visit.centre).required):
        return False
    visit.completed_at = now
    visit.save(update_fields=["completed_at"])
    journal.record(acts.COMPLETED, visit, about=[visit.person], by=by, at=now, params={"person": visit.person})
    return True
