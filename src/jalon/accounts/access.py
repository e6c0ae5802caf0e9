"""From a signed-in account, or a link, to an Actor with its capabilities."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, QuerySet

from jalon.accounts import rules
from jalon.accounts.models import AccessLink, User
from jalon.core import acts
from jalon.core.actor import EVERYWHERE, NOWHERE, Actor, ActorKind, Scope
from jalon.core.statements import Given, Statement
from jalon.core.texts import Localized
from jalon.people.models import Absence, Mandate, Person
from jalon.structures.models import Centre, Role
from jalon.structures.revisions import Kept


def place_of(user: User, code: str) -> tuple[Centre, Person | None] | None:
    """The centre of this code and who the account is there (None: nobody); None when there is no such centre.

    Two short queries, however many centres the account belongs to.
    """
    centre = centre_of(code)
    if centre is None:
        return None
    person = next(iter(_PLACE.objects(user=user.pk, centre=centre.pk)), None)
    if person is not None:
        person.centre = centre
    return centre, person


def centre_of(code: str) -> Centre | None:
    """The centre of this code."""
    return next(iter(_CENTRE.objects(code=code)), None)


_CENTRE = Statement(lambda: Centre.objects.filter(code=Given("code", Centre._meta.get_field("code"))))


def _people_of_accounts() -> QuerySet[Person]:
    """Who an account is in a centre; nobody once the account was closed or the record erased."""
    here = {"account_links__user": Given("user"), "account_links__centre": Given("centre")}
    return Person.objects.filter(**here, account_links__ended_at=None, erased_at=None).order_by()


_PLACE = Statement(_people_of_accounts)


@dataclass(frozen=True)
class Standing:
    """What somebody is in a centre on one day: capabilities with their reach, and the name of their first own role."""

    grants: Mapping[str, Scope]
    role: Localized | None = None


def person_actor(person: Person, today: date, *, user_id: int | None = None) -> Actor:
    """The actor that this person is today in their centre."""
    return actor_with(standing_of(person, today).grants, person, user_id=user_id)


def actor_with(grants: Mapping[str, Scope], person: Person, *, user_id: int | None = None) -> Actor:
    """The actor of this person with these capabilities."""
    return Actor(ActorKind.PERSON, person.centre_id, person.pk, user_id, grants=MappingProxyType(dict(grants)))


def grants_of(person: Person, today: date) -> Mapping[str, Scope]:
    """Capability by capability, how far it reaches for this person today."""
    return standing_of(person, today).grants


@dataclass(frozen=True)
class Holding:
    """A role that somebody has, in one unit or in the whole centre."""

    role_id: int
    person_id: int
    unit_id: int | None


@dataclass(frozen=True)
class Team:
    """Who holds what in a centre on one day, and who replaces whom."""

    roles: Mapping[int, rules.RoleFacts]
    labels: Mapping[int, tuple[int, Localized]]
    """Position and name of each role."""
    holdings: tuple[Holding, ...]
    replacing: Mapping[int, frozenset[int]]
    """Whom each person replaces on that day."""


def _read_team(centre_id: int, today: date) -> Team:
    mandates = Mandate.objects.on(today).filter(centre_id=centre_id, role__archived_at=None)
    holdings = tuple(Holding(*row) for row in mandates.values_list("role_id", "person_id", "unit_id"))
    held = {holding.role_id for holding in holdings}
    roles = list(Role.objects.filter(centre_id=centre_id, archived_at=None))
    replacing: dict[int, set[int]] = {}
    absences = Absence.objects.on(today).filter(centre_id=centre_id).exclude(replacement=None)
    for replacement, absent in absences.values_list("replacement_id", "person_id"):
        replacing.setdefault(replacement, set()).add(absent)
    return Team(
        {
            role.pk: rules.RoleFacts(tuple(role.capabilities), role.specialises_id, role.substitute_id, role.pk in held)
            for role in roles
        },
        {role.pk: (role.position, role.label) for role in roles},
        holdings,
        {replacement: frozenset(absent) for replacement, absent in replacing.items()},
    )


team = Kept("accounts.team", _read_team)


def standing_of(person: Person, today: date) -> Standing:
    """Capabilities and role of this person today.

    Counts their own mandates, those of people whom they replace today (not those whom these replace in turn), and the
    vacant roles for which theirs stand in.
    """
    now = team.of(person.centre, today)
    acting_for = now.replacing.get(person.pk, frozenset()) | {person.pk}
    scopes: dict[int, Scope] = {}
    for held in now.holdings:
        if held.person_id in acting_for:
            reach = Scope(units=frozenset({held.unit_id})) if held.unit_id else EVERYWHERE
            scopes[held.role_id] = scopes.get(held.role_id, NOWHERE) | reach
    own = [(*now.labels[held.role_id], held.role_id) for held in now.holdings if held.person_id == person.pk]
    first = min(own, key=lambda role: (role[0], role[2]))[1] if own else None
    return Standing(rules.grants(scopes, now.roles) if scopes else {}, first)


def roles_on(centre_id: int, today: date) -> QuerySet[Role]:
    """The centre's roles in use, each with `is_held`: whether anybody holds it on this day."""
    held = Mandate.objects.on(today).filter(role=OuterRef("pk"))
    return Role.objects.filter(centre_id=centre_id, archived_at=None).annotate(is_held=Exists(held))


def digest_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A secret of 160 bits for an address."""
    return secrets.token_urlsafe(20)


def link_actor(token: str, capability: str, now: datetime) -> tuple[Actor, AccessLink] | None:
    """The actor that a personal link stands for, limited to its capability; None when it ended or never was."""
    link = (
        AccessLink.objects.filter(digest=digest_of(token), capability=capability, revoked_at=None, expires_at__gt=now)
        .filter(person__erased_at=None)
        .select_related("person", "centre__host_institution")
        .first()
    )
    if link is None:
        return None
    actor = Actor(
        ActorKind.LINK,
        centre_id=link.centre_id,
        person_id=link.person_id,
        link_id=link.pk,
        grants=MappingProxyType({capability: EVERYWHERE}),
    )
    return actor, link


def object_of(link: AccessLink) -> Model | None:
    """The one object that the link opens, unless it is gone."""
    return apps.get_model(acts.kind(link.kind).model)._default_manager.filter(pk=link.object_id).first()
