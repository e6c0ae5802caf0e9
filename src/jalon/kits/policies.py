"""Who may install a kit."""

from django.db.models import QuerySet

from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.structures.models import Centre
from jalon.structures.policies import centre as centre_policy


class KitPolicy(Policy[Centre]):
    """A kit is installed in a centre by whoever configures that centre."""

    def visible_to(self, actor: Actor) -> QuerySet[Centre]:
        return centre_policy.visible_to(actor)

    def can_install(self, actor: Actor, centre: Centre) -> bool:
        return centre_policy.can_configure(actor, centre)


kit = KitPolicy()
