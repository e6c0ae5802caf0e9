"""The filters and the legend of the calendar, as markup: five lists of choices would cost more through forms."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.activities.calendar.asked import Asked
from jalon.activities.calendar.reading import Choices, Event
from jalon.activities.rules import State
from jalon.ui import statuses
from jalon.ui.text import without_overrides

STATES = [State.DRAFT, State.OPEN, State.UNDER_WAY, State.TO_CLOSE, State.CLOSED, State.CANCELLED]


def filters(asked: Asked, choices: Choices, *, me: int | None) -> SafeString:
    """One list for each filter, with what the address asks chosen; what is out of service shows only when asked."""
    chosen = asked.filters
    people = [(str(pk), name) for pk, name in choices.team.items() if pk != me]
    mine = [(str(me), _("Moi"))] if me in choices.team else []
    several = len(choices.sites) > 1
    rooms = [
        (str(pk), f"{name}, {choices.sites[site][0]}" if several and site in choices.sites else name)
        for pk, (name, site, off) in choices.rooms.items()
        if not off or chosen.get("room") == str(pk)
    ]
    sites = [(str(pk), name) for pk, (name, off) in choices.sites.items() if not off or chosen.get("site") == str(pk)]
    kinds = [
        (kind.code, kind.label)
        for kind in choices.kinds.values()
        if not kind.is_archived or chosen.get("type") == kind.code
    ]
    states = [(state.value, str(statuses.find("activity", state).label)) for state in STATES]
    fields = [
        ("leader", _("Animation"), _("Toute l’équipe"), [*mine, *people]),
        ("type", _("Type"), _("Tous les types"), kinds),
        ("room", _("Salle"), _("Toutes les salles"), rooms),
        ("site", _("Site"), _("Tous les sites"), sites if several else []),
        ("etat", _("État"), _("Tous les états"), states),
    ]
    return SafeString("".join(_select(*field, chosen.get(field[0], "")) for field in fields if field[3]))


def _select(name: str, label: str, everything: str, choices: Iterable[tuple[str, str]], chosen: str) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(without_overrides(words))}</option>"
        for value, words in choices
    )
    return (
        f'<div class="filter"><label for="cal-{name}">{label}</label><select id="cal-{name}" name="{name}">'
        f'<option value="">{everything}</option>{options}</select></div>'
    )


def legend(events: Iterable[Event], choices: Choices) -> SafeString:
    """The kinds that stand on the page, each with its colour."""
    present = {event.type_id for event in events}
    items = "".join(
        f'<li class="tone-{kind.tone}"><span class="cal-dot" aria-hidden="true"></span>{escape(kind.label)}</li>'
        for pk, kind in choices.kinds.items()
        if pk in present
    )
    return SafeString(f'<ul class="cal-legend">{items}</ul>') if items else SafeString("")


def heats(limits: Sequence[int]) -> SafeString:
    """What the darkness of a day of the year means."""
    items = "".join(
        f'<li><span class="heat-{n}" aria-hidden="true"></span>'
        f"{ngettext('%(n)d activité ou plus', '%(n)d activités ou plus', limit) % {'n': limit}}</li>"
        for n, limit in enumerate(limits, start=1)
    )
    return SafeString(f'<ul class="cal-heat">{items}</ul>')
