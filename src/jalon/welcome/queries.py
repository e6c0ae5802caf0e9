"""Reads about visits; lists start from a policy."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from jalon.accounts import queries as accounts
from jalon.accounts.models import Link
from jalon.activities import policies as activities
from jalon.activities.models import Activity
from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.people import finding
from jalon.people import policies as people
from jalon.people.models import Person, Studies
from jalon.structures.models import Centre, Reference
from jalon.welcome import policies, rules
from jalon.welcome.models import Choices, Place, Required, State, Visit
from jalon.welcome.models.choices import everything
from jalon.welcome.models.shift import ShiftQuerySet
from jalon.welcome.models.visit import VisitQuerySet

SHOWN = 10
"""People whom a search at the desk shows: more do not fit beside the queue."""


@dataclass(frozen=True)
class Deciding:
    """What the centre decided about its records."""

    before: int
    required: tuple[str, ...]


def deciding(centre: Centre) -> Deciding:
    """The deadline and what a record must hold, in this centre."""
    row = Choices.objects.filter(centre=centre).first()
    day = rules.statistics_day(centre.weekly_meeting_day, row.statistics_day if row else None)
    return Deciding(day, tuple(row.required if row else everything()))


def studies_on(day: date, person: str = "pk") -> QuerySet[Studies]:
    """The studies of a person (outer row) in the academic year of this day."""
    return Studies.objects.filter(person=OuterRef(person), year__starts_on__lte=day, year__ends_on__gte=day)


def people_called(centre: Centre, text: str, *, by: Actor, now: datetime, limit: int = SHOWN) -> list[Person]:
    """Those whom somebody at the desk may mean, each with studies of this year and whether they are in the queue."""
    visible = people.person.visible_to(by).live()
    return with_studies(centre, finding.found(visible, text, centre_id=centre.pk, limit=limit), now)


def with_studies(centre: Centre, found: Iterable[Person], now: datetime) -> list[Person]:
    """The same people, in the same order, with what tells them apart and `is_here`. One query."""
    order = [person.pk for person in found]
    if not order:
        return []
    day = local(now, centre.timezone).date()
    studies = studies_on(day)
    here = Visit.objects.open().filter(person=OuterRef("pk"), place=Place.DESK, day=day)
    rows = Person.objects.filter(pk__in=order).annotate(
        establishment_name=Subquery(studies.values("establishment__name")[:1]),
        field_label=Subquery(studies.values("field__label")[:1]),
        level_label=Subquery(studies.values("level__label")[:1]),
        is_here=Exists(here),
    )
    return sorted(rows, key=lambda person: order.index(person.pk))


@dataclass
class Queue:
    """The day at the desk: who is received, who waits, who is done."""

    received: list[Visit] = field(default_factory=list)
    waiting: list[Visit] = field(default_factory=list)
    over: list[Visit] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Everybody who came."""
        return len(self.received) + len(self.waiting) + len(self.over)


OVER_SHOWN = 8
"""Finished visits under the queue; the list has the others."""


def queue(centre: Centre, *, by: Actor, now: datetime) -> Queue:
    """Those who came to the desk today: received in the order in which it began, waiting in order of arrival."""
    day = local(now, centre.timezone).date()
    rows = policies.visit.visible_to(by).kept().filter(place=Place.DESK, day=day)
    found = Queue()
    for visit in rows.select_related("person", "received_by", "activity").order_by("arrived_at", "pk"):
        state = visit.state
        part = {State.WAITING: found.waiting, State.RECEIVED: found.received}.get(state, found.over)
        part.append(visit)
    found.received.sort(key=lambda visit: (visit.received_at or visit.arrived_at, visit.pk))
    found.over.sort(key=lambda visit: visit.ended_at or visit.left_at or visit.arrived_at, reverse=True)
    return found


def with_completeness(rows: VisitQuerySet) -> VisitQuerySet:
    """Visits with what tells whether each part of the record is there: `has_contact`, `has_studies`…"""
    reached = Q(personal_email__gt="") | Q(institutional_email__gt="") | Q(phone__gt="")
    studies = Studies.objects.filter(
        person=OuterRef("person"),
        year__starts_on__lte=OuterRef("day"),
        year__ends_on__gte=OuterRef("day"),
        establishment__isnull=False,
        level__isnull=False,
    )
    done = [tie.objects.filter(visit=OuterRef("pk")) for tie in (Visit.services.through, Visit.orientations.through)]
    return rows.annotate(
        has_contact=Exists(Person.objects.filter(reached, pk=OuterRef("person"))),
        has_studies=Exists(studies),
        has_needs=Exists(Visit.needs.through.objects.filter(visit=OuterRef("pk"))),
        has_services=Exists(done[0]) | Exists(done[1]),
    )


def missing(visit: Visit, required: Iterable[str]) -> list[Required]:
    """What this record lacks; the visit comes from `with_completeness`."""
    return rules.missing(
        tuple(required),
        contact=visit.has_contact,  # type: ignore[attr-defined]
        studies=visit.has_studies,  # type: ignore[attr-defined]
        needs=visit.has_needs,  # type: ignore[attr-defined]
        services=visit.has_services,  # type: ignore[attr-defined]
    )


