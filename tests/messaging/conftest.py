"""A centre with its team and young people, and kinds of messages of an invented package."""

from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from jalon.core.actor import EVERYWHERE, Actor, ActorKind, system
from jalon.messaging import kinds
from jalon.messaging.kinds import Audience, MailKind
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Role

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A Tuesday, noon in Casablanca (UTC+1)."""

KINDS = {
    "confirmed": MailKind(
        "workshop.confirmed", "Inscription confirmée", Audience.YOUNG, "vous êtes inscrit", essential=True
    ),
    "moved": MailKind(
        "workshop.moved", "Atelier déplacé", Audience.YOUNG, "vous êtes inscrit", essential=True, may_wake=True
    ),
    "news": MailKind("workshop.news", "Nouveautés", Audience.YOUNG, "vous êtes abonné"),
    "left": MailKind("workshop.left", "Désistement", Audience.STAFF, "vous animez cet atelier"),
    "code": MailKind("workshop.code", "Code", Audience.YOUNG, "vous l’avez demandé", secret=True),
}


@pytest.fixture(autouse=True)
def _kinds():
    kinds.register(*KINDS.values())
    yield
    for kind in KINDS.values():
        kinds.forget(kind.code)


@pytest.fixture
def centre(db):
    return Centre.objects.create(code="demo", name="Career Center de Test", created_at=NOON)


def make_person(centre, first, **fields):
    email = fields.pop("personal_email", f"{first.lower()}@example.org")
    return Person.objects.create(
        centre=centre, first_name=first, last_name="Idrissi", name_key=f"idrissi {first.lower()}",
        personal_email=email, created_at=NOON, **fields,
    )  # fmt: skip


@pytest.fixture
def young(centre):
    return make_person(centre, "Amina", registered_at=NOON)


@pytest.fixture
def adviser(centre):
    person = make_person(centre, "Karim")
    role = Role.objects.create(
        centre=centre,
        code="adviser",
        label="Conseiller",
        kind="internal",
        capabilities=["messaging.read", "messaging.mend"],
    )
    Mandate.objects.create(centre=centre, person=person, role=role, starts_on=date(2026, 1, 1))
    return person


def actor_of(person, *capabilities):
    grants = MappingProxyType(dict.fromkeys(capabilities, EVERYWHERE))
    return Actor(ActorKind.PERSON, person.centre_id, person.pk, grants=grants)


@pytest.fixture
def by(adviser):
    return actor_of(adviser, "messaging.read", "messaging.mend")


@pytest.fixture
def jalon(centre):
    return system(centre.pk)


class Server:
    """A mail server that keeps what it accepted; `fault` is raised instead, for one address or for all."""

    def __init__(self, fault=None, only=None):
        self.accepted, self.fault, self.only, self.is_open = [], fault, only, False

    def __call__(self):
        return self

    def open(self):
        self.is_open = True

    def close(self):
        self.is_open = False

    def send_messages(self, emails):
        for email in emails:
            if self.fault is not None and (self.only is None or self.only in email.to):
                raise self.fault
            self.accepted.append(email)
