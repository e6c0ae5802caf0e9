"""A centre and those who act in it."""

from datetime import datetime

import pytest

from jalon.core.actor import Actor
from jalon.structures.models import Centre
from tests import factories
from tests.factories import CentreFactory, PersonFactory


@pytest.fixture
def now() -> datetime:
    return factories.NOON


@pytest.fixture
def centre(db) -> Centre:
    return CentreFactory()


@pytest.fixture
def adviser(centre) -> Actor:
    return factories.adviser_of(centre)


@pytest.fixture
def keeper(centre) -> Actor:
    """Whoever keeps the centre's calendar."""
    person = PersonFactory(centre=centre, last_name="Bennani", first_name="Hicham")
    return factories.actor(
        person, "bookings.configure", "bookings.plan_others", "structures.read", "accounts.read", "people.read"
    )
