"""A centre with its lists, an adviser at the desk, and somebody who comes."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from jalon.accounts.actions import create_account
from jalon.activities.models import Activity
from jalon.core.actor import Actor, system
from jalon.people.actions import set_name_keys
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Reference, Role
from jalon.structures.models.role import RoleKind
from jalon.welcome import actions
from jalon.welcome.models import Visit
from tests import factories
from tests.factories import ActivityFactory, CentreFactory, EstablishmentFactory, PersonFactory, ReferenceFactory


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def now() -> datetime:
    return factories.NOON


@pytest.fixture
def centre(db: Any) -> Centre:
    return CentreFactory()


@pytest.fixture
def adviser(centre: Centre) -> Actor:
    return factories.adviser_of(centre)


@pytest.fixture
def workshop(centre: Centre) -> Activity:
    return ActivityFactory(centre=centre, seats=1)


@pytest.fixture
def people(centre: Centre) -> list[Person]:
    return PersonFactory.create_batch(4, centre=centre)


class Clock:
    """What time it is for the screens."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    """The screens read this clock; a test may move it."""
    clock = Clock(now)
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture
def signed_in(clock: Clock) -> Callable[..., Client]:
    """A browser in which this person is signed in, with a role of these capabilities if there are any."""

    def make(person: Person, *capabilities: str) -> Client:
        if capabilities:
            role = Role.objects.create(
                centre=person.centre,
                code=f"role-{person.pk}",
                label="Rôle",
                kind=RoleKind.INTERNAL,
                capabilities=list(capabilities),
            )
            Mandate.objects.create(centre=person.centre, person=person, role=role, starts_on=date(2020, 1, 1))
        user = create_account(
            email=f"compte{person.pk}@example.org",
            password="une-phrase-assez-longue",
            person=person,
            by=system(person.centre_id),
            now=factories.NOON,
        )
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def desk(signed_in: Callable[..., Client], adviser: Actor) -> Client:
    """The adviser's browser."""
    return signed_in(Person.objects.get(pk=adviser.person_id), *factories.ADVISER_RIGHTS)


@pytest.fixture
def lists(centre: Centre) -> dict[str, Reference]:
    """One item of each list of the desk, and a school with a level."""
    codes = {"need": "cv", "service": "conseil", "orientation": "atelier", "level": "l3", "field": "droit"}
    made = {name: ReferenceFactory(centre=centre, list=name, code=code, label=code) for name, code in codes.items()}
    return {**made, "establishment": EstablishmentFactory(centre=centre)}


@pytest.fixture
def salma(centre: Centre) -> Person:
    person = Person(
        centre=centre,
        first_name="Salma",
        last_name="Idrissi",
        last_name_ar="الإدريسي",
        born_on=date(2004, 5, 6),
        student_number="20001234",
        personal_email="salma@example.org",
        phone="+212661234567",
        created_at=factories.NOON,
    )
    set_name_keys(person)
    person.save()
    return person


@pytest.fixture
def come(centre: Centre, adviser: Actor, now: datetime) -> Callable[..., Visit]:
    """Somebody comes to the desk."""

    def make(who: Person | actions.Newcomer, **met: Any) -> Visit:
        at, key = met.pop("at", now), met.pop("key", None)
        details, by = met.pop("details", None), met.pop("by", adviser)
        return actions.welcome_visitor(centre, who, actions.Met(**met), details=details, by=by, now=now, at=at, key=key)

    return make
