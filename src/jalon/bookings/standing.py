"""What takes place on some days: what a holiday that moves there meets."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from jalon.bookings.models import Busy
from jalon.bookings.queries import named
from jalon.core.moments import day_bounds
from jalon.people.models import Person
from jalon.structures.models import Centre


@dataclass(frozen=True)
class Standing:
    """Something that takes place on some days, for whoever moves a holiday there."""

    label: str
    url: str
    starts_at: datetime
    ends_at: datetime
    subject_kind: str
    subject_id: int


@dataclass(frozen=True)
class Concerned:
    """Somebody, and what they have on these days."""

    person: Person
    standing: list[Standing]


def on_days(centre: Centre, first: date, last: date) -> QuerySet[Busy]:
    """What everybody at the centre may know takes place on these days: nobody's own calendar."""
    bounds = day_bounds(first, last, centre.timezone)
    return Busy.objects.live().filter(centre=centre).between(*bounds).exclude(subject_kind="occupation")


def standing_on(centre: Centre, first: date, last: date) -> list[Standing]:
    """What takes place on these days, each thing once, the earliest first."""
    once = {(row.subject_kind, row.subject_id): row for row in on_days(centre, first, last)}
    return [_standing(row, words) for row, words in named(once.values())]


def _standing(row: Busy, words: tuple[str, str]) -> Standing:
    return Standing(*words, row.starts_at, row.ends_at, row.subject_kind, row.subject_id)


def standing_of_people(centre: Centre, first: date, last: date) -> list[Concerned]:
    """Who has something on these days, and what."""
    rows = on_days(centre, first, last).exclude(person=None).select_related("person__centre").order_by("starts_at")
    found: dict[int, Concerned] = {}
    for row, words in named(rows):
        if row.person is not None:
            one = found.setdefault(row.person.pk, Concerned(row.person, []))
            one.standing.append(_standing(row, words))
    return list(found.values())
