"""Bringing in somebody's calendar: what its events become, once each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.bookings import acts, policies
from jalon.bookings.actions.holding import release, take
from jalon.bookings.models import Busy, Imported, Occupation
from jalon.bookings.reading import Found
from jalon.bookings.receiving import Destination, Order, destinations
from jalon.bookings.values import Resource, Span
from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people.models import Person


@dataclass(frozen=True)
class Report:
    """What an import did."""

    created: int
    changed: int
    same: int
    refused: int


@transaction.atomic
def import_calendar(
    person: Person, events: Sequence[Found], *, destination: str, choice: str = "", by: Actor, now: datetime
) -> Report:
    """Make of the events what the destination says; the same file again changes nothing, a newer one what it changed.

    Raises Refused for a destination that is not offered to this actor.
    """
    policies.occupation.require("import", by, person)
    chosen = next((one for one in destinations(by) if one.code == destination), None)
    if chosen is None:
        raise Refused(_("Choisissez ce que deviennent ces évènements."), field="destination")
    if chosen.choices and choice not in {code for code, _label in chosen.choices(person.centre)}:
        raise Refused(_("Choisissez dans la liste."), field="choice")
    Person.objects.locked().get(pk=person.pk)  # the same file sent twice at once is read one after the other
    known = {row.uid: row for row in Imported.objects.filter(person=person, destination=destination)}
    order = Order(person.centre, person, choice, by, now)
    new = [event for event in events if event.uid not in known]
    made = list(zip(new, chosen.create(order, new), strict=True))
    Imported.objects.bulk_create(
        Imported(
            centre_id=person.centre_id,
            person=person,
            destination=destination,
            uid=event.uid,
            fingerprint=event.fingerprint,
            subject_kind=chosen.kind,
            subject_id=row.pk,
            imported_at=now,
        )
        for event, row in made
        if row is not None
    )
    created = sum(row is not None for _event, row in made)
    changed = _change(chosen, order, [(known[event.uid], event) for event in events if event.uid in known])
    report = Report(created, changed, len(events) - len(new) - changed, len(new) - created)
    if report.created or report.changed:
        params = {"count": report.created + report.changed}
        journal.record(acts.CALENDAR_IMPORTED, person, by=by, at=now, params=params)
    return report


def _change(chosen: Destination, order: Order, pairs: Sequence[tuple[Imported, Found]]) -> int:
    changed = 0
    for row, event in pairs:
        if row.fingerprint != event.fingerprint:
            chosen.change(order, row.subject_id, event)
            row.fingerprint = event.fingerprint
            row.save(update_fields=["fingerprint"])
            changed += 1
    return changed


def create_occupations(order: Order, events: Sequence[Found]) -> list[Occupation]:
    """The events as times at which the person is taken, in a fixed number of queries."""
    rows = Occupation.objects.bulk_create(
        Occupation(
            centre=order.centre,
            person=order.person,
            title=event.title,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            is_whole_day=event.is_whole_day,
            created_at=order.now,
        )
        for event in events
    )
    busy = []
    for row in rows:
        one = Busy(centre=order.centre, person=order.person, subject_kind="occupation", subject_id=row.pk)
        one.put(span_of(row, order.centre.timezone))
        busy.append(one)
    Busy.objects.bulk_create(busy)
    return rows


def change_occupation(order: Order, pk: int, event: Found) -> None:
    """A newer version of the event: its title and its time; one that was taken away stays away."""
    row = Occupation.objects.filter(pk=pk, person=order.person).first()
    if row is None:
        return
    row.title, row.starts_at, row.ends_at = event.title, event.starts_at, event.ends_at
    row.is_whole_day = event.is_whole_day
    row.save()
    if row.removed_at is None:
        _hold(row)


def span_of(row: Occupation, zone: str) -> Span:
    """The time of an occupation as its person reads it on the wall."""
    starts, ends = local(row.starts_at, zone), local(row.ends_at, zone)
    return Span(starts.date(), starts.time(), ends.time(), zone, ends.date())


def _hold(row: Occupation) -> None:
    resources = [Resource("person", row.person_id)]
    span = span_of(row, row.centre.timezone)
    take(row, row.centre, resources=resources, span=span, accept_conflicts=True)


@transaction.atomic
def remove_occupation(row: Occupation, *, by: Actor, now: datetime) -> None:
    """The person is free at that time after all."""
    policies.occupation.require("change", by, row)
    if Occupation.objects.filter(pk=row.pk, removed_at=None).update(removed_at=now):
        release(row, now=now)
        journal.record(acts.OCCUPATION_REMOVED, row, by=by, at=now)


@transaction.atomic
def restore_occupation(row: Occupation, *, by: Actor, now: datetime) -> None:
    """Undo: the person is taken at that time again."""
    policies.occupation.require("change", by, row)
    if Occupation.objects.filter(pk=row.pk).exclude(removed_at=None).update(removed_at=None):
        _hold(Occupation.objects.select_related("centre").get(pk=row.pk))
        journal.record(acts.OCCUPATION_RESTORED, row, by=by, at=now)
