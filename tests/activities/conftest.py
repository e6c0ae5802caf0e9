"""A centre with an adviser and a published workshop."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import translation

from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.people.models import Person
from jalon.structures.models import Centre
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
