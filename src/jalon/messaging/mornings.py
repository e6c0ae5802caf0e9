"""The team's morning mail: one at most, none when there is nothing to say."""

import logging
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon import ui
from jalon.accounts.access import person_actor
from jalon.core.actor import system
from jalon.core.models import PeriodicRun
from jalon.messaging import digests, kinds, rules, writing
from jalon.messaging.digests import Line
from jalon.messaging.kinds import Audience, MailKind
from jalon.messaging.models import Choice, Message, State
from jalon.messaging.queries import chosen_by, pages_of
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre
from jalon.structures.models.role import RoleKind

logger = logging.getLogger("jalon.messaging")

DIGEST = MailKind(
    "messaging.digest",
    label=_("Mail du matin"),
    audience=Audience.STAFF,
    reason=_("vous faites partie de l’équipe et recevez certaines nouvelles chaque matin"),
    essential=True,
)


@dataclass(frozen=True)
class Part:
    """A heading of the mail and its lines."""

    label: str
    lines: list[Line]


def make_digests(*, now: datetime) -> int:
    """The digests of the centres where it is morning; each centre's are made once a day, whoever asks again."""
    count = 0
    for centre in Centre.objects.order_by("pk"):
        day = rules.digest_day(now, centre.timezone)
        if day is None:
            continue
        morning = rules.morning_of(day, centre.timezone)
        name = f"messaging.digest:{centre.pk}"
        if PeriodicRun.objects.filter(name=name, due=morning).exists():
            continue
        for person in readers(centre, day):
            count += make_digest(person, day, now=now) is not None
        PeriodicRun.objects.bulk_create([PeriodicRun(name=name, due=morning)], ignore_conflicts=True)
    return count


def readers(centre: Centre, day: date) -> list[Person]:
    """The team of this day, and whoever has a message that waits for the morning."""
    team = Mandate.objects.on(day).filter(centre=centre, role__kind=RoleKind.INTERNAL).values("person")
    held = Message.objects.filter(centre=centre, state=State.WAITING, for_morning=True).values("person")
    people = Person.objects.live().filter(Q(pk__in=team) | Q(pk__in=held), centre=centre)
    return [person for person in people.select_related("centre").order_by("pk") if person.email]


def make_digest(person: Person, day: date, *, now: datetime) -> Message | None:
    """One person's mail of this day: what happened since the previous one; None when that is nothing."""
    zone = person.centre.timezone
    morning = rules.morning_of(day, zone)
    parts = _gathered(person, day, since=rules.previous_morning(day, zone), until=morning)
    with transaction.atomic():
        held = Message.objects.filter(person=person, state=State.WAITING, for_morning=True, created_at__lt=morning)
        messages = list(held.select_for_update().order_by("created_at", "pk"))
        parts = [*_held(messages), *parts]
        if not parts:
            return None
        wanted = writing.Wanted(
            kind=DIGEST,
            key=f"{day:%Y-%m-%d}",
            context={"parts": parts, "day": ui.day(day)},
            not_after=morning + rules.DAY,
        )
        digest = writing.write(wanted, [person], by=system(person.centre_id), now=now)[0]
        if digest.created_at != now:
            return None
        held.filter(pk__in=[message.pk for message in messages]).update(
            state=State.GROUPED, grouped_in=digest, text="", html="", attachments=[]
        )
        return digest


def _held(messages: Collection[Message]) -> list[Part]:
    """The messages that waited, under the names of their kinds."""
    pages = pages_of(messages)
    lines: dict[str, list[Line]] = defaultdict(list)
    for message in messages:
        url = pages.get((message.about_kind, message.about_id), "")
        lines[message.kind].append(Line(message.subject, url))
    return [Part(str(kinds.label_of(code)), found) for code, found in lines.items()]


def _gathered(person: Person, day: date, *, since: datetime, until: datetime) -> list[Part]:
    """What the other packages have to say; one that fails is left out and logged, the mail leaves without it."""
    actor, chosen, parts = person_actor(person, day), chosen_by(person), []
    for section in digests.sections(actor):
        if chosen.get(section.code) == Choice.NEVER:
            continue
        try:
            with transaction.atomic():
                lines = list(section.collect(person, actor, since, until))
        except Exception:
            logger.exception("the digest's section %s failed", section.code)
            continue
        if lines:
            parts.append(Part(str(section.label), lines))
    return parts
