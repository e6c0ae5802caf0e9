"""Decisions about accounts and access, without database or clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jalon.core.actor import NOWHERE, Scope


@dataclass(frozen=True)
class RoleFacts:
    """What access needs of one role: what it allows, what it includes, who stands in, whether anybody has it."""

    capabilities: tuple[str, ...] = ()
    specialises: int | None = None
    substitute: int | None = None
    is_held: bool = False


def filled(roles: Mapping[int, RoleFacts]) -> set[int]:
    """The roles that somebody holds, by themselves or by a role that includes them."""
    found: set[int] = set()
    for role_id, role in roles.items():
        if role.is_held:
            found |= set(_with_bases(role_id, roles))
    return found


def standing_in(role_id: int, roles: Mapping[int, RoleFacts]) -> int | None:
    """The role that acts in the place of a vacant one; None when it is filled, or when nobody stands in. (RU25)

    A vacant substitute passes the charge on to its own substitute.
    """
    taken = filled(roles)
    seen: set[int] = set()
    current: int | None = role_id
    while current is not None and current in roles and current not in seen:
        if current in taken:
            return current if current != role_id else None
        seen.add(current)
        current = roles[current].substitute
    return None


def grants(mine: Mapping[int, Scope], roles: Mapping[int, RoleFacts]) -> dict[str, Scope]:
    """How far each capability reaches for whoever holds the roles of `mine` (own mandates, and of people replaced).

    A role includes the capabilities of the broader one that it specialises; vacant ones go to their substitute. (RU25)
    """
    scopes: dict[int, Scope] = {}
    for role_id, scope in mine.items():
        for included in _with_bases(role_id, roles):
            scopes[included] = scopes.get(included, NOWHERE) | scope
    for role_id in roles:
        deputy = standing_in(role_id, roles)
        if deputy in scopes:
            for included in _with_bases(role_id, roles):
                scopes[included] = scopes.get(included, NOWHERE) | scopes[deputy]
    found: dict[str, Scope] = {}
    for role_id, scope in scopes.items():
        for capability in roles[role_id].capabilities:
            found[capability] = found.get(capability, NOWHERE) | scope
    return found


def _with_bases(role_id: int, roles: Mapping[int, RoleFacts]) -> Iterable[int]:
    """The role, then those that it includes, each once."""
    seen: dict[int, None] = {}
    current: int | None = role_id
    while current is not None and current in roles and current not in seen:
        seen[current] = None
        current = roles[current].specialises
    return seen


def why_not_acceptable(
    *, accepted_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, now: datetime
) -> str | None:
    """What keeps an invitation from being accepted, or None."""
    if accepted_at is not None:
        return _("Cette invitation a déjà servi. Connectez-vous pour retrouver votre centre.")
    if revoked_at is not None:
        return _("Cette invitation a été retirée. Demandez-en une nouvelle à la personne responsable du centre.")
    if now >= expires_at:
        return _("Cette invitation est arrivée à son terme. Demandez qu’on vous la renvoie.")
    return None


def why_not_joined(*, account_exists: bool, is_signed_in: bool, is_same_address: bool) -> str | None:
    """What keeps the person in front of the screen from accepting as they are, or None."""
    if is_signed_in and not is_same_address:
        return _("Vous êtes connecté·e avec une autre adresse que celle de l’invitation : déconnectez-vous d’abord.")
    if account_exists and not is_signed_in:
        return _("Un compte existe déjà avec cette adresse : connectez-vous pour accepter l’invitation.")
    return None


def why_not_withdrawn(*, others_who_appoint: int) -> str | None:
    """What keeps a role from being taken back: somebody must still be able to give roles."""
    if not others_who_appoint:
        return _(
            "Plus personne ne pourrait confier de rôles dans ce centre. Confiez d’abord ce rôle à quelqu’un d’autre."
        )
    return None
