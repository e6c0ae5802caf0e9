"""Who may see messages and choose for whom."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from jalon.core.actor import Actor, ActorKind
from jalon.core.policy import Policy
from jalon.messaging.models import Message
from jalon.people.models import Person

if TYPE_CHECKING:
    from jalon.messaging.models import MessageQuerySet


class MessagePolicy(Policy[Message]):
    """The team reads its centre's messages, never a code nor a personal link (the pages see to that)."""

    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        if actor.centre_id is None or not actor.can("messaging.read"):
            return Message.objects.none()
        return Message.objects.filter(centre_id=actor.centre_id)

    def can_mend(self, actor: Actor, message: Message) -> bool:
        """Send a failed message again, or set it aside."""
        return message.centre_id == actor.centre_id and actor.can("messaging.mend")


class PreferencePolicy(Policy[Person]):
    """Each person chooses for themself, signed in or by a link of their own."""

    def visible_to(self, actor: Actor) -> QuerySet[Person]:
        if actor.centre_id is None or actor.person_id is None or actor.kind not in {ActorKind.PERSON, ActorKind.LINK}:
            return Person.objects.none()
        return Person.objects.filter(centre_id=actor.centre_id, pk=actor.person_id)

    def can_choose(self, actor: Actor, person: Person) -> bool:
        return self.can_view(actor, person)


message = MessagePolicy()
preference = PreferencePolicy()
