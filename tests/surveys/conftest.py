"""A centre with its questionnaire, and rooms as what surveys are about: surveys know nothing of activities."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from jalon.accounts.actions import create_account
from jalon.core.actor import Actor, system
from jalon.kits.reading import read
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Role, Room
from jalon.structures.models.role import RoleKind
from jalon.surveys import actions, kit, subjects
from jalon.surveys.models import Survey
from tests.factories import NOON, CentreFactory, PersonFactory, RoomFactory, actor, adviser_of
from tests.surveys.subject import ROOMS

FILE = settings.JALON_KITS_DIR / "centre-de-carriere" / "questionnaires" / "satisfaction-atelier.yaml"
CODE = "satisfaction-atelier"


@pytest.fixture(autouse=True)
def _rooms_are_surveyed() -> Iterator[None]:
    subjects.register(ROOMS)
    with translation.override("fr"):
        yield
    subjects.forget("room")


@pytest.fixture
def item() -> kit.Schema:
    """The questionnaire of the kit."""
    return kit.Schema.model_validate(read(FILE).content)


@pytest.fixture
def centre(db: Any, item: kit.Schema) -> Centre:
    made: Centre = CentreFactory()
    kit.install([item], made, by=system(made.pk), now=NOON)
    return made


@pytest.fixture
def adviser(centre: Centre) -> Actor:
    return adviser_of(centre)


@pytest.fixture
def open_one(centre: Centre) -> Callable[..., Survey]:
    """Opens a survey about a new room."""

    def make(*, now: datetime = NOON, closes_at: datetime | None = None, **facets: Any) -> Survey:
        room: Room = RoomFactory(centre=centre)
        facets = {"activity_type": "workshop", "month": f"{now:%Y-%m}"} | facets
        by = system(centre.pk)
        return actions.open_survey(room, questionnaire=CODE, facets=facets, by=by, now=now, closes_at=closes_at)

    return make


@pytest.fixture
def survey(open_one: Callable[..., Survey]) -> Survey:
    return open_one()


@pytest.fixture
def live_survey(open_one: Callable[..., Survey]) -> Survey:
    """A survey that is open on the day of the test run, for pages."""
    return open_one(now=timezone.now() - timedelta(hours=1))


@pytest.fixture
def present(centre: Centre) -> Callable[..., Person]:
    """Makes somebody who was there."""

    def make(**fields: Any) -> Person:
        made: Person = PersonFactory(centre=centre, registered_origin="activity", **fields)
        return made

    return make


@pytest.fixture
def signed_in() -> Callable[..., Client]:
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
            now=NOON,
        )
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def answered() -> Callable[..., None]:
    """Answers a survey as this person."""

    def make(survey: Survey, person: Person, *, now: datetime = NOON, key: str = "", **given: Any) -> None:
        actions.complete(survey, person, answers=sheet(**given), by=actor(person), now=now, key=key)

    return make


def sheet(**given: Any) -> dict[str, Any]:
    """Right answers to the kit's questionnaire."""
    marks = {"clarte": 4, "exercices": 3, "echanges": 5, "accueil": 4}
    whole = {"satisfaction": 4, "utilite": 5, "recommande": True, "deroulement": marks, "rythme": "juste"}
    return whole | given


def posted(**given: str) -> dict[str, Any]:
    """The same, as a browser sends it."""
    fields = {
        "satisfaction": "4",
        "utilite": "5",
        "recommande": "yes",
        "deroulement__clarte": "4",
        "deroulement__exercices": "3",
        "deroulement__echanges": "5",
        "deroulement__accueil": "4",
        "rythme": "juste",
        "remarques": "",
    }
    return fields | given
