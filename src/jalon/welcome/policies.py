"""Who may see and do what at the desk."""

from jalon.core.actor import Actor, ActorKind
from jalon.core.policy import Policy
from jalon.welcome.models import Visit
from jalon.welcome.models.visit import VisitQuerySet


class VisitPolicy(Policy[Visit]):
    """Visit records are the team's; what young people read of theirs is on *Mes données*."""

    related = ("centre", "person", "activity", "received_by")

    def visible_to(self, actor: Actor) -> VisitQuerySet:
        visits = Visit.objects.filter(centre_id=actor.in_centre)
        return visits if actor.can("welcome.receive") else visits.none()

    def can_add(self, actor: Actor, centre_id: int) -> bool:
        """Enter somebody's visit."""
        return centre_id == actor.centre_id and actor.can("welcome.receive")

    def can_receive(self, actor: Actor, visit: Visit) -> bool:
        """Receive the person, write and correct the record."""
        return self.can_add(actor, visit.centre_id)

    def can_complete(self, actor: Actor, centre_id: int | None) -> bool:
        """Note which records lack nothing any more: Jalon itself."""
        return actor.kind is ActorKind.SYSTEM

    def can_choose(self, actor: Actor, centre_id: int) -> bool:
        """Decide the deadline and what a record must hold."""
        return centre_id == actor.centre_id and actor.can("structures.configure")


visit = VisitPolicy()
