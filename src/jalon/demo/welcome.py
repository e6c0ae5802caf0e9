"""The desk in the story: four months of visits, and this day with its queue."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from jalon.accounts.access import person_actor
from jalon.core.moments import utc_moment
from jalon.demo import story
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference
from jalon.welcome import actions, queries, rules
from jalon.welcome.models import Place, State, Visit

DAYS = 120
NOTES = (
    "Cherche un stage de deux mois à Tanger pour l’été.",
    "Hésite entre un master et un premier emploi.",
    "",
    "Vient avec une amie ; toutes deux intéressées par l’atelier CV.",
    "",
    "",
)


def tell(centre: Centre, now: datetime, today: date, team: dict[str, Person], students: list[Person]) -> None:
    """Visits of the last months as rows, those of today by the same actions as the screens."""
    random = Random(20260906)  # noqa: S311 - a story, not a secret
    receivers = [team[login] for login in ("coordination", "communication", "ambassadeurs")]
    _past(centre, today, receivers, students, random)
    _today(centre, now, today, receivers, students, random)
    _roster(centre, now, today, receivers, team["ambassadeur"])


def _past(centre: Centre, today: date, receivers: list[Person], students: list[Person], random: Random) -> None:
    before = queries.deciding(centre).before
    lists = {code: list(queries.listed(centre, code)) for code in ("need", "service", "orientation")}
    visits: list[Visit] = []
    days = story.working_days(today - timedelta(days=DAYS), today - timedelta(days=1))
    for day in (day for day in days if day.month != 8):
        for number in range(random.randrange(1, 6)):
            at = utc_moment(day, time(9 + number, random.randrange(60)), centre.timezone)
            due = rules.due_on(day, before)
            is_open = (today - day).days < 6 and random.random() < 0.4
            late = random.random() < 0.08
            done = None if is_open else at + timedelta(days=8 if late else 0, minutes=14)
            visits.append(
                Visit(
                    centre=centre,
                    person=random.choice(students),
                    arrived_at=at,
                    day=day,
                    recorded_at=at,
                    recorded_by=receivers[number % 3],
                    received_at=at + timedelta(minutes=4),
                    received_by=receivers[number % 3],
                    ended_at=at + timedelta(minutes=14),
                    note=random.choice(NOTES),
                    due_on=due,
                    completed_at=done,
                )
            )
    Visit.objects.bulk_create(visits)
    _fill(visits, lists, random)


def _fill(visits: list[Visit], lists: dict[str, list[Reference]], random: Random) -> None:
    ties: dict[str, Any] = {"need": Visit.needs, "service": Visit.services, "orientation": Visit.orientations}
    for code, tie in ties.items():
        rows = []
        for visit in visits:
            if visit.completed_at is None and code == "need":
                continue  # what makes it a record to complete
            chosen = random.sample(lists[code], random.randrange(1, 3))
            rows += [tie.through(visit_id=visit.pk, reference_id=item.pk) for item in chosen]
        tie.through.objects.bulk_create(rows)


def _today(
    centre: Centre, now: datetime, today: date, receivers: list[Person], students: list[Person], random: Random
) -> None:
    people = random.sample(students, 8)
    states = (State.SERVED, State.SERVED, State.LEFT, State.RECEIVED, State.RECEIVED, *[State.WAITING] * 3)
    need, service = queries.listed(centre, "need")[2], queries.listed(centre, "service")[1]
    for place, (person, state) in enumerate(zip(people, states, strict=True)):
        by = person_actor(receivers[place % 3], today)
        at = now - timedelta(minutes=62 - 7 * place)
        visit = actions.welcome_visitor(centre, person, actions.Met(Place.DESK), by=by, now=at, at=at, key=None)
        if state is State.SERVED:
            details = actions.Details(needs=(need,), services=(service,))
            actions.record_visit(visit, details, over=True, by=by, now=at + timedelta(minutes=9))
        elif state is not State.WAITING:
            actions.move_visit(visit, state, by=by, now=at + timedelta(minutes=4))


def _roster(centre: Centre, now: datetime, today: date, receivers: list[Person], ambassador: Person) -> None:
    """The ambassador welcomes today, and some afternoons; the team holds the mornings."""
    by = person_actor(receivers[0], today)
    made = now - timedelta(days=4)
    actions.plan_shift(centre, ambassador, day=today, starts_clock=time(8), ends_clock=time(20), by=by, now=made)
    for place, day in enumerate(story.working_days(today + timedelta(days=1), today + timedelta(days=12))):
        who, starts, ends = (
            (ambassador, time(14), time(16)) if place % 3 == 0 else (receivers[place % 3], time(9), time(12))
        )
        actions.plan_shift(centre, who, day=day, starts_clock=starts, ends_clock=ends, by=by, now=made)
