"""A centre with the roles of a small team, and people to hold them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from jalon.accounts import actions
from jalon.accounts.access import person_actor
from jalon.accounts.models import User
from jalon.core.actor import Actor, system
from jalon.people.actions import set_name_keys
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, HostInstitution, Role
from jalon.structures.models.role import RoleKind

TODAY = date(2026, 11, 18)
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
PASSWORD = "une-phrase-assez-longue"

MANAGER = ["accounts.read", "accounts.invite", "people.appoint", "people.read", "people.edit", "structures.read"]


@pytest.fixture
def centre(db: Any) -> Centre:
    found = Centre.objects.create(code="essai", name="Centre d’essai", created_at=NOON)
    HostInstitution.objects.create(centre=found, name="Université d’essai")
    return found


@pytest.fixture
def roles(centre: Centre) -> dict[str, Role]:
    """Manager, career adviser, head of communication (includes adviser), and a vacant Business Developer."""
    made: dict[str, Role] = {}
    for position, (code, label, capabilities) in enumerate(
        [
            ("manager", "Manager", MANAGER),
            ("conseiller", "Conseiller carrière", ["people.read", "accounts.read"]),
            ("communication", "Responsable communication", ["structures.configure"]),
            ("business", "Business Developer", ["people.import"]),
        ]
    ):
        made[code] = Role.objects.create(
            centre=centre,
            code=code,
            label=label,
            kind=RoleKind.INTERNAL,
            capabilities=capabilities,
            position=position,
        )
    Role.objects.filter(pk=made["communication"].pk).update(specialises=made["conseiller"])
    Role.objects.filter(pk=made["business"].pk).update(substitute=made["manager"])
    return {code: Role.objects.get(pk=role.pk) for code, role in made.items()}


@pytest.fixture
def person(centre: Centre) -> Callable[..., Person]:
    """Makes a person of the centre."""

    def make(first: str = "Salma", last: str = "Idrissi", **fields: Any) -> Person:
        made = Person(centre=centre, first_name=first, last_name=last, created_at=NOON)
        for name, value in fields.items():
            setattr(made, name, value)
        set_name_keys(made)
        made.save()
        return made

    return make


@pytest.fixture
def member(person: Callable[..., Person]) -> Callable[..., Person]:
    """Makes a person who holds a role since September."""

    def make(role: Role, first: str = "Salma", last: str = "Idrissi", **mandate: Any) -> Person:
        made = person(first, last)
        days = {"starts_on": date(2026, 9, 1)} | mandate
        Mandate.objects.create(centre=made.centre, person=made, role=role, **days)
        return made

    return make


@pytest.fixture
def account() -> Callable[..., User]:
    """Opens the account of a person."""

    def make(person: Person, email: str = "salma@essai.example", password: str | None = PASSWORD) -> User:
        return actions.create_account(
            email=email, password=password, person=person, by=system(person.centre_id), now=NOON
        )

    return make


@pytest.fixture
def manager(member: Callable[..., Person], roles: dict[str, Role]) -> Person:
    return member(roles["manager"], "Nadia", "Berrada")


@pytest.fixture
def as_manager(manager: Person) -> Actor:
    """The Manager, as an actor, on the day of the tests."""
    return person_actor(manager, TODAY)


@pytest.fixture
def manager_browser(manager: Person, account: Callable[..., User]) -> Client:
    """The Manager, signed in."""
    client = Client()
    client.force_login(account(manager, "nadia@essai.example"))
    return client
