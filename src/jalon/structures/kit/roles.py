"""`roles.yaml`: who does what in the centre, what they may do, and who stands in for them. (BD05, RU25)"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from jalon.core import capabilities
from jalon.core.actor import Actor
from jalon.structures import actions
from jalon.structures.models import Centre, Role
from jalon.structures.models.role import RoleKind

SECTION = "roles"
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=160)] | dict[str, str]


class Schema(BaseModel):
    """One role. `specialises` is the broader role that it includes, `substitute` who acts when nobody holds it."""

    model_config = ConfigDict(extra="forbid")

    code: Slug
    label: Label
    kind: RoleKind
    specialises: Slug | None = None
    substitute: Slug | None = None
    capabilities: list[str] = Field(default_factory=list)
    position: Annotated[int, Field(ge=0)] = 0

    @field_validator("capabilities")
    @classmethod
    def _declared(cls, codes: list[str]) -> list[str]:
        for code in codes:
            if not capabilities.is_declared(code):
                close = get_close_matches(code, list(capabilities.all_declared()), n=1)
                hint = _(" Vouliez-vous dire « %(close)s » ?") % {"close": close[0]} if close else ""
                raise ValueError(
                    _("la capacité « %(code)s » n’existe pas : corrigez ou effacez-la.%(hint)s")
                    % {"code": code, "hint": hint}
                )
        return sorted(set(codes))


def check(items: Sequence[Schema], codes: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str, str]]:
    """Roles that name a role that is not there, or that lead back to themselves."""
    by_code = {item.code: item for item in items}
    for item in items:
        for key in ("specialises", "substitute"):
            named = getattr(item, key)
            if named is not None and named not in by_code:
                close = get_close_matches(named, list(by_code), n=1)
                hint = _(" Vouliez-vous dire « %(close)s » ?") % {"close": close[0]} if close else ""
                yield (
                    item.code,
                    key,
                    _("le rôle « %(role)s » n’existe pas dans ce kit.%(hint)s")
                    % {
                        "role": named,
                        "hint": hint,
                    },
                )
            elif named is not None and _returns(item.code, key, by_code):
                yield (
                    item.code,
                    key,
                    _("« %(key)s » tourne en rond à partir de « %(role)s » : coupez la boucle à un endroit.")
                    % {"key": key, "role": item.code},
                )


def _returns(start: str, key: str, by_code: Mapping[str, Schema]) -> bool:
    """Whether following this key from a role comes back to it."""
    seen, at = set(), getattr(by_code[start], key)
    while at in by_code and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = getattr(by_code[at], key)
    return False


def current(centre: Centre) -> Mapping[str, dict[str, Any]]:
    """The centre's roles as this section writes them."""
    rows = list(Role.objects.filter(centre=centre))
    codes = {role.pk: role.code for role in rows}
    return {
        role.code: {
            "code": role.code,
            "label": role.label,
            "kind": role.kind,
            "specialises": codes.get(role.specialises_id or 0),
            "substitute": codes.get(role.substitute_id or 0),
            "capabilities": sorted(role.capabilities),
            "position": role.position,
        }
        for role in rows
    }


def install(items: Sequence[Schema], centre: Centre, *, by: Actor, now: datetime) -> None:
    """Make or update these roles."""
    actions.deliver_roles(centre, [item.model_dump(mode="json") for item in items], by=by, now=now)
