"""Who may see and do what at the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from jalon.core.actor import Actor, ActorKind
from jalon.core.policy import Policy
from jalon.welcome.models import Shift, Visit
from jalon.welcome.models.shift import ShiftQuerySet
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


LATE = timedelta(hours=12)
"""Commands made during a shift while the network was down may still arrive this long after its end: writing only."""


@dataclass(frozen=True)
class Duty:
    """A shift at a moment; `at` is when the gesture was made on the device."""

    shift: Shift
    now: datetime
    at: datetime


class ShiftPolicy(Policy[Shift]):
    """The roster is the team's; whoever helps sees their own shifts, and welcomes during them only."""

    related = ("centre", "person", "replacement", "activity")

    def visible_to(self, actor: Actor) -> ShiftQuerySet:
        shifts = Shift.objects.filter(centre_id=actor.in_centre)
        if actor.can("welcome.receive") or actor.can("welcome.plan"):
            return shifts
        if actor.person_id is None or not actor.can("welcome.help"):
            return shifts.none()
        return shifts.filter(Q(person=actor.person_id) | Q(replacement=actor.person_id))

    def can_plan(self, actor: Actor, centre_id: int) -> bool:
        return centre_id == actor.centre_id and actor.can("welcome.plan")

    def can_change(self, actor: Actor, shift: Shift) -> bool:
        return self.can_plan(actor, shift.centre_id)

    def can_replace(self, actor: Actor, shift: Shift) -> bool:
        """Find somebody to welcome instead: who plans, or the person planned."""
        mine = shift.person_id == actor.person_id and (actor.can("welcome.help") or actor.can("welcome.receive"))
        return shift.centre_id == actor.centre_id and (mine or actor.can("welcome.plan"))

    def can_help(self, actor: Actor, duty: Duty) -> bool:
        """Search and write, now."""
        return self._mine(actor, duty.shift) and duty.shift.starts_at <= duty.now < duty.shift.ends_at

    def can_write(self, actor: Actor, duty: Duty) -> bool:
        """Write what was gathered during the shift, should it arrive later."""
        at = min(duty.at, duty.now)
        in_time = duty.shift.starts_at <= at < duty.shift.ends_at and duty.now < duty.shift.ends_at + LATE
        return self._mine(actor, duty.shift) and in_time

    @staticmethod
    def _mine(actor: Actor, shift: Shift) -> bool:
        right = actor.can("welcome.help") and shift.centre_id == actor.centre_id
        return right and shift.cancelled_at is None and shift.welcomer_id == actor.person_id


shift = ShiftPolicy()
