"""A centre, somebody who configures it and somebody who only reads it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import translation

from jalon.accounts.access import person_actor
from jalon.accounts.actions import create_account
from jalon.core.actor import Actor, system
from jalon.people.actions import set_name_keys
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, HostInstitution, Role

noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
TODAY = date(2026, 11, 18)
RIGHTS = {
    "manager": ["structures.read", "structures.configure"],
    "adviser": ["structures.read"],
    "speaker": [],
}


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def centre(db) -> Centre:
    centre = Centre.objects.create(code="essai", name="Centre d’essai", created_at=noon)
    HostInstitution.objects.create(centre=centre, name="Université d’essai")
    return centre


@pytest.fixture
def elsewhere(db) -> Centre:
    centre = Centre.objects.create(code="ailleurs", name="Ailleurs", created_at=noon)
    HostInstitution.objects.create(centre=centre, name="Autre université")
    return centre


@pytest.fixture
def somebody(centre: Centre) -> Callable[[str], Person]:
    """Makes a person who holds one of the roles above."""

    def make(code: str) -> Person:
        person = Person(centre=centre, first_name=code.title(), last_name="Essai", created_at=noon)
        set_name_keys(person)
        person.save()
        role, _made = Role.objects.get_or_create(
            centre=centre, code=code, defaults={"label": code, "kind": "internal", "capabilities": RIGHTS[code]}
        )
        Mandate.objects.create(centre=centre, person=person, role=role, starts_on=date(2026, 9, 1))
        return person

    return make


@pytest.fixture
def manager(somebody) -> Actor:
    return person_actor(somebody("manager"), TODAY)


@pytest.fixture
def adviser(somebody) -> Actor:
    return person_actor(somebody("adviser"), TODAY)


@pytest.fixture
def signed_in(somebody) -> Callable[[str], Client]:
    """A browser signed in with one of the roles above."""

    def sign_in(code: str) -> Client:
        person = somebody(code)
        client = Client()
        client.force_login(
            create_account(
                email=f"{code}@essai.example",
                password="une-phrase-assez-longue",
                person=person,
                by=system(person.centre_id),
                now=noon,
            )
        )
        return client

    return sign_in
