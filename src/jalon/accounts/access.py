"""From a signed-in account, or a link, to an Actor with its capabilities."""

import hashlib
import secrets
from collections import defaultdict
from datetime import date, datetime
from types import MappingProxyType

from django.apps import apps
from django.db.models import Q

from jalon.accounts.models import AccessLink, Link, User
from jalon.core import acts
from jalon.core.actor import EVERYWHERE, NOWHERE, Actor, ActorKind, Scope, visitor
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Role


def actor_of(user: User, centre: Centre, today: date) -> tuple[Actor, Person | None]:
    """What this account may do in this centre today, and the person behind it (None: no place here).

    Counts the person's own mandates, those of people they replace today, and the roles that theirs stand in for
    while nobody holds them. Two queries.
    """
    link = Link.objects.filter(user=user, centre=centre, ended_at=None).select_related("person").first()
    if link is None:
        return Actor(ActorKind.VISITOR, centre_id=centre.pk, user_id=user.pk), None
    return person_actor(link.person, today, user_id=user.pk), link.person


def person_actor(person: Person, today: date, *, user_id: int | None = None) -> Actor:
    """The actor that this person is today in their centre."""
    grants = MappingProxyType(grants_of(person, today))
    return Actor(ActorKind.PERSON, person.centre_id, person.pk, user_id, grants=grants)


def grants_of(person: Person, today: date) -> dict[str, Scope]:
    """Capability by capability, how far it reaches for this person today. One query when they hold no role."""
    absent = Q(
        person__absences__replacement=person,
        person__absences__starts_on__lte=today,
        person__absences__ends_on__gte=today,
        person__absences__cancelled_at=None,
    )
    held = list(
        Mandate.objects.on(today)
        .filter(Q(person=person) | absent, centre_id=person.centre_id)
        .values_list("role_id", "unit_id")
    )
    if not held:
        return {}
    roles = {role.pk: role for role in Role.objects.filter(centre_id=person.centre_id, archived_at=None)}
    scopes: dict[int, Scope] = defaultdict(lambda: NOWHERE)
    for role_id, unit_id in held:
        scopes[role_id] |= Scope(units=frozenset({unit_id})) if unit_id else EVERYWHERE
    _stand_in(roles, scopes, person.centre_id, today)
    grants: dict[str, Scope] = defaultdict(lambda: NOWHERE)
    for role_id, scope in scopes.items():
        role: Role | None = roles.get(role_id)
        while role is not None:
            for capability in role.capabilities:
                grants[capability] |= scope
            role = roles.get(role.specialises_id) if role.specialises_id else None
    return dict(grants)


def _stand_in(roles: dict[int, Role], scopes: dict[int, Scope], centre_id: int, today: date) -> None:
    """Add the roles that nobody holds and for which a held role is the substitute. (RU25)"""
    substitutes = [role for role in roles.values() if role.substitute_id in scopes and role.pk not in scopes]
    if not substitutes:
        return
    filled = set(
        Mandate.objects.on(today).filter(centre_id=centre_id, role__in=substitutes).values_list("role_id", flat=True)
    )
    for role in substitutes:
        if role.pk not in filled and role.substitute_id is not None:
            scopes[role.pk] = scopes[role.substitute_id]


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
        .select_related("person", "centre")
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


def object_of(link: AccessLink) -> object:
    """The one object that the link opens."""
    return apps.get_model(acts.kind(link.kind).model)._default_manager.get(pk=link.object_id)


def anonymous(centre: Centre | None) -> Actor:
    """Somebody who is not signed in."""
    return visitor(centre.pk if centre else None)
