"""A centre, an adviser, and records."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from jalon.core.actor import Actor
from jalon.people.actions import set_name_keys
from jalon.people.models import Person
from jalon.structures.models import Centre
from tests.factories import NOON, CentreFactory, PersonFactory, actor


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def campus(db: Any) -> Centre:
    return CentreFactory(code="essai")


@pytest.fixture
def desk(campus: Centre) -> Actor:
    """Somebody at the desk, who reads, corrects and joins records."""
    person = PersonFactory(centre=campus, last_name="Tahiri", first_name="Nadia")
    return actor(person, "people.read", "people.edit", "people.merge")


@pytest.fixture
def record(campus: Centre) -> Callable[..., Person]:
    """A record as imports or the portal leave it."""

    def make(first: str = "Salma", last: str = "Idrissi", **fields: Any) -> Person:
        made = Person(centre=campus, first_name=first, last_name=last, created_at=NOON, **fields)
        set_name_keys(made)
        made.save()
        return made

    return make
