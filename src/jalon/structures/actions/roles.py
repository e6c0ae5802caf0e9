"""Roles, and who stands in for whom."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures import acts, rules
from jalon.structures.actions.saving import require
from jalon.structures.models import Centre, Role


@transaction.atomic
def deliver_roles(centre: Centre, items: Sequence[Mapping[str, Any]], *, by: Actor, now: datetime) -> None:
    """Make or update the roles that a kit delivers; those they name may come later in the same delivery."""
    require(centre, by)
    known = {role.code: role for role in Role.objects.filter(centre=centre)}
    for values in items:
        role = known.setdefault(values["code"], Role(centre=centre, code=values["code"]))
        role.label, role.kind = values["label"], values["kind"]
        role.capabilities, role.position = values["capabilities"], values["position"]
        role.save()
    for values in items:
        role = known[values["code"]]
        role.specialises = known.get(values["specialises"])
        role.substitute = known.get(values["substitute"])
        role.save(update_fields=["specialises", "substitute"])
    journal.record(acts.ROLES_DELIVERED, centre, by=by, at=now, params={"count": len(items)})


@transaction.atomic
def set_substitute(role: Role, substitute: Role | None, *, by: Actor, now: datetime) -> Role:
    """Say who acts when nobody holds the role; a chain that comes back to the role is refused. (RU25)"""
    require(role.centre, by)
    if substitute is not None and (substitute.centre_id != role.centre_id or substitute.archived_at):
        raise Refused(_("Ce rôle n’existe pas dans ce centre."), field="substitute")
    chain = dict(Role.objects.filter(centre=role.centre).values_list("pk", "substitute"))
    if reason := rules.why_not_substitute(role.pk, substitute.pk if substitute else None, chain):
        raise Refused(reason, field="substitute")
    if role.substitute_id == (substitute.pk if substitute else None):
        return role
    before = {"substitute": role.substitute_id}
    role.substitute = substitute
    role.save(update_fields=["substitute"])
    act = acts.SUBSTITUTE_SET if substitute else acts.SUBSTITUTE_REMOVED
    journal.record(act, role, by=by, at=now, params={"substitute": substitute} if substitute else {}, before=before)
    return role
