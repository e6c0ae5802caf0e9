"""A centre with a workshop, young people, and the clock that the screens read."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from jalon.accounts.actions import create_account
from jalon.activities.models import Activity
from jalon.core.actor import Actor, system
from jalon.people.actions import set_name_keys
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Role
from jalon.structures.models.role import RoleKind
from tests import factories
from tests.factories import NOON, ActivityFactory, CentreFactory

CODE = re.compile(r"\b(\d{3}) (\d{3})\b")


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """What time it is for the screens: NOON, unless the test says otherwise."""
    state = [NOON]
    monkeypatch.setattr("django.utils.timezone.now", lambda: state[0])

    def move(now: datetime) -> None:
        state[0] = now

    return move


@pytest.fixture
def centre(db: Any, clock: Any) -> Centre:
    return CentreFactory(code="essai")


@pytest.fixture
def adviser(centre: Centre) -> Actor:
    return factories.adviser_of(centre)


@pytest.fixture
def workshop(centre: Centre) -> Activity:
    return ActivityFactory(centre=centre, seats=2)


@pytest.fixture
def record(centre: Centre) -> Callable[..., Person]:
    """A person as the registrar's file gives them: known, not registered, without account."""

    def make(first: str = "Salma", last: str = "Idrissi", **fields: Any) -> Person:
        made = Person(centre=centre, first_name=first, last_name=last, created_at=NOON, **fields)
        set_name_keys(made)
        made.save()
        return made

    return make


@pytest.fixture
def signed_in(centre: Centre) -> Callable[..., Client]:
    """A browser in which this person is signed in, holding a role of these capabilities if there are any."""

    def make(person: Person, *capabilities: str) -> Client:
        if capabilities:
            role = Role.objects.create(
                centre=centre,
                code=f"role-{person.pk}",
                label="Rôle",
                kind=RoleKind.INTERNAL,
                capabilities=list(capabilities),
            )
            Mandate.objects.create(centre=centre, person=person, role=role, starts_on=date(2020, 1, 1))
        client = Client()
        client.force_login(
            create_account(
                email=f"compte{person.pk}@example.org", password=None, person=person, by=system(centre.pk), now=NOON
            )
        )
        return client

    return make


def code_sent() -> str:
    """The code of the newest mail."""
    found = CODE.search(mail.outbox[-1].body)
    assert found
    return "".join(found.groups())


class Visitor:
    """Somebody with a phone, going through the three steps of signing up."""

    def __init__(self) -> None:
        self.client = Client()
        self.last_step = "/essai/rejoindre/identite/"

    def prove(self, address: str, *, wanted: str = "") -> Any:
        """Ask for a code and type it; the answer to the second step."""
        first = "/essai/rejoindre/" + (f"?pour={wanted}" if wanted else "")
        self.client.get(first)
        asked = self.client.post(first, {"email": address})
        answer = self.client.post(asked["Location"], {"code": code_sent()})
        self.last_step = answer["Location"]
        return answer

    def say(self, first: str, last: str, **more: Any) -> Any:
        """Give one's name; the answer to the third step."""
        return self.client.post(self.last_step, {"first_name": first, "last_name": last, **more})

    def person(self) -> Person | None:
        """Who is signed in now."""
        seen = self.client.get("/essai/mes-activites/")
        return seen.wsgi_request.person  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def visitor(centre: Centre) -> Visitor:
    return Visitor()
