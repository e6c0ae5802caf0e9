"""Reads about activities; lists start from a policy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jalon.activities import policies, rules
from jalon.activities.models import Activity, Attendance, Certificate, Channel, Presence, Registration, Status
from jalon.activities.models.activity import ActivityQuerySet
from jalon.activities.models.registration import EXPECTED, HOLDING_A_SEAT
from jalon.activities.settled import Settled
from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.moments import day_bounds
from jalon.core.statements import Given, Statement
from jalon.people.models import Person, Studies
from jalon.structures.models import AcademicYear
from jalon.surveys import queries as surveys


@dataclass(frozen=True)
class Crowd:
    """How full an activity is, and where one person stands in it."""

    seats: int | None
    taken: int
    queue: int
    already: bool
    is_expected: bool
    registration_id: int | None

    @property
    def is_full(self) -> bool:
        """No seat is free for a newcomer: all taken, or somebody waits before."""
        return self.seats is not None and (self.taken >= self.seats or self.queue > 0)


def crowd(activity: Activity, person: Person | None = None) -> Crowd:
    """Seats taken, queue, and this person's live registration, in one query."""
    rows = _CROWD.rows(activity=activity.pk, person=person.pk if person else None)
    found = {status: (count, own_id) for status, count, own_id in rows}
    mine = next(((status, own_id) for status, (_count, own_id) in found.items() if own_id), None)
    return Crowd(
        activity.seats,
        sum(count for status, (count, _own) in found.items() if status in HOLDING_A_SEAT),
        found.get(Status.WAITING, (0, None))[0],
        mine is not None,
        mine is not None and mine[0] in EXPECTED,
        mine[1] if mine else None,
    )


def _by_status() -> QuerySet[Registration, Any]:
    """How many live registrations an activity has of each status, and which of them is one person's."""
    live = Registration.objects.live().filter(activity=Given("activity")).order_by()
    own = Max("pk", filter=Q(person=Given("person")))
    return live.values_list("status").annotate(Count("pk"), own=own)


_CROWD = Statement(_by_status)


def expected_people(activity: Activity) -> QuerySet[Person]:
    """Who is on the roll: expected registrations, and those noted although their registration ended."""
    expected = activity.registrations.coming().filter(person=OuterRef("pk"))
    noted = activity.attendances.marked().filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(expected) | Exists(noted))


def unmarked_people(activity: Activity) -> QuerySet[Person]:
    """Who is on the roll without an answer yet."""
    noted = activity.attendances.marked().filter(person=OuterRef("pk"))
    return expected_people(activity).exclude(Exists(noted)).order_by("name_key", "pk")


def roll(activity: Activity, *, name: str = "") -> QuerySet[Person]:
    """The roll, each person with `presence`, `walk_in`, `registration_status`, `sheet_number`, field and level.

    By the numbers of the printed sheet; who has none yet follows: before the first printing by name, walk-ins last, and
    after it in the order of their registration, so that the numbers of paper and screen hold.
    """
    attendance = activity.attendances.filter(person=OuterRef("pk"))
    registrations = activity.registrations.filter(person=OuterRef("pk"))
    registration = registrations.live()
    late = registration if activity.sheet_numbers else registration.filter(channel__in=[Channel.WALK_IN, Channel.SHEET])
    numbered = registrations.exclude(sheet_number=None).order_by("sheet_number")
    studies = studies_on(activity)
    people = expected_people(activity).annotate(
        presence=Subquery(attendance.values("status")[:1]),
        walk_in=Subquery(attendance.values("is_walk_in")[:1]),
        registration_status=Subquery(registration.values("status")[:1]),
        sheet_number=Subquery(numbered.values("sheet_number")[:1]),
        arrived_at=Subquery(late.values("requested_at")[:1]),
        field_label=Subquery(studies.values("field__label")[:1]),
        level_label=Subquery(studies.values("level__label")[:1]),
    )
    return matching(people, name).order_by(
        F("sheet_number").asc(nulls_last=True), F("arrived_at").asc(nulls_first=True), "name_key", "pk"
    )


def studies_on(activity: Activity) -> QuerySet[Studies]:
    """The studies of a person (outer row) in the academic year of the activity's day: figures use no others."""
    return Studies.objects.filter(
        person=OuterRef("pk"), year__starts_on__lte=activity.day, year__ends_on__gte=activity.day
    )


def matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name, in either script, contains every word typed, accents and order aside."""
    for word in names.key(text).split():
        people = people.filter(Q(name_key__contains=word) | Q(name_key_ar__contains=word))
    return people


def programme(actor: Actor, *, now: datetime) -> QuerySet[Activity]:
    """What the portal shows: coming activities, cancelled ones included so that nobody comes for nothing."""
    visible = policies.activity.visible_to(actor).published().coming(now)
    return visible.annotate(taken=seat_count()).order_by("starts_at", "pk")


def seat_count() -> Any:
    """Annotation: seats taken, by a subquery so that lists stay one query."""
    taken = (
        Registration.objects.filter(activity=OuterRef("pk"))
        .seated()
        .order_by()
        .values("activity")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Subquery(taken)


def staff_list(
    actor: Actor,
    *,
    text: str = "",
    state: str = "",
    type_code: str = "",
    leader_id: int | None = None,
    first: date | None = None,
    last: date | None = None,
    now: datetime,
    zone: str,
) -> QuerySet[Activity]:
    """The team's list with its filters; `state` is one of the views: draft, open, to_confirm, queue, to_close…"""
    activities = policies.activity.visible_to(actor)
    activities = titled(activities, text)
    if type_code:
        activities = activities.filter(type__code=type_code)
    if leader_id:
        activities = activities.filter(leader_id=leader_id)
    if first and last:
        after, before = day_bounds(first, last, zone)
        activities = activities.filter(starts_at__gte=after, starts_at__lt=before)
    return in_state(activities, state, now)


def titled(activities: ActivityQuerySet, text: str) -> ActivityQuerySet:
    """Those whose title holds every word typed, accents, case and Arabic signs aside."""
    for word in names.key(text).split():
        activities = activities.filter(title_key__contains=word)
    return activities


def in_state(activities: ActivityQuerySet, state: str, now: datetime) -> QuerySet[Activity]:
    """Those of one of the views of the team's list; all of them for any other word."""
    match state:
        case "draft":
            return activities.filter(published_at=None, cancelled_at=None, closed_at=None)
        case "open":
            return activities.published().held().coming(now)
        case "to_confirm":
            return to_confirm(activities, now)
        case "queue":
            return with_queue_to_look_at(activities, now)
        case "to_close":
            return activities.to_close(now)
        case "closed":
            return activities.closed()
        case "cancelled":
            return activities.exclude(cancelled_at=None)
    return activities


PAGE = 100
"""Rows of one page of a list, at most."""


