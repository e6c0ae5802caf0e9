"""Somebody comes: found or made known, put in the queue, received at once, or met at a stand. (P06.1, P24.1, M19)"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jalon.activities.models import Activity
from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.arrivals import once
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people.actions import add_person
from jalon.people.models import Origin, Person
from jalon.structures.models import Centre
from jalon.welcome import acts, policies, queries, rules
from jalon.welcome.actions.saving import Details, lent, note_if_complete, write_record
from jalon.welcome.models import Place, State, Visit

__all__ = ["Details", "Met", "Newcomer", "welcome_visitor"]


@dataclass(frozen=True)
class Newcomer:
    """Somebody whom the centre did not know: a name in either script."""

    last_name: str
    first_name: str = ""


@dataclass(frozen=True)
class Met:
    """Where the person was met, and how far the visit goes in this gesture."""

    place: str = Place.DESK
    activity: Activity | None = None
    occasion: str = ""
    state: str = State.WAITING
    """Waiting, received at once, or served: a contact at a stand is over when it is written."""


@transaction.atomic
def welcome_visitor(
    centre: Centre,
    who: Person | Newcomer,
    met: Met,
    *,
    details: Details | None = None,
    by: Actor,
    now: datetime,
    at: datetime,
    key: str | None,
) -> Visit:
    """Enter a visit in one gesture, with the person's record when there is none. The same key twice gives the first.

    `at` is the moment of the gesture on the device, never later than `now`. Raises Refused when the person is in the
    queue already, or when a stand has no event. (P06.1, P24.1.a, P24.1.c)
    """
    policies.visit.require("add", by, centre.pk)
    return enter_visit(centre, who, met, details=details, by=by, now=now, at=at, key=key)


def enter_visit(
    centre: Centre,
    who: Person | Newcomer,
    met: Met,
    *,
    details: Details | None,
    by: Actor,
    now: datetime,
    at: datetime,
    key: str | None,
) -> Visit:
    """The same for actions of this package that asked another policy."""

    def do() -> int:
        visit = _enter(centre, _person(centre, who, by, now), met, min(at, now), by, now)
        if details is not None:
            write_record(visit, details, by=by, now=now)
        if visit.ended_at:
            note_if_complete(visit, by=by, now=now)
        return int(visit.pk)

    pk = once(key, act=acts.ARRIVED, of=centre, by=by, now=now, do=do)
    return Visit.objects.select_related("centre", "person", "activity").get(pk=pk)


def _person(centre: Centre, who: Person | Newcomer, by: Actor, now: datetime) -> Person:
    """The person's row, locked; a record for whoever has none."""
    if isinstance(who, Person):
        return Person.objects.locked().get(pk=who.pk, centre=centre)
    last, first = names.proper(who.last_name), names.proper(who.first_name)
    in_arabic = names.script(last + first) is names.Script.ARABIC
    written = {"last_name": last, "first_name": first}
    arabic = {"last_name_ar": last, "first_name_ar": first} if in_arabic else {}
    return add_person(centre, by=lent(by), now=now, registered_origin=Origin.DESK, **written, **arabic)


def _enter(centre: Centre, person: Person, met: Met, at: datetime, by: Actor, now: datetime) -> Visit:
    day = local(at, centre.timezone).date()
    here = Visit.objects.open().filter(person=person, place=Place.DESK, day=day).exists()
    if reason := rules.why_not_arrived(
        place=met.place,
        has_activity=met.activity is not None,
        occasion=met.occasion,
        is_here=here and met.place == Place.DESK,
    ):
        raise Refused(reason)
    begun, over = met.state in (State.RECEIVED, State.SERVED), met.state == State.SERVED
    visit = Visit.objects.create(
        centre=centre,
        person=person,
        place=met.place,
        activity=met.activity,
        occasion=met.occasion,
        arrived_at=at,
        day=day,
        recorded_at=now,
        recorded_by_id=by.person_id,
        received_at=at if begun else None,
        received_by_id=by.person_id if begun else None,
        ended_at=at if over else None,
        due_on=rules.due_on(day, queries.deciding(centre).before),
    )
    journal.record(
        acts.ARRIVED,
        visit,
        about=[person, *([met.activity] if met.activity else [])],
        by=by,
        at=now,
        params={"person": person},
    )
    return visit
