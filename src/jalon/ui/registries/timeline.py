"""How acts look in a timeline: their icon and tone; the sentence is the act's own (`core.acts`)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from jalon.ui.statuses import Tone


@dataclass(frozen=True)
class Look:
    """The drawing beside a sentence."""

    icon: str
    tone: str = Tone.NEUTRAL


@dataclass(frozen=True)
class Line:
    """One line of a timeline, its sentence already in the reader's language.

    `note` is a second line (a reason, a former value); `url` leads to what the sentence is about.
    """

    at: datetime
    sentence: str | Promise
    act: str = ""
    note: str = ""
    url: str = ""

    @property
    def look(self) -> Look:
        """The drawing of this line's act."""
        return _looks.get(self.act, PLAIN)


PLAIN = Look("point")
_looks: dict[str, Look] = {}


def register(act: str, look: Look) -> None:
    """Say how an act looks; called from the package's `apps`."""
    if _looks.get(act, look) != look:
        raise ValueError(f"the look of {act!r} is registered twice with different contents")
    _looks[act] = look
