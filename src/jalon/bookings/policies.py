"""Who may see and change times, places and calendars."""

from typing import Any

from django.db.models import Model, QuerySet

from jalon.bookings.models import Equipment, Feed, Holiday, Occupation, OpeningHours, WorkingTime
from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.people.models import Person
from jalon.structures.models import Centre, Room


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


class FeedPolicy(Policy[Feed]):
    """An address for calendar programs is seen and closed by whoever made it, and by nobody else."""

    def visible_to(self, actor: Actor) -> QuerySet[Feed]:
        feeds = Feed.objects.filter(centre_id=actor.in_centre)
        return feeds.filter(owner_id=actor.person_id) if actor.person_id else feeds.none()

    def can_open(self, actor: Actor, wanted: tuple[Centre, Person | None, Room | None]) -> bool:
        """One's own calendar for everybody; a room's and the centre's for the team."""
        centre, person, room = wanted
        if centre.pk != actor.centre_id or not actor.person_id:
            return False
        if person is not None:
            return person.pk == actor.person_id
        return actor.can("structures.read") and (room is None or room.centre_id == centre.pk)

    def can_revoke(self, actor: Actor, feed: Feed) -> bool:
        return feed.centre_id == actor.centre_id and feed.owner_id == actor.person_id


class OccupationPolicy(Policy[Occupation]):
    """What somebody's own calendar holds is theirs alone."""

    def visible_to(self, actor: Actor) -> QuerySet[Occupation]:
        rows = Occupation.objects.filter(centre_id=actor.in_centre)
        return rows.filter(person_id=actor.person_id) if actor.person_id else rows.none()

    def can_change(self, actor: Actor, occupation: Occupation) -> bool:
        return occupation.centre_id == actor.centre_id and occupation.person_id == actor.person_id

    def can_import(self, actor: Actor, person: Person) -> bool:
        """Bring in one's own calendar."""
        return person.centre_id == actor.centre_id and person.pk == actor.person_id


equipment = KeptPolicy(Equipment)
holiday = KeptPolicy(Holiday)
opening = KeptPolicy(OpeningHours)
calendar = CalendarPolicy()
working_time = WorkingTimePolicy()
feed = FeedPolicy()
occupation = OccupationPolicy()
