"""Who acts, and how far their capabilities reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Q


class ActorKind(StrEnum):
    """What stands behind an act: somebody signed in, a link sent by e-mail, a passer-by, or Jalon itself."""

    PERSON = "person"
    LINK = "link"
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(frozen=True)
class Scope:
    """Where a capability holds: everywhere in the centre, in some units, or nowhere."""

    everywhere: bool = False
    units: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.units)

    def q(self, field: str) -> Q:
        """The filter that keeps rows whose `field` (a foreign key to a unit) lies within this scope."""
        if self.everywhere:
            return Q()
        return Q(**{f"{field}__in": self.units})

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(self.everywhere or other.everywhere, self.units | other.units)


NOWHERE = Scope()
EVERYWHERE = Scope(everywhere=True)


@dataclass(frozen=True)
class Actor:
    """Identifiers only, so that it can be kept, compared and rebuilt anywhere; never a row of the database.

    `centre_id` is the centre of the address; `grants` maps each capability (`<package>.<verb>`) to its scope.
    """

    kind: ActorKind
    centre_id: int | None = None
    person_id: int | None = None
    user_id: int | None = None
    link_id: int | None = None
    grants: Mapping[str, Scope] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def scope(self, capability: str) -> Scope:
        """How far the capability reaches for this actor; Jalon itself may do everything in the centre it works for."""
        if self.kind is ActorKind.SYSTEM:
            return EVERYWHERE
        return self.grants.get(capability, NOWHERE)

    def can(self, capability: str) -> bool:
        """Whether the actor holds the capability anywhere at all: what navigation asks."""
        return bool(self.scope(capability))

    @property
    def in_centre(self) -> int:
        """The centre of the address, for filters; 0 where the address names none, which no row has."""
        return self.centre_id or 0

    @property
    def is_known(self) -> bool:
        """Somebody with a name: signed in, or following a link of their own."""
        return self.person_id is not None

    @property
    def author_id(self) -> int | None:
        """What the journal keeps: the person, or the link of those who have no account."""
        return self.person_id if self.person_id is not None else self.link_id


def system(centre_id: int | None = None) -> Actor:
    """Jalon itself: background work, imports of kits."""
    return Actor(kind=ActorKind.SYSTEM, centre_id=centre_id)


def visitor(centre_id: int | None = None) -> Actor:
    """A passer-by of whom nothing is known."""
    return Actor(kind=ActorKind.VISITOR, centre_id=centre_id)
