"""Who may see and change the organisation."""

from typing import Any

from django.db.models import Model, QuerySet

from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.structures.models import AcademicYear, Centre, Establishment, Reference, Role, Room, Site


class CentrePolicy(Policy[Centre]):
    """A centre is seen by everybody at its address; only its Manager changes it."""

    def visible_to(self, actor: Actor) -> QuerySet[Centre]:
        return Centre.objects.filter(pk=actor.in_centre)

    def can_configure(self, actor: Actor, centre: Centre) -> bool:
        return centre.pk == actor.centre_id and actor.can("structures.configure")


class PartPolicy[M: Model](Policy[M]):
    """What belongs to a centre: the team sees all of it, what is archived included; its Manager changes it."""

    def __init__(self, model: type[M]) -> None:
        self.model = model

    def visible_to(self, actor: Actor) -> QuerySet[M]:
        rows = self.model._default_manager.filter(centre_id=actor.in_centre)
        return rows if actor.can("structures.read") else rows.none()

    def can_configure(self, actor: Actor, part: Any) -> bool:
        return part.centre_id == actor.centre_id and actor.can("structures.configure")


centre = CentrePolicy()
site = PartPolicy(Site)
room = PartPolicy(Room)
year = PartPolicy(AcademicYear)
reference = PartPolicy(Reference)
establishment = PartPolicy(Establishment)
role = PartPolicy(Role)
