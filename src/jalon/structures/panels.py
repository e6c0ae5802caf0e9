"""What the organisation hangs on other pages: a line of the navigation, what waits to be checked, looks of its acts."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.structures import acts, queries
from jalon.ui.registries import navigation, timeline, waiting

_LOOKS = {
    acts.OPENED: timeline.Look("flag", "success"),
    acts.YEAR_SET: timeline.Look("calendar"),
    acts.MEETING_DAY_SET: timeline.Look("calendar-week"),
    acts.SITE_ADDED: timeline.Look("map-pin"),
    acts.ROOM_ADDED: timeline.Look("door"),
    acts.ARCHIVED: timeline.Look("archive", "muted"),
    acts.SITE_ARCHIVED: timeline.Look("archive", "muted"),
    acts.REFERENCE_ARCHIVED: timeline.Look("archive", "muted"),
    acts.ESTABLISHMENT_ARCHIVED: timeline.Look("archive", "muted"),
    acts.SUBSTITUTE_SET: timeline.Look("user-share"),
}


def _settings(centre: Any) -> str | None:
    return reverse("structures:settings", args=[centre.code]) if centre else None


def _count_to_check(actor: Actor, centre: Any, now: datetime) -> int:
    return sum(queries.references_to_check(actor).values())


def register() -> None:
    """Called once, when the package is ready."""
    navigation.register(
        navigation.Entry(
            "structures.settings",
            _("Réglages"),
            "settings",
            url=_settings,
            section="centre",
            order=90,
            capability="structures.configure",
        )
    )
    waiting.register(
        waiting.Source(
            "structures.to_check",
            _("élément de liste à vérifier"),
            _("éléments de liste à vérifier"),
            "tags",
            order=80,
            capability="structures.configure",
            count=_count_to_check,
            url=lambda centre: reverse("structures:settings", args=[centre.code]),
        )
    )
    for act, look in _LOOKS.items():
        timeline.register(act, look)
