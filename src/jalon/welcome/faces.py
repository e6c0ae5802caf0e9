"""What somebody who helps sees of people: faces, during their shift, and nothing to reach anybody by. (P06.1)"""

from dataclasses import dataclass
from datetime import datetime

from jalon.core.actor import Actor
from jalon.core.texts import localized
from jalon.people import finding
from jalon.people.models import Person
from jalon.welcome import policies, queries
from jalon.welcome.models import Shift


@dataclass(frozen=True)
class Face:
    """All that somebody who helps sees of a person: enough to tell homonyms apart, nothing to reach them by."""

    public_id: str
    full_name: str
    full_name_ar: str
    field: str
    level: str
    birth_year: int | None


def faces(shift: Shift, text: str, *, by: Actor, now: datetime) -> list[Face]:
    """People whom somebody on duty may mean: by name, number, code or the end of a phone. Forbidden off duty."""
    policies.shift.require("help", by, policies.Duty(shift, now, now))
    if "@" in text:
        return []
    people = Person.objects.live().filter(centre=shift.centre)
    found = finding.found(people, text, centre_id=shift.centre_id, limit=queries.SHOWN)
    return [face(person) for person in queries.with_studies(shift.centre, found, now)]


def face(person: Person) -> Face:
    """What tells this person apart; the person comes from `with_studies`."""
    field, level = person.field_label, person.level_label  # type: ignore[attr-defined]
    return Face(
        person.public_id,
        person.full_name,
        person.full_name_ar,
        localized(field) if field else "",
        localized(level) if level else "",
        person.born_on.year if person.born_on else None,
    )


def face_of(shift: Shift, public_id: str, *, by: Actor, now: datetime) -> Person | None:
    """The person chosen by somebody on duty; to write about, never to show. Forbidden off duty."""
    policies.shift.require("help", by, policies.Duty(shift, now, now))
    return Person.objects.live().filter(centre=shift.centre, public_id=public_id).first() if public_id else None
