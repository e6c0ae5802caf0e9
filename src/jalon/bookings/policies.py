"""Who may see and change times, places and calendars."""

from typing import Any

from django.db.models import Model, QuerySet

from jalon.bookings.models import Equipment, Holiday, OpeningHours, WorkingTime
from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.people.models import Person
from jalon.structures.models import Centre


class KeptPolicy[M: Model](Policy[M]):
    """What the whole team reads and whoever keeps the centre's calendar changes."""

    def __init__(self, model: type[M]) -> None:
        self.model = model

    def visible_to(self, actor: Actor) -> QuerySet[M]:
        rows = self.model._default_manager.filter(centre_id=actor.in_centre)
        return rows if actor.can("structures.read") else rows.none()

    def can_configure(self, actor: Actor, row: Any) -> bool:
        return row.centre_id == actor.centre_id and actor.can("bookings.configure")


class CalendarPolicy(Policy[Centre]):
    """The centre's calendar: holidays, opening hours, equipment."""

    def visible_to(self, actor: Actor) -> QuerySet[Centre]:
        centres = Centre.objects.filter(pk=actor.in_centre)
        return centres if actor.can("structures.read") else centres.none()

    def can_configure(self, actor: Actor, centre: Centre) -> bool:
        return centre.pk == actor.centre_id and actor.can("bookings.configure")


class WorkingTimePolicy(Policy[WorkingTime]):
    """The team knows when each works; everybody sets their own hours, whoever plans sets all."""

    def visible_to(self, actor: Actor) -> QuerySet[WorkingTime]:
        rows = WorkingTime.objects.filter(centre_id=actor.in_centre)
        if actor.can("accounts.read"):
            return rows
        return rows.filter(person_id=actor.person_id) if actor.person_id else rows.none()

    def can_plan(self, actor: Actor, person: Person) -> bool:
        """Set this person's hours."""
        return person.centre_id == actor.centre_id and (
            actor.person_id == person.pk or actor.can("bookings.plan_others")
        )


equipment = KeptPolicy(Equipment)
holiday = KeptPolicy(Holiday)
opening = KeptPolicy(OpeningHours)
calendar = CalendarPolicy()
working_time = WorkingTimePolicy()
