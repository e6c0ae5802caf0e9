"""The box of an activity, as markup: built from text at once, because a month may hold six hundred of them.

What people typed is escaped and isolated here; nothing else in these strings comes from outside.
"""

from collections.abc import Mapping
from datetime import date, time
from functools import cache

from django.utils.translation import gettext as _

from jalon.activities.calendar.columns import Place
from jalon.activities.calendar.reading import Choices, Event
from jalon.activities.rules import State
from jalon.ui import dates, statuses
from jalon.ui.text import isolated

FIXED = {State.CANCELLED.value, State.CLOSED.value}
"""States in which nothing moves any more."""


def minutes(clock: str) -> int:
    """Minutes since midnight of a clock time as the database writes it (14:30:00)."""
    return int(clock[:2]) * 60 + int(clock[3:5])


class Boxes:
    """Draws the activities of one page; words used by many boxes are made once."""

    def __init__(
        self, choices: Choices, clashes: Mapping[int, set[str]], *, path: str, me: int | None, may_move: bool
    ) -> None:
        self.choices, self.clashes, self.path, self.me, self.may_move = choices, clashes, path, me, may_move
        self.clock = cache(lambda text: dates.clock(time.fromisoformat(text)))
        self.day = cache(lambda text: dates.day(date.fromisoformat(text)))
        self.state = cache(lambda code: str(statuses.find("activity", code).label))
        self.kind = cache(lambda pk: str(isolated(choices.kinds[pk].label)))
        self.tone = cache(lambda pk: choices.kinds[pk].tone)
        self.person = cache(lambda first, last: str(isolated(f"{first} {last}".strip())))
        self.where = cache(self._where)
        self.until = _("jusqu’à")
        self.by = _("animée par")
        self.clash_words = {
            ("leader",): _("Conflit : la personne qui anime est déjà prise"),
            ("room",): _("Conflit : la salle est déjà prise"),
            ("leader", "room"): _("Conflit : la salle et la personne qui anime sont déjà prises"),
        }

    def _where(self, room_id: int | None, site_id: int | None, place: str) -> str:
        words = self.choices.where_of(room_id, site_id, place)
        return f" · {isolated(words)}" if words else ""

    def _classes(self, event: Event) -> str:
        mine = " is-mine" if event.leader_id == self.me else ""
        fixed = "" if self.may_move and event.state not in FIXED else " is-fixed"
        clash = " is-clash" if event.pk in self.clashes else ""
        return f"cal-e tone-{self.tone(event.type_id)} is-{event.state}{mine}{fixed}{clash}"

    def _clash(self, event: Event) -> str:
        found = self.clashes.get(event.pk)
        return f'<strong class="cal-clash">{self.clash_words[tuple(sorted(found))]}</strong>' if found else ""

    def short(self, event: Event) -> str:
        """A line of the month: the hour and the title; the rest is said to screen readers and shown when looked at."""
        first = f"{self.clock(event.starts)}</b> {isolated(event.title)}"
        where = self.where(event.room_id, event.site_id, event.place)
        return (
            f'<li class="{self._classes(event)}"><a href="{self.path}{event.public_id}/" '
            f'data-m="{minutes(event.starts)}-{minutes(event.ends)}"><b>{first}'
            f'<span class="cal-more"> <span>{self.day(event.day)}, {self.until} {self.clock(event.ends)}</span> '
            f"<span>{self.kind(event.type_id)}{where}</span> "
            f"<span>{self.by} {self.person(event.first_name, event.last_name)} · {self.state(event.state)}</span>"
            f"{self._clash(event)}</span></a></li>"
        )

    def printed(self, event: Event) -> str:
        """A line of the printed week: hours, title, place and leader, in black."""
        where = self.where(event.room_id, event.site_id, event.place)
        return (
            f'<li class="paper-e is-{event.state}"><b>{self.clock(event.starts)} – {self.clock(event.ends)}</b> '
            f"{isolated(event.title)} <span>{self.person(event.first_name, event.last_name)}{where}</span></li>"
        )

    def full(self, event: Event, place: Place | None = None, *, with_day: bool = True) -> str:
        """A box of the week or of the list: hours, title, place, leader, state; `place` puts it in the grid."""
        where = self.where(event.room_id, event.site_id, event.place)
        at, tag = "", "li"
        if place:
            tag = "div"
            at = f" r{place.start - place.group_start + 1} s{place.end - place.start} c{place.column + 1}"
        day = f'<span class="visually-hidden">{self.day(event.day)}, </span>' if with_day else ""
        return (
            f'<{tag} class="{self._classes(event)}{at}"><a href="{self.path}{event.public_id}/" '
            f'data-m="{minutes(event.starts)}-{minutes(event.ends)}">'
            f"<b>{self.clock(event.starts)} – {self.clock(event.ends)}</b> "
            f'<span class="cal-title">{isolated(event.title)}</span> {day}'
            f'<span class="cal-facts">{self.kind(event.type_id)}{where} · '
            f"{self.person(event.first_name, event.last_name)} · {self.state(event.state)}</span>"
            f"{self._clash(event)}</a></{tag}>"
        )
