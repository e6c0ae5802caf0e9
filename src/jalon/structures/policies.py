"""Who may see and change the organisation."""

from django.db.models import QuerySet

from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.structures.models import Centre, Room


class CentrePolicy(Policy[Centre]):
    """A centre is seen by everybody at its address; only its Manager changes it."""

    def visible_to(self, actor: Actor) -> QuerySet[Centre]:
        return Centre.objects.filter(pk=actor.centre_id)

    def can_configure(self, actor: Actor, centre: Centre) -> bool:
        return centre.pk == actor.centre_id and actor.can("structures.configure")


class RoomPolicy(Policy[Room]):
    """Rooms are seen by the team."""

    def visible_to(self, actor: Actor) -> QuerySet[Room]:
        rooms = Room.objects.filter(centre_id=actor.centre_id, archived_at=None)
        return rooms if actor.can("structures.read") else rooms.none()

    def can_archive(self, actor: Actor, room: Room) -> bool:
        return room.centre_id == actor.centre_id and actor.can("structures.configure")


centre = CentrePolicy()
room = RoomPolicy()