def lacks(visit: Visit, required: Iterable[str]) -> list[Required]:
    """The same for a visit read without its completeness. One query."""
    return missing(with_completeness(Visit.objects.filter(pk=visit.pk)).get(), required)


def visits(
    actor: Actor,
    centre: Centre,
    *,
    now: datetime,
    text: str = "",
    state: str = "",
    place: str = "",
    need: int | None = None,
    first: date | None = None,
    last: date | None = None,
) -> VisitQuerySet:
    """The team's list of visits, with what each record lacks."""
    rows = policies.visit.visible_to(actor).kept()
    if text.strip():
        rows = rows.filter(person__in=finding.filtered(people.person.visible_to(actor), text).values("pk"))
    if state == "incomplete":
        rows = rows.incomplete(now)
    elif state == "late":
        rows = rows.incomplete(now).filter(due_on__lt=local(now, centre.timezone).date())
    elif state == "mine":
        rows = rows.filter(Q(received_by=actor.person_id) | Q(recorded_by=actor.person_id, received_by=None))
    if place:
        rows = rows.filter(place=place)
    if need:
        rows = rows.filter(Exists(Visit.needs.through.objects.filter(visit=OuterRef("pk"), reference=need)))
    if first:
        rows = rows.filter(day__gte=first)
    return rows.filter(day__lte=last) if last else rows


def read(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """What a line of the list shows."""
    return (
        with_completeness(rows)  # type: ignore[arg-type]
        .select_related("person", "activity", "received_by", "recorded_by")
        .prefetch_related("needs", "services", "orientations")
    )


def to_complete(actor: Actor, now: datetime) -> VisitQuerySet:
    """Records to complete before the statistics' deadline, whoever received. (P24.2)"""
    return policies.visit.visible_to(actor).incomplete(now)


def visits_of(person: Person, *, by: Actor) -> VisitQuerySet:
    """Somebody's visits, the newest first."""
    rows = policies.visit.visible_to(by).kept().filter(person=person)
    return rows.select_related("centre", "activity", "received_by").prefetch_related("needs").order_by("-arrived_at")


def listed(centre: Centre, list_code: str) -> QuerySet[Reference]:
    """The items in use of one of the centre's lists."""
    return Reference.objects.filter(centre=centre).of(list_code).in_use().order_by("position", "code")


def has_account(person: Person) -> bool:
    """Whether the person opened their space already."""
    return Link.objects.filter(person=person, ended_at=None).exists()


def current_studies(person: Person, day: date) -> Studies | None:
    """What the person studies in the year of this day."""
    rows = person.studies.filter(year__starts_on__lte=day, year__ends_on__gte=day)
    return rows.select_related("establishment", "field", "level").first()


def stands(actor: Actor, centre: Centre, *, now: datetime) -> QuerySet[Activity]:
    """Activities of these days at which contacts may be met: two days before, to one day ahead."""
    day = local(now, centre.timezone).date()
    rows = activities.activity.visible_to(actor).held()
    near = rows.filter(day__gte=day - timedelta(days=2), day__lte=day + timedelta(days=1))
    return near.select_related("type").order_by(F("day").desc(), "starts_at")


def welcomers(centre: Centre, day: date) -> set[int]:
    """Whoever may welcome on this day: the team, and those who help during their shifts."""
    return {*accounts.who_can("welcome.help", centre, day), *accounts.who_can("welcome.receive", centre, day)}


def possible_welcomers(centre: Centre, day: date) -> QuerySet[Person]:
    """The same as people, by name: the choices of the roster."""
    return Person.objects.live().filter(centre=centre, pk__in=welcomers(centre, day)).order_by("name_key", "pk")


def roster(actor: Actor, first: date, last: date) -> ShiftQuerySet:
    """The shifts of these days that the actor may see."""
    rows = policies.shift.visible_to(actor).held().filter(day__gte=first, day__lte=last)
    return rows.select_related("person", "replacement", "activity", "centre").order_by("starts_at", "pk")


def own_shifts(actor: Actor, *, now: datetime) -> ShiftQuerySet:
    """Shifts that the actor holds or gave away, not over yet."""
    rows = policies.shift.visible_to(actor).held().filter(ends_at__gt=now)
    mine = rows.filter(Q(person=actor.person_id) | Q(replacement=actor.person_id))
    return mine.select_related("person", "replacement", "activity", "centre").order_by("starts_at", "pk")


def known_as(centre: Centre, last_name: str, first_name: str, email: str) -> Person | None:
    """The one record with this very name and address: a contact already met needs no second record."""
    whole = names.identity(last_name, first_name)
    if not whole or not email:
        return None
    found = list(Person.objects.live().filter(centre=centre, identity_key=whole).with_email(email)[:2])
    return found[0] if len(found) == 1 else None


def met_today(
    centre: Centre, *, place: Place, activity: Activity | None, occasion: str, by: Actor, now: datetime
) -> VisitQuerySet:
    """Contacts written today at one stand, the latest first."""
    day = local(now, centre.timezone).date()
    rows = policies.visit.visible_to(by).kept().filter(centre=centre, day=day, place=place, activity=activity)
    return rows.filter(occasion=occasion).select_related("person").order_by("-recorded_at", "-pk")
