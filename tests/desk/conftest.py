"""A centre opened like a real one, with its Manager signed in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from jalon.accounts.access import person_actor
from jalon.core.actor import Actor, visitor
from jalon.core.moments import local
from jalon.desk.actions import Founder, open_installation
from jalon.people.models import Person
from jalon.structures.models import Centre

noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
"""A Wednesday."""
ANSWERS = {
    "name": "Career Center de l’Université Ibn Battouta",
    "code": "essai",
    "host_institution": "Université Ibn Battouta",
    "timezone": "Africa/Casablanca",
    "country": "MA",
}
FOUNDER = Founder("Nadia", "Berrada", "nadia@essai.example", "une-phrase-assez-longue")


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings) -> None:
    """The opening code of one test is not another's."""
    settings.JALON_DATA_DIR = tmp_path


@pytest.fixture
def manager_account(db) -> Any:
    return open_installation(**ANSWERS, founder=FOUNDER, by=visitor(), now=noon)


@pytest.fixture
def centre(manager_account) -> Centre:
    return Centre.objects.get()


@pytest.fixture
def person(manager_account) -> Person:
    return Person.objects.get()


@pytest.fixture
def manager(centre, person) -> Actor:
    return person_actor(person, local(noon, centre.timezone).date())


@pytest.fixture
def signed_in(manager_account) -> Client:
    client = Client()
    client.force_login(manager_account)
    return client
