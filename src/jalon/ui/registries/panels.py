"""What packages hang on the page of an object that is not theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from jalon.ui.registries.store import Store


@dataclass(frozen=True)
class Panel:
    """A part of the page of every object of one `kind`.

    `context` gives what the template needs, or None when there is nothing to show for this object and this reader.
    """

    code: str
    kind: str
    title: str | Promise
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]
    icon: str = ""
    order: int = 50
    capability: str | None = None


@dataclass(frozen=True)
class Shown:
    """A panel ready to stand on the page."""

    code: str
    title: str | Promise
    icon: str
    content: SafeString


_panels: Store[Panel] = Store()
register = _panels.register
forget = _panels.forget


def of(kind: str, request: HttpRequest, obj: Any) -> list[Shown]:
    """The panels that this reader sees on this object's page, in their order."""
    actor = getattr(request, "actor", None)
    shown = []
    for panel in _panels:
        if panel.kind != kind or (panel.capability and not (actor and actor.can(panel.capability))):
            continue
        if (context := panel.context(request, obj)) is not None:
            shown.append(Shown(panel.code, panel.title, panel.icon, render_to_string(panel.template, context, request)))
    return shown
