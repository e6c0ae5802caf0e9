"""What the pages of the centre's calendar list."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalon.accounts import policies as accounts
from jalon.bookings import policies
from jalon.bookings.models import Holiday, Occupation, OpeningHours, WorkingTime
from jalon.bookings.queries import Subject, absences_between
from jalon.bookings.standing import on_days
from jalon.bookings.values import Away
from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre
from jalon.structures.models.role import RoleKind
from jalon.ui.dates import period


@dataclass(frozen=True)
class Days:
    """One line of the page of days off, with how many things take place then."""

    holiday: Holiday
    standing: int

    @property
    def days(self) -> str:
        """From when to when, in words."""
        return period(self.holiday.starts_on, self.holiday.ends_on)


def holidays_of(actor: Actor, centre: Centre, first: date, last: date) -> list[Days]:
    """The days off of a period, taken away ones last, with what stands on them; two queries."""
    rows = list(
        policies.holiday.visible_to(actor).filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on", "pk")
    )
    if not rows:
        return []
    zone = centre.timezone
    seen = on_days(centre, rows[0].starts_on, max(row.ends_on for row in rows))
    taken: dict[date, set[Subject]] = defaultdict(set)
    for starts_at, kind, pk in seen.order_by().values_list("starts_at", "subject_kind", "subject_id"):
        taken[local(starts_at, zone).date()].add((kind, pk))
    return [
        Days(row, len(set().union(*(taken[day] for day in taken if row.starts_on <= day <= row.ends_on))))
        for row in rows
    ]


def hours_of_centre(actor: Actor) -> QuerySet[OpeningHours]:
    """The usual week and the special timetables, the latest first."""
    return policies.opening.visible_to(actor).order_by("is_special", "-starts_on", "-pk")


def usual_week(centre: Centre, today: date) -> list[Any] | None:
    """The week of the centre in ordinary times, which a first working week starts from."""
    rows = OpeningHours.objects.filter(centre=centre, is_special=False).between(today, today)
    found: OpeningHours | None = rows.order_by("-starts_on").first()
    return found.week if found else None


def occupations_of(actor: Actor, now: datetime) -> QuerySet[Occupation]:
    """What is still to come of one's own calendar."""
    return policies.occupation.visible_to(actor).filter(removed_at=None, ends_at__gt=now).order_by("starts_at", "pk")


@dataclass(frozen=True)
class Week:
    """Somebody's hours and absences, for the page of the team."""

    person: Person
    working: WorkingTime | None
    away: list[Away]
    may_plan: bool


def team_weeks(actor: Actor, centre: Centre, today: date) -> list[Week]:
    """The team's hours and coming absences, one line a person, as far as the actor may see; four queries."""
    people = accounts.team.visible_to(actor).filter(
        Exists(Mandate.objects.on(today).filter(person=OuterRef("pk"), role__kind=RoleKind.INTERNAL))
    )
    rows = policies.working_time.visible_to(actor)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today, removed_at=None).order_by(
        "starts_on", "pk"
    )
    working = {row.person_id: row for row in rows}
    away: dict[int, list[Away]] = defaultdict(list)
    for one in absences_between(actor, centre, today, today + timedelta(days=180)):
        away[one.person_id].append(one)
    return [
        Week(person, working.get(person.pk), away[person.pk], policies.working_time.can_plan(actor, person))
        for person in people.order_by("name_key", "pk")
    ]


def working_times_of(actor: Actor, person: Person) -> QuerySet[WorkingTime]:
    """Somebody's weeks, the latest first."""
    return policies.working_time.visible_to(actor).filter(person=person, removed_at=None).order_by("-starts_on")
