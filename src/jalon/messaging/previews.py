"""What people will be told, shown before it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jalon.core.actor import Actor
from jalon.messaging import kinds, rules
from jalon.messaging.kinds import MailKind
from jalon.messaging.models import Choice
from jalon.messaging.queries import Foreseen, languages_of
from jalon.messaging.rendering import Letter
from jalon.messaging.writing import Context, Wanted, with_context
from jalon.people.models import Person


@dataclass(frozen=True)
class Preview:
    """What an act would send to whom; nothing is written."""

    kind: MailKind
    told: list[Foreseen]
    """Who gets it as a mail of its own."""
    in_digest: list[Foreseen]
    not_told: list[Foreseen]
    letter: Letter | None
    """What the first of them will read; None when nobody is told."""

    @property
    def text(self) -> str:
        """What they will read, without the addresses in it: those are personal."""
        return rules.without_links(self.letter.text) if self.letter else ""

    @property
    def leaves_at(self) -> datetime | None:
        """When the first mail leaves."""
        return min((one.leaves_at for one in self.told), default=None)


def preview(
    kind: str,
    people: Sequence[Person],
    *,
    by: Actor,
    now: datetime,
    context: Context = None,
    **options: Any,
) -> Preview:
    """The same options as `actions.send_all`; the key or entry may be missing, since nothing is written."""
    wanted = with_context(Wanted(kind=kinds.kind(kind), **options), context)
    foreseen = wanted.foreseen(people, by=by, now=now)
    told = [one for one in foreseen if one.choice is Choice.NOW]
    in_digest = [one for one in foreseen if one.choice is Choice.MORNING]
    first = next(iter([*told, *in_digest]), None)
    letter = None
    if first is not None:
        language = languages_of([first.person]).get(first.person.pk, "fr")
        letter = wanted.letter(first.person, language)
    return Preview(wanted.kind, told, in_digest, [one for one in foreseen if not one.will_be_told], letter)
