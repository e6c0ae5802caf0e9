"""Short news at the edge of the screen, with a way back where there is one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.ui.statuses import Tone

_LEVELS: Mapping[str, int] = {
    Tone.SUCCESS: messages.SUCCESS,
    Tone.INFO: messages.INFO,
    Tone.WARNING: messages.WARNING,
    Tone.DANGER: messages.ERROR,
}
_TONES: Mapping[str, str] = {"success": Tone.SUCCESS, "info": Tone.INFO, "warning": Tone.WARNING, "error": Tone.DANGER}


@dataclass(frozen=True)
class Undo:
    """The inverse act: where to POST, and the fields that go along."""

    url: str
    fields: Mapping[str, str] = field(default_factory=dict)
    label: str | Promise = field(default=_("Annuler"))


@dataclass(frozen=True)
class Toast:
    """A message as the page shows it; one that tells of a fault stays until it is closed."""

    message: str
    tone: str
    undo: Undo | None = None

    @property
    def seconds(self) -> int:
        """How long it stays: as long as mail waits before it leaves, where the act can be taken back."""
        if self.tone in {Tone.DANGER, Tone.WARNING}:
            return 0
        return 20 if self.undo else 8


def toast(request: HttpRequest, message: str | Promise, undo: Undo | None = None, tone: str = Tone.SUCCESS) -> None:
    """Show this on the answer that is being made or, after a redirection, on the next page."""
    extra = json.dumps({"url": undo.url, "fields": dict(undo.fields), "label": str(undo.label)}) if undo else ""
    messages.add_message(request, _LEVELS[Tone(tone)], str(message), extra_tags=extra, fail_silently=True)


def waiting(request: HttpRequest) -> list[Toast]:
    """The toasts to show now, those of libraries included; each is given once."""
    return [_read(message) for message in messages.get_messages(request)]


def _read(message: Message) -> Toast:
    undo = None
    if message.extra_tags.startswith("{"):
        undo = Undo(**json.loads(message.extra_tags))
    return Toast(str(message), _TONES.get(message.level_tag, Tone.INFO), undo)
