"""A centre with an adviser and a published workshop."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from jalon.accounts.actions import create_account
from jalon.activities.models import Activity
from jalon.core.actor import Actor, system
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Role
from jalon.structures.models.role import RoleKind
from tests import factories
from tests.factories import ActivityFactory, CentreFactory, PersonFactory


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