def counts_of(activities: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many registrations of each status these activities have: {activity: {status: number}}; a query per page."""
    found: dict[int, dict[str, int]] = {}
    for start in range(0, len(activities), PAGE):
        asked = activities[start : start + PAGE]
        places = {f"a{place}": asked[place] if place < len(asked) else 0 for place in range(PAGE)}
        for activity, status, number in _COUNTS.rows(**places):
            found.setdefault(activity, {})[status] = number
    return found


def _counts() -> QuerySet[Registration, Any]:
    """By activity and status, for as many activities as a page has rows; the places left over ask for none."""
    of = ExpressionWrapper(F("activity_id"), BigIntegerField())  # a foreign key takes no list of places
    rows = Registration.objects.alias(of=of).filter(of__in=[Given(f"a{place}") for place in range(PAGE)])
    return rows.order_by().values_list("activity_id", "status").annotate(Count("pk"))


_COUNTS = Statement(_counts)


def leader_names(people: set[int], known: Settled) -> dict[int, str]:
    """The names of these leaders; a query only where somebody never had a role of the team."""
    others = Person.objects.filter(pk__in=people - known.team.keys()) if people - known.team.keys() else []
    return {pk: known.team[pk] for pk in people & known.team.keys()} | {other.pk: other.full_name for other in others}


def taken() -> Any:
    """Annotation: seats taken, none as zero."""
    return Coalesce(seat_count(), 0)


def to_answer() -> Any:
    """Annotation: registrations that wait for the adviser's answer."""
    return count_of(Registration.objects.filter(status=Status.REQUESTED))


def queued() -> Any:
    """Annotation: people who wait for a place."""
    return count_of(Registration.objects.filter(status=Status.WAITING))


def to_confirm(activities: ActivityQuerySet, now: datetime) -> ActivityQuerySet:
    """Coming activities with registrations that wait for the adviser's answer. (P08.5)"""
    asked = Registration.objects.filter(activity=OuterRef("pk"), status=Status.REQUESTED)
    return activities.filter(Exists(asked), starts_at__gt=now, cancelled_at=None)


def with_queue_to_look_at(activities: ActivityQuerySet, now: datetime) -> ActivityQuerySet:
    """Coming activities where people wait although places are free: nobody gets them unless the adviser decides."""
    waiting = Registration.objects.filter(activity=OuterRef("pk"), status=Status.WAITING)
    free = Q(seats=None) | Q(seats__gt=Coalesce(seat_count(), 0))
    return activities.filter(free, Exists(waiting), starts_at__gt=now, cancelled_at=None)


def count_of(registrations: QuerySet[Registration]) -> Any:
    """Annotation: how many of these registrations an activity has."""
    counted = (
        registrations.filter(activity=OuterRef("pk")).order_by().values("activity").annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(counted), 0)


def by_status(activity: Activity) -> Iterable[Any]:
    """How many registrations of each status, in one query."""
    return activity.registrations.order_by().values("status").annotate(n=Count("pk"))


def registrations_of(activity: Activity, *, by: Actor, name: str = "") -> QuerySet[Registration]:
    """Who comes and who waits, seats first then the queue in its order."""
    rows = policies.registration.visible_to(by).filter(activity=activity).live().select_related("person")
    people = matching(Person.objects.filter(registrations__activity=activity), name) if name else None
    if people is not None:
        rows = rows.filter(person__in=people)
    return rows.order_by("status", "requested_at", "pk")


def rank(registration: Registration) -> int | None:
    """The place in the queue, 1 for the next; None when the registration does not wait."""
    if registration.status != Status.WAITING:
        return None
    before = registration.activity.registrations.waiting().filter(
        Q(requested_at__lt=registration.requested_at)
        | Q(requested_at=registration.requested_at, pk__lt=registration.pk)
    )
    return before.count() + 1


def registration_of(activity: Activity, person: Person) -> Registration | None:
    """This person's live registration, if there is one."""
    return activity.registrations.live().of(person).first()


def activities_of(person: Person) -> QuerySet[Registration]:
    """A young person's registrations with their activities, newest first."""
    return (
        Registration.objects.filter(person=person)
        .select_related("activity__type", "activity__room", "activity__site", "activity__centre")
        .order_by("-activity__starts_at", "-pk")
    )


def facets(activity: Activity) -> dict[str, Any]:
    """By what satisfaction breaks down: the activity, never a person's traits. (D.4)"""
    return {
        "activity_type": activity.type.code,
        "theme": activity.theme.code if activity.theme else "",
        "site": activity.site_id,
        "adviser": activity.leader_id,
        "month": f"{activity.day:%Y-%m}",
        "semester": semester_code(activity),
    }


def semester_code(activity: Activity) -> str:
    """The semester of the activity's day, empty when the centre's year is not known."""
    year = AcademicYear.objects.filter(centre_id=activity.centre_id).holding(activity.day).first()
    if year is None:
        return ""
    first, second = year.span.semesters()
    return first.code if activity.day in first else second.code


def missing_for_certificate(activity: Activity, person: Person) -> list[str]:
    """What this person still lacks for the certificate, in words; empty when nothing. (P08.10)"""
    present = activity.attendances.present().filter(person=person).exists()
    has_questionnaire = bool(activity.type.questionnaire)
    answered = has_questionnaire and surveys.has_answered("activity", activity.pk, person)
    return rules.missing_for_certificate(
        present=present,
        closed=activity.closed_at is not None,
        answered=answered,
        has_questionnaire=has_questionnaire,
    )


def ready_for_certificate(activity: Activity) -> Iterable[Attendance]:
    """Those present who answered and never had a certificate of this closed activity, withdrawn ones included."""
    had = Certificate.objects.filter(activity=activity, person=OuterRef("person"))
    present = activity.attendances.present().exclude(Exists(had)).select_related("person__centre")
    if activity.type.questionnaire:
        present = present.filter(person__in=surveys.who_answered("activity", activity.pk))
    return present.order_by("person_id")


def activities_lacking_certificates() -> QuerySet[Activity]:
    """Closed activities whose kind gives certificates and where somebody present has none."""
    had = Certificate.objects.filter(activity=OuterRef("activity"), person=OuterRef("person"))
    lacking = Attendance.objects.present().filter(activity=OuterRef("pk")).exclude(Exists(had))
    return (
        Activity.objects.closed()
        .exclude(type__certificate="")
        .filter(Exists(lacking))
        .select_related("type", "centre", "leader")
    )


def printed_on_certificate(activity: Activity, person: Person) -> dict[str, Any]:
    """The words of the certificate, kept as printed."""
    minutes = int((activity.ends_at - activity.starts_at).total_seconds() // 60)
    host = getattr(activity.centre, "host_institution", None)
    return {
        "name": person.full_name,
        "name_ar": person.full_name_ar,
        "title": activity.title,
        "type": str(activity.type),
        "day": activity.day.isoformat(),
        "minutes": minutes,
        "centre": activity.centre.name,
        "host_institution": host.name if host else "",
        "signatory": activity.leader.full_name,
    }


def presence_counts(activity: Activity) -> dict[str, int]:
    """How many of each answer, and how many without any."""
    counts = dict.fromkeys(Presence.values, 0)
    for row in activity.attendances.marked().order_by().values("status").annotate(n=Count("pk")):
        counts[row["status"]] = row["n"]
    counts["unmarked"] = unmarked_people(activity).count()
    return counts
