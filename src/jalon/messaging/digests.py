"""What other packages add to the team's morning mail."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from jalon.core.actor import Actor
from jalon.messaging.kinds import Text
from jalon.messaging.models import Choice
from jalon.people.models import Person

CHOICES = (Choice.MORNING, Choice.NEVER)


@dataclass(frozen=True)
class Line:
    """One thing to know; `url` is a path of Jalon, or empty."""

    text: str
    url: str = ""


Collect = Callable[[Person, Actor, datetime, datetime], Iterable[Line]]


@dataclass(frozen=True)
class Section:
    """A part of the mail: its lines come from `collect(person, actor, since, now)`, which starts from policies."""

    code: str
    label: Text
    collect: Collect
    order: int = 50
    capability: str | None = None


_sections: dict[str, Section] = {}


def register(code: str, collect: Collect, *, label: Text, order: int = 50, capability: str | None = None) -> None:
    """Add a part to the morning mail (`activities.registrations`); called from a package's `apps`."""
    section = Section(code, label, collect, order, capability)
    if _sections.get(code, section) != section:
        raise ValueError(f"the digest's section {code!r} is registered twice with different contents")
    _sections[code] = section


def forget(code: str) -> None:
    """Take one section out again, for tests."""
    _sections.pop(code, None)


def codes() -> frozenset[str]:
    """The codes of all sections."""
    return frozenset(_sections)


def sections(actor: Actor) -> list[Section]:
    """The sections that concern somebody with these capabilities, in their order."""
    concerned = [s for s in _sections.values() if s.capability is None or actor.can(s.capability)]
    return sorted(concerned, key=lambda section: (section.order, section.code))
