"""A centre whose rows Hypothesis draws: activities, people, studies, presences, answers."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from jalon.accounts.actions import create_account
from jalon.activities.models import Activity, Attendance, Ending, Presence, Registration, Status
from jalon.core.actor import system
from jalon.people.models import Mandate, Origin, Person, Studies
from jalon.structures.models import AcademicYear, Centre, Role
from jalon.surveys.models import Questionnaire, Sheet, Survey, Version
from tests.factories import (
    NOON,
    ActivityFactory,
    ActivityTypeFactory,
    CentreFactory,
    EstablishmentFactory,
    PersonFactory,
    ReferenceFactory,
)

RIGHTS = ["figures.read", "people.read", "activities.read", "surveys.read"]


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def centre(db: Any) -> Centre:
    made: Centre = CentreFactory(code="essai")
    AcademicYear.objects.create(
        centre=made, starts_on=date(2025, 9, 1), second_semester_on=date(2026, 2, 1), ends_on=date(2026, 8, 31)
    )
    return made


@pytest.fixture
def manager(centre: Centre) -> Person:
    person: Person = PersonFactory(centre=centre, last_name="Fassi", first_name="Leïla")
    role = Role.objects.create(centre=centre, code="manager", label="Manager", kind="internal", capabilities=RIGHTS)
    Mandate.objects.create(centre=centre, person=person, role=role, starts_on=date(2020, 1, 1))
    return person


@pytest.fixture
def desk(manager: Person, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The Manager's browser, at noon of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    client = Client()
    by = system(manager.centre_id)
    client.force_login(create_account(email="m@essai.example", password=None, person=manager, by=by, now=NOON))
    return client


@pytest.fixture
def draw(centre: Centre, manager: Person) -> Callable[[int], None]:
    """Fills the centre by a seed: half of what can be empty is."""

    def fill(seed: int) -> None:
        random = Random(seed)
        types = [ActivityTypeFactory(centre=centre, label=f"Type {n}") for n in range(2)]
        themes = [ReferenceFactory(centre=centre, list="theme", code=f"theme-{n}-{seed}") for n in range(2)]
        fields = [ReferenceFactory(centre=centre, code=f"filiere-{n}-{seed}") for n in range(2)]
        levels = [ReferenceFactory(centre=centre, list="level", code=f"niveau-{n}-{seed}") for n in range(2)]
        schools = EstablishmentFactory.create_batch(2, centre=centre)
        years = list(AcademicYear.objects.filter(centre=centre))
        people = [_person(random, centre) for _n in range(random.randrange(9))]
        for person in people:
            for year in random.sample(years, random.randrange(3)):
                Studies.objects.create(
                    centre=centre,
                    person=person,
                    year=year,
                    establishment=random.choice([None, *schools]),
                    field=random.choice([None, *fields]),
                    level=random.choice([None, *levels]),
                    from_file=random.random() < 0.7,
                )
        for _n in range(random.randrange(5)):
            activity = ActivityFactory(
                centre=centre,
                type=random.choice(types),
                theme=random.choice([None, *themes]),
                leader=random.choice([manager, *people[:1]]),
                day=date(2025, 9, 20) + timedelta(days=random.randrange(600)),
            )
            _crowd(random, activity, people)
        _answers(random, centre, manager, themes)

    return fill


def _person(random: Random, centre: Centre) -> Person:
    moment = NOON - timedelta(days=random.randrange(500), hours=random.randrange(24))
    is_registered = random.random() < 0.6
    person: Person = PersonFactory(
        centre=centre,
        sex=random.choice(["", "f", "m"]),
        registered_at=moment if is_registered else None,
        registered_origin=random.choice(Origin.values) if is_registered else "",
        erased_at=NOON if random.random() < 0.1 else None,
    )
    if random.random() < 0.3:
        create_account(
            email=f"p{person.pk}@essai.example", password=None, person=person, by=system(centre.pk), now=moment
        )
    return person


def _crowd(random: Random, activity: Activity, people: list[Person]) -> None:
    state = random.choice(["open", "closed", "closed", "cancelled"])
    moments = {"closed": {"closed_at": activity.ends_at}, "cancelled": {"cancelled_at": NOON}}.get(state, {})
    Activity.objects.filter(pk=activity.pk).update(**moments)
    for person in random.sample(people, random.randrange(len(people) + 1)):
        status = random.choice([Status.CONFIRMED, Status.REQUESTED, Status.WAITING, Status.ENDED])
        Registration.objects.create(
            centre=activity.centre,
            activity=activity,
            person=person,
            status=status,
            requested_at=NOON,
            ended_at=NOON if status == Status.ENDED else None,
            ending=random.choice(Ending.values) if status == Status.ENDED else "",
        )
        if random.random() < 0.8:
            Attendance.objects.create(
                centre=activity.centre,
                activity=activity,
                person=person,
                status=random.choice(["", *Presence.values]),
                marked_at=NOON,
            )


def _answers(random: Random, centre: Centre, manager: Person, themes: list[Any]) -> None:
    questionnaire, _new = Questionnaire.objects.get_or_create(
        centre=centre, code="q", defaults={"label": "Satisfaction"}
    )
    version = Version.objects.filter(questionnaire=questionnaire).first() or Version.objects.create(
        questionnaire=questionnaire, number=1, definition={}, created_at=NOON
    )
    for number in range(random.randrange(3)):
        survey = Survey.objects.create(
            centre=centre,
            questionnaire=questionnaire,
            version=version,
            subject_kind="activity",
            subject_id=number + 1,
            activity_type=random.choice(["", "atelier"]),
            theme=random.choice([None, *themes]),
            adviser=random.choice([None, manager]),
            month=random.choice(["2026-09", "2026-11", "2025-12"]),
            semester=random.choice(["2026-2027-S1", "2025-2026-S1"]),
            opened_at=NOON,
            closes_at=NOON + timedelta(days=9),
        )
        for _sheet in range(random.randrange(4)):
            Sheet.objects.create(
                centre=centre,
                version=version,
                survey=random.choice([survey, None]),
                semester=survey.semester,
                overall=random.randrange(1, 6),
                answers={},
            )
