"""Who may see and change people's records."""

from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.people.models import Person
from jalon.people.models.person import PersonQuerySet


class PersonPolicy(Policy[Person]):
    """The team reads its centre's records; everybody else reads only their own."""

    def visible_to(self, actor: Actor) -> PersonQuerySet:
        people = Person.objects.filter(centre_id=actor.in_centre)
        if actor.can("people.read"):
            return people
        return people.filter(pk=actor.person_id) if actor.person_id else people.none()

    def can_read(self, actor: Actor, person: Person) -> bool:
        """Open the record as the team sees it."""
        return person.centre_id == actor.centre_id and actor.can("people.read")

    def can_edit(self, actor: Actor, person: Person) -> bool:
        return person.centre_id == actor.centre_id and actor.can("people.edit")

    def can_add(self, actor: Actor, centre_id: int) -> bool:
        return centre_id == actor.centre_id and actor.can("people.edit")

    def can_register(self, actor: Actor, person: Person) -> bool:
        """Register at the Career Center: the team, or the person themself."""
        return person.centre_id == actor.centre_id and (actor.can("people.edit") or actor.person_id == person.pk)

    def can_appoint(self, actor: Actor, person: Person) -> bool:
        return person.centre_id == actor.centre_id and actor.can("people.appoint")

    def can_ask_erasure(self, actor: Actor, person: Person) -> bool:
        """Only the person asks."""
        return actor.person_id == person.pk

    def can_erase(self, actor: Actor, person: Person) -> bool:
        return person.centre_id == actor.centre_id and actor.can("people.erase")

    def can_declare_absence(self, actor: Actor, person: Person) -> bool:
        """One's own absence, or anybody's for who appoints."""
        return person.centre_id == actor.centre_id and (actor.person_id == person.pk or actor.can("people.appoint"))


person = PersonPolicy()
