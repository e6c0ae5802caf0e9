"""From a signed-in account, or a link, to an Actor with its capabilities."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.apps import apps
from django.db.models import BigIntegerField, Exists, FilteredRelation, Model, OuterRef, Q, QuerySet, Value

from jalon.accounts import rules
from jalon.accounts.models import AccessLink, User
from jalon.core import acts
from jalon.core.actor import EVERYWHERE, NOWHERE, Actor, ActorKind, Scope
from jalon.core.texts import Localized
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Role


def place_of(user: User, code: str) -> tuple[Centre, Person | None] | None:
    """The centre of this code and who the account is there (None: nobody); None when there is no such centre.

    One query, however many centres the account belongs to.
    """
    here = FilteredRelation("account_links", condition=Q(account_links__user=user, account_links__ended_at=None))
    centre = (
        Centre.objects.filter(code=code)
        .annotate(place=here)
        .select_related("host_institution", "place__person")  # type: ignore[misc]
        .first()
    )
    if centre is None:
        return None
    link = getattr(centre, "place", None)
    if link is None or link.person.erased_at is not None:
        return centre, None
    link.person.centre = centre
    return centre, link.person


@dataclass(frozen=True)
class Standing:
    """What somebody is in a centre on one day: capabilities with their reach, and the name of their first own role."""

    grants: Mapping[str, Scope]
    role: Localized | None = None


def person_actor(person: Person, today: date, *, user_id: int | None = None) -> Actor:
    """The actor that this person is today in their centre. One query."""
    return actor_with(standing_of(person, today).grants, person, user_id=user_id)


def actor_with(grants: Mapping[str, Scope], person: Person, *, user_id: int | None = None) -> Actor:
    """The actor of this person with these capabilities."""
    return Actor(ActorKind.PERSON, person.centre_id, person.pk, user_id, grants=MappingProxyType(dict(grants)))


def grants_of(person: Person, today: date) -> Mapping[str, Scope]:
    """Capability by capability, how far it reaches for this person today. One query."""
    return standing_of(person, today).grants


def standing_of(person: Person, today: date) -> Standing:
    """Capabilities and role of this person today. One query.

    Counts their own mandates, those of people whom they replace today (not those whom these replace in turn), and the
    vacant roles for which theirs stand in.
    """
    replaced = Q(
        person__absences__replacement=person,
        person__absences__starts_on__lte=today,
        person__absences__ends_on__gte=today,
        person__absences__cancelled_at=None,
    )
    mine = Mandate.objects.on(today).filter(
        Q(person=person) | replaced, centre_id=person.centre_id, role__archived_at=None
    )
    nobody = Value(None, output_field=BigIntegerField())
    shared = ("label", "capabilities", "specialises_id", "substitute_id", "position")
    every = roles_on(person.centre_id, today).annotate(holder=nobody, place=nobody)
    held = mine.annotate(is_held=Value(True)).values_list(
        "role_id", *(f"role__{name}" for name in shared), "is_held", "person_id", "unit_id"
    )
    rows = every.order_by().values_list("pk", *shared, "is_held", "holder", "place").union(held, all=True).order_by()
    scopes: dict[int, Scope] = {}
    facts: dict[int, rules.RoleFacts] = {}
    own: list[tuple[int, int, Localized]] = []
    for pk, label, capabilities, specialises, substitute, position, is_held, holder, unit in rows:
        facts.setdefault(pk, rules.RoleFacts(tuple(capabilities), specialises, substitute, bool(is_held)))
        if holder is not None:
            scopes[pk] = scopes.get(pk, NOWHERE) | (Scope(units=frozenset({unit})) if unit else EVERYWHERE)
        if holder == person.pk:
            own.append((position, pk, label))
    first = min(own, key=lambda role: role[:2])[2] if own else None
    return Standing(rules.grants(scopes, facts) if scopes else {}, first)


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
