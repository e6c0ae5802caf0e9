"""Who may compare, merge and separate records."""

from django.db.models import QuerySet

from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.people.models import Merge, Person


class MergePolicy(Policy[Merge]):
    """Those who merge see the merges of their centre."""

    def visible_to(self, actor: Actor) -> QuerySet[Merge]:
        if actor.centre_id is None or not actor.can("people.merge"):
            return Merge.objects.none()
        return Merge.objects.filter(centre_id=actor.centre_id)

    def can_merge(self, actor: Actor, person: Person) -> bool:
        """Compare this record with another, merge them, or say that they are two people."""
        return person.centre_id == actor.centre_id and actor.can("people.merge")

    def can_separate(self, actor: Actor, merge: Merge) -> bool:
        """Take a merge back."""
        return merge.centre_id == actor.centre_id and actor.can("people.merge")


merges = MergePolicy()
