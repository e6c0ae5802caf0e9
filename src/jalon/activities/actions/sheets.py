"""Applying a typed attendance sheet in one transaction. (P08.7, P06.1)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, policies, queries
from jalon.activities.actions.attending import mark, mark_walk_in
from jalon.activities.models import Activity, Channel, Presence
from jalon.activities.sheets import Signed
from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.arrivals import once
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people.actions import add_person
from jalon.people.models import Origin, Person


@dataclass(frozen=True)
class Decided:
    """A line and what becomes of it: an existing person, or a new record when `person_id` is None."""

    signed: Signed
    person_id: int | None


@transaction.atomic
def apply_sheet(
    activity: Activity, lines: Sequence[Decided], *, by: Actor, now: datetime, key: str | None
) -> dict[str, int]:
    """Note what the sheet says: those registered, those who came without being so, and new people; all or nothing.

    Gives how many were noted `present`, `absent`, `added` to the list and `created`. The same key twice gives the first
    answer; the same sheet again changes nothing, because whoever it created is then on the list.
    """
    policies.activity.require("mark", by, activity)
    return dict(
        once(key, act=acts.SHEET_APPLIED, of=activity, by=by, now=now, do=lambda: _apply(activity, lines, by, now))
    )


def _apply(activity: Activity, lines: Sequence[Decided], by: Actor, now: datetime) -> dict[str, int]:
    done = {"present": 0, "absent": 0, "added": 0, "created": 0}
    ids = [line.person_id for line in lines if line.person_id is not None]
    if len(set(ids)) < len(ids):
        raise Refused(_("Deux lignes désignent la même personne : choisissez-en une autre, ou ignorez la ligne."))
    people = Person.objects.live().filter(centre_id=activity.centre_id).in_bulk(ids)
    expected = set(queries.expected_people(activity).filter(pk__in=ids).values_list("pk", flat=True))
    by_status: dict[str, list[Person]] = {}
    for line in lines:
        person = people.get(line.person_id) if line.person_id is not None else None
        if line.person_id is not None and person is None:
            raise Refused(_("Une des personnes choisies n’existe plus : relisez la feuille."))
        if person is not None and person.pk in expected:
            by_status.setdefault(line.signed.status, []).append(person)
            continue
        if line.signed.status != Presence.PRESENT:
            continue
        if person is None:
            person = _create(activity, line.signed, by, now)
            done["created"] += 1
        mark_walk_in(activity, person, by=by, now=now, at=now, channel=Channel.SHEET)
        done["added"] += 1
        done["present"] += 1
    for status, named in by_status.items():
        mark(activity, named, status, by=by, now=now, at=now, key=None)
        done["present" if status == Presence.PRESENT else "absent"] += len(named)
    journal.record(acts.SHEET_APPLIED, activity, by=by, at=now, params={"count": len(lines)})
    return done


def _create(activity: Activity, signed: Signed, by: Actor, now: datetime) -> Person:
    """A record for somebody unknown; a name already on this list, or known with this address, is never made twice."""
    identity = names.identity(signed.last_name, signed.first_name)
    held = Person.objects.live().filter(centre_id=activity.centre_id, identity_key=identity)
    if identity and (found := queries.expected_people(activity).filter(identity_key=identity).first()):
        return found
    if identity and signed.email and (found := held.with_email(signed.email).first()):
        return found
    return add_person(
        activity.centre,
        by=by,
        now=now,
        registered_origin=Origin.ACTIVITY,
        last_name=signed.last_name,
        first_name=signed.first_name,
        personal_email=signed.email,
        phone=signed.phone,
    )
