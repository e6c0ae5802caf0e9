"""Who may read a file: the policy of what holds it, looked up by the holder's code."""

from collections.abc import Callable

from jalon.core.actor import Actor
from jalon.files.models import File

MayRead = Callable[[Actor, File], bool]

_holders: dict[str, MayRead] = {}


def register(code: str, may_read: MayRead) -> None:
    """Make a kind of holder known, `<package>.<field>`; called from the holder's `apps`.

    `may_read` finds the row that points to the file and asks that row's policy, so that a file is never more open
    than the page on which it stands.
    """
    if "." not in code:
        raise ValueError(f"a holder is written <package>.<field>, not {code!r}")
    if _holders.get(code, may_read) is not may_read:
        raise ValueError(f"holder {code!r} is registered twice")
    _holders[code] = may_read


def is_registered(code: str) -> bool:
    """Whether a file may be held under this code."""
    return code in _holders


def may_read(actor: Actor, file: File) -> bool:
    """Whether the actor may read the file; a holder that nobody registered opens to no one."""
    judge = _holders.get(file.holder)
    return judge is not None and judge(actor, file)
