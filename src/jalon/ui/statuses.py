"""One list of tones and of badges, so that the same state looks the same on every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html import escape

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from jalon.ui.icons import icon


class Tone(StrEnum):
    """What a colour means; never shown without its icon and its word."""

    NEUTRAL = "neutral"
    INFO = "info"
    PROGRESS = "progress"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    MUTED = "muted"


ICONS: Mapping[Tone, str] = {
    Tone.NEUTRAL: "circle",
    Tone.INFO: "info-circle",
    Tone.PROGRESS: "circle-dashed",
    Tone.SUCCESS: "circle-check",
    Tone.WARNING: "alert-triangle",
    Tone.DANGER: "alert-circle",
    Tone.MUTED: "circle-minus",
}


@dataclass(frozen=True)
class Status:
    """How one state is shown."""

    tone: str
    label: str | Promise
    icon: str = ""


_registered: dict[str, dict[str, Status]] = {}


def register(group: str, statuses: Mapping[str, Status]) -> None:
    """Say how the states of one kind of thing look (`attendance`, `activity`); called from a package's `apps`."""
    if _registered.get(group, statuses) != statuses:
        raise ValueError(f"statuses {group!r} are registered twice with different contents")
    _registered[group] = dict(statuses)


def find(group: str, code: str) -> Status:
    """The look of a state; KeyError when nobody registered it."""
    return _registered[group][code]


def all_groups() -> Mapping[str, Mapping[str, Status]]:
    """Every registered list of states, for the gallery and the tests."""
    return {group: dict(statuses) for group, statuses in _registered.items()}


def badge(tone: str, label: str | Promise, icon_name: str = "") -> SafeString:
    """The badge: colour, icon and word."""
    return _drawn(tone, str(label), icon_name)


@lru_cache(maxsize=2048)
def _drawn(tone: str, label: str, icon_name: str) -> SafeString:
    """The same few badges stand in every row of a list."""
    known = Tone(tone)
    drawing = icon(icon_name or ICONS[known])
    return SafeString(f'<span class="badge tone-{known}">{drawing}{escape(label)}</span>')
