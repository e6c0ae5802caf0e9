"""Who may read the documents about an object: the object's own package answers."""

from collections.abc import Callable

from jalon.core.actor import Actor

MayRead = Callable[[Actor, int], bool]

_subjects: dict[str, MayRead] = {}


def register(kind: str, may_read: MayRead) -> None:
    """Say who may read documents about objects of this kind; called from the `apps` of the kind's package.

    `may_read` gets the actor and the object's identifier, and asks the object's policy.
    """
    if _subjects.get(kind, may_read) is not may_read:
        raise ValueError(f"documents about {kind!r} have two answers")
    _subjects[kind] = may_read


def may_read(actor: Actor, kind: str, object_id: int) -> bool:
    """Whether the actor may read documents about this object; a kind without an answer opens to no one."""
    judge = _subjects.get(kind)
    return judge is not None and judge(actor, object_id)
