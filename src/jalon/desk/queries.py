"""What *Ma journée* shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from jalon.activities.models import Activity
from jalon.core.actor import Actor, ActorKind
from jalon.core.moments import local
from jalon.desk import agenda, parts
from jalon.journal import timeline as journal_timeline
from jalon.journal.models import Entry, Mention
from jalon.structures.models import Centre
from jalon.ui.registries import waiting
from jalon.ui.registries.timeline import Line

NEWS_DAYS = 14
"""Older events are on the page of each object."""
NEWS_LINES = 10
FRIDAY = 4


@dataclass(frozen=True)
class Day:
    """The first page after signing in."""

    today: date
    waiting: list[waiting.Waiting]
    now_on: list[agenda.Item]
    coming: list[tuple[date, list[agenda.Item]]]
    last: date
    news: list[Line]
    opening: parts.Progress | None


def day_of(actor: Actor, centre: Centre, now: datetime) -> Day:
    """What waits, what stands on today and the rest of the week (from Friday on: the next week too), and the news.

    Five queries beside those of the sources of `waiting` and `agenda`, whatever the number of rows.
    """
    today = local(now, centre.timezone).date()
    last = last_shown(today)
    items = agenda.for_actor(actor, centre, today, last)

    def day(item: agenda.Item) -> date:
        return local(item.starts_at, centre.timezone).date()

    may_configure = actor.can("structures.configure")
    return Day(
        today=today,
        waiting=waiting.for_actor(actor, centre, now),
        now_on=[item for item in items if day(item) == today],
        coming=[(on, list(found)) for on, found in groupby((i for i in items if day(i) > today), key=day)],
        last=last,
        news=news_of(actor, centre, now),
        opening=parts.progress(centre, actor) if may_configure and centre.opened_at is None else None,
    )


def last_shown(today: date) -> date:
    """The Sunday of this week, or of the next one when the week is nearly over."""
    sunday = today + timedelta(days=6 - today.weekday())
    return sunday + timedelta(days=7) if today.weekday() >= FRIDAY else sunday


def news_of(actor: Actor, centre: Centre, now: datetime) -> list[Line]:
    """What others did lately about me or about the activities that I lead, newest first.

    What Jalon does by itself on an activity (certificates, reminders) stays on its page: it would hide the rest.
    """
    if actor.person_id is None:
        return []
    led = Activity.objects.filter(centre_id=centre.pk, leader_id=actor.person_id).values("pk")
    mentions = Mention.objects.filter(entry=OuterRef("pk"))
    about_me = Exists(mentions.filter(kind="person", object_id=actor.person_id))
    about_mine = Exists(mentions.filter(kind="activity", object_id__in=led))
    entries = (
        Entry.objects.filter(about_me | (~Q(author_kind=ActorKind.SYSTEM) & about_mine))
        .filter(centre_id=centre.pk, at__gte=now - timedelta(days=NEWS_DAYS))
        .exclude(author_kind=ActorKind.PERSON, author_id=actor.person_id)
        .latest_first()[:NEWS_LINES]
    )
    return [
        Line(at=line.at, sentence=line.sentence, act=line.act, url=line.page or "")
        for line in journal_timeline.sentences(entries)
    ]
