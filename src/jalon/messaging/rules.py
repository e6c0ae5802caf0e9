"""When a message leaves, if it does: decisions without database or clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from jalon.core.moments import local, utc_moment
from jalon.messaging.kinds import Audience, MailKind
from jalon.messaging.models import Choice, Why

UNDO_WINDOW = timedelta(seconds=20)
"""An ordinary message waits so long, so that undoing the act recalls it."""

NIGHT_STARTS, NIGHT_ENDS = time(21), time(8)
"""Young people are not written to between these wall-clock times of the centre."""

MORNING = time(7, 30)
MORNING_WINDOW = timedelta(hours=3)
"""A digest that could not be made at 7:30 is made up until 10:30, not in the afternoon."""

BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""How long to wait after the first, second… attempt that failed; after the last one the message has failed."""

PATIENCE = timedelta(minutes=10)
"""A message being sent for longer than this was left by a worker that vanished."""

STALE_AFTER = timedelta(days=7)
STALE_SECRET_AFTER = timedelta(days=1)
"""What could not leave for so long is not sent any more: codes have ended, news are old."""

KEPT = timedelta(days=396)
"""Thirteen months after it was written, a message is forgotten."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RESERVED_SHARE = 10
"""One place in ten of the hourly limit is kept for codes and personal links."""


@dataclass(frozen=True)
class Fate:
    """What becomes of a message: it leaves now, in the morning, or not at all and then `why`."""

    choice: Choice
    why: Why | None = None


def fate(
    kind: MailKind, *, chosen: str | None, is_own_act: bool, has_address: bool = True, is_gone: bool = False
) -> Fate:
    """Whether this person gets a message of this kind, and when.

    Staff never get mail for their own acts; young people do, since what they asked for is what they are told about.
    """
    if is_gone:
        return Fate(Choice.NEVER, Why.GONE)
    if not has_address:
        return Fate(Choice.NEVER, Why.NO_ADDRESS)
    if is_own_act and kind.audience is Audience.STAFF and not kind.secret:
        return Fate(Choice.NEVER, Why.OWN_ACT)
    if kind.is_essential:
        return Fate(Choice.NOW)
    choice = Choice(chosen) if chosen in kind.choices else kind.first_choice
    if choice is Choice.NEVER:
        return Fate(Choice.NEVER, Why.NEVER if chosen else Why.NOT_SUBSCRIBED)
    return Fate(choice)


def may_wake(kind: MailKind, *, day: date | None, now: datetime, zone: str) -> bool:
    """Whether a message about something that takes place on `day` may leave at night: only for today and tomorrow."""
    today = local(now, zone).date()
    return kind.may_wake and day is not None and today <= day <= today + timedelta(days=1)


def waits_at_night(kind: MailKind, *, day: date | None, now: datetime, zone: str) -> bool:
    """Whether the message keeps out of young people's nights."""
    return kind.audience is Audience.YOUNG and not kind.secret and not may_wake(kind, day=day, now=now, zone=zone)


def night_ends(at: datetime, zone: str) -> datetime | None:
    """When the night in which this moment falls is over at the place, or None by day."""
    there = local(at, zone)
    if NIGHT_ENDS <= there.time() < NIGHT_STARTS:
        return None
    day = there.date() if there.time() < NIGHT_ENDS else there.date() + timedelta(days=1)
    return utc_moment(day, NIGHT_ENDS, zone)


def leaves_at(
    *, now: datetime, is_secret: bool, is_quiet: bool, zone: str, not_before: datetime | None = None
) -> datetime:
    """When it may leave: after the undo window, not before the wanted moment, not at night if quiet."""
    at = now if is_secret else now + UNDO_WINDOW
    if not_before is not None:
        at = max(at, not_before)
    if is_quiet:
        at = night_ends(at, zone) or at
    return at.astimezone(UTC)


def is_working_day(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def morning_of(day: date, zone: str) -> datetime:
    """The moment of this day's digest."""
    return utc_moment(day, MORNING, zone)


def next_morning(now: datetime, zone: str) -> datetime:
    """The moment of the first digest that can still take up what is written now."""
    day = local(now, zone).date()
    while not (is_working_day(day) and morning_of(day, zone) > now):
        day += timedelta(days=1)
    return morning_of(day, zone)


def previous_morning(day: date, zone: str) -> datetime:
    """The moment of the working day's digest before this one: on a Monday, Friday's."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return morning_of(day, zone)


def digest_day(now: datetime, zone: str) -> date | None:
    """The day whose digest is to be made now at the place, or None outside its hours."""
    day = local(now, zone).date()
    opens = morning_of(day, zone)
    return day if is_working_day(day) and opens <= now < opens + MORNING_WINDOW else None


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts, or None when it is enough."""
    return now + BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None


def room(*, limit: int, used: int, is_secret: bool) -> int:
    """How many messages may still leave within the hour; ordinary ones leave a reserve to codes and links."""
    usable = limit if is_secret else limit - limit // RESERVED_SHARE
    return max(0, usable - used)


_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)»]", re.IGNORECASE)


def without_links(text: str) -> str:
    """The text with every address taken out: a personal link would let its reader act for the person."""
    return _LINK.sub(_("[lien personnel]"), text)


def why_not_retried(state: str, *, failed: str, is_secret: bool) -> str | None:
    """What keeps a failed message from being sent again, or None."""
    if state != failed:
        return _("Seul un message en échec peut être renvoyé.")
    if is_secret:
        return _("Ce message contenait un code ou un lien qui n’est plus gardé : la personne doit le redemander.")
    return None


def why_not_chosen(kind: MailKind | None, choice: str) -> str | None:
    """What is wrong with a choice of when to receive a kind of message, or None."""
    if kind is None or kind.is_essential:
        return _("Ces messages ne se règlent pas.")
    if choice not in kind.choices:
        return _("Ce choix n’existe pas pour ces messages.")
    return None
