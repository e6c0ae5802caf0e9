"""Decisions about activities, without database or clock: a sentence for the screen, or None."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _

from jalon.activities.models import Activity, ActivityType, Confirmation, Status
from jalon.bookings.values import Conflict
from jalon.ui.dates import moment

LONGEST_LEAD = timedelta(days=730)


class _Dated(Protocol):
    """What tells where an activity stands: a row of the model, or a row of a list that read no more than these."""

    @property
    def published_at(self) -> datetime | None: ...
    @property
    def cancelled_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def why_not_registered(activity: Activity, *, already: bool, is_full: bool, now: datetime) -> str | None:
    """What keeps somebody from registering now. (P08.4)"""
    if already:
        return _("Cette personne est déjà inscrite.")
    if not activity.type.has_registrations:
        return _("On vient à cette activité sans inscription.")
    if activity.cancelled_at:
        return _("Cette activité est annulée.")
    if activity.published_at is None:
        return _("Cette activité n’est pas encore publiée.")
    if activity.registration_opens_at and now < activity.registration_opens_at:
        return _("Les inscriptions ouvrent le %(at)s.") % {
            "at": moment(activity.registration_opens_at, activity.centre)
        }
    if now >= activity.registration_ends_at:
        return _("Les inscriptions sont closes depuis le %(at)s.") % {
            "at": moment(activity.registration_ends_at, activity.centre)
        }
    if is_full and not activity.type.has_waiting_list:
        return _("Toutes les places sont prises.")
    return None


def why_not_added(activity: Activity, *, already: bool) -> str | None:
    """What keeps the team from adding somebody by hand, before or after the start."""
    if already:
        return _("Cette personne est déjà inscrite.")
    if activity.cancelled_at:
        return _("Cette activité est annulée.")
    if activity.closed_at:
        return _("Cette activité est clôturée : rouvrez-la pour ajouter quelqu’un.")
    return None


def first_status(type_: ActivityType, *, seats: int | None, taken: int, queue: int) -> Status:
    """A seat when one is free and nobody waits before, else a place in the queue. (P08.5)"""
    if seats is not None and (taken >= seats or queue):
        return Status.WAITING
    return Status.CONFIRMED if type_.confirmation == Confirmation.AUTOMATIC else Status.REQUESTED


def why_no_offer(activity: Activity, now: datetime) -> str | None:
    """Why a freed place goes to no one by itself: the adviser then sees the queue and decides."""
    if activity.cancelled_at or activity.closed_at:
        return _("L’activité n’a plus lieu.")
    if now >= activity.starts_at - timedelta(hours=activity.type.offer_stops_hours):
        return _("L’activité commence bientôt : la place n’est plus proposée automatiquement.")
    return None


def offer_end(activity: Activity, now: datetime) -> datetime:
    """Until when an offered place is kept: the kind's delay, and never past the moment offers stop."""
    stops = activity.starts_at - timedelta(hours=activity.type.offer_stops_hours)
    return min(
        now + timedelta(hours=activity.type.offer_hours), max(stops, now + timedelta(hours=1)), activity.starts_at
    )


def why_not_accepted(status: str, offer_ends_at: datetime | None, now: datetime) -> str | None:
    """What keeps somebody from taking the place that was offered."""
    if status != Status.OFFERED or offer_ends_at is None:
        return _("Cette place ne vous est plus proposée.")
    if now >= offer_ends_at:
        return _("Le délai pour accepter cette place est passé : elle a été proposée à la personne suivante.")
    return None


def why_not_published(activity: Activity, now: datetime) -> str | None:
    """What is missing before people may see the activity."""
    if activity.cancelled_at:
        return _("Une activité annulée ne se publie plus : dupliquez-la.")
    if activity.starts_at <= now:
        return _("Cette activité a déjà commencé : changez sa date avant de la publier.")
    if not (activity.room_id or activity.place or activity.online_url):
        return _("Indiquez une salle, un lieu ou un lien avant de publier.")
    return None


def why_not_these_dates(*, starts_at: datetime, ends_at: datetime, year_known: bool) -> str | None:
    """What is wrong with when the activity takes place."""
    if ends_at <= starts_at:
        return _("L’heure de fin doit être après l’heure de début.")
    if not year_known:
        return _("Cette date n’est dans aucune année universitaire du centre : vérifiez-la, ou ajoutez l’année.")
    return None


def why_not_window(*, opens_at: datetime | None, ends_at: datetime, starts_at: datetime) -> str | None:
    """What is wrong with the registration window."""
    if opens_at and opens_at >= ends_at:
        return _("Les inscriptions doivent ouvrir avant de fermer.")
    return None


def why_not_these_seats(seats: int | None, taken: int) -> str | None:
    """Whether the number of seats still holds those who are registered."""
    if seats is not None and seats < taken:
        return _("%(taken)s personnes ont déjà une place : le nombre de places ne peut pas être inférieur.") % {
            "taken": taken
        }
    return None


def first_of(found: Sequence[Conflict]) -> Conflict | None:
    """The conflict to speak of first: the room, then the leader, then the equipment."""
    order = ("room", "person", "equipment")
    return min(found, key=lambda one: order.index(one.resource.kind), default=None)


def why_taken(conflict: Conflict) -> str:
    """Who or what is taken at that time, and by what."""
    if conflict.is_away:
        return _("La personne qui anime est absente à ce moment-là (%(title)s).") % {"title": conflict.label}
    return {
        "room": _("La salle est déjà prise à ce moment-là par « %(title)s »."),
        "person": _("La personne qui anime est déjà prise à ce moment-là par « %(title)s »."),
        "equipment": _("Du matériel est déjà pris à ce moment-là par « %(title)s »."),
    }[conflict.resource.kind] % {"title": conflict.label}


def why_not_changed(activity: Activity) -> str | None:
    """Why what an activity says can no longer be edited."""
    if activity.cancelled_at:
        return _("Cette activité est annulée : dupliquez-la pour en programmer une autre.")
    if activity.closed_at:
        return _("Cette activité est clôturée : rouvrez-la pour la modifier.")
    return None


def why_not_cancelled(activity: Activity, reason: str) -> str | None:
    """What keeps an activity from being cancelled."""
    if activity.cancelled_at:
        return _("Cette activité est déjà annulée.")
    if activity.closed_at:
        return _("Cette activité est clôturée : rouvrez-la d’abord.")
    if not reason.strip():
        return _("Dites pourquoi : les personnes inscrites liront cette raison.")
    return None


def why_not_marked(activity: Activity, now: datetime) -> str | None:
    """What keeps the roll from being called: it opens on the day itself, an hour before at the earliest."""
    if activity.cancelled_at:
        return _("Cette activité est annulée.")
    if activity.closed_at:
        return _("Cette activité est clôturée : rouvrez-la pour corriger l’appel.")
    if now < activity.starts_at - timedelta(hours=12):
        return _("L’appel ouvre le jour de l’activité.")
    return None


def why_not_closed(activity: Activity, *, unmarked: int, now: datetime) -> str | None:
    """What keeps an activity from being closed: nobody may be forgotten. (P08.8)"""
    if activity.closed_at:
        return _("Cette activité est déjà clôturée.")
    if activity.cancelled_at:
        return _("Cette activité est annulée : il n’y a rien à clôturer.")
    if now < activity.starts_at:
        return _("Cette activité n’a pas encore commencé.")
    if unmarked:
        return _("Il reste %(count)s personne(s) sans réponse à l’appel : notez présent, excusé ou absent.") % {
            "count": unmarked
        }
    return None


def missing_for_certificate(*, present: bool, closed: bool, answered: bool, has_questionnaire: bool) -> list[str]:
    """What is still missing before a certificate is issued, in the order in which it comes. (P08.9, P08.10, RU23)"""
    missing = []
    if not present:
        missing.append(_("votre présence"))
    if not closed:
        missing.append(_("la clôture de l’atelier par la personne qui l’anime"))
    if has_questionnaire and not answered:
        missing.append(_("le questionnaire de satisfaction"))
    return missing


class State(StrEnum):
    """Where an activity stands, for lists and headings."""

    DRAFT = "draft"
    OPEN = "open"
    UNDER_WAY = "under_way"
    TO_CLOSE = "to_close"
    CLOSED = "closed"
    CANCELLED = "cancelled"


def state_of(activity: _Dated, now: datetime) -> State:
    """Where an activity stands now."""
    if activity.cancelled_at:
        return State.CANCELLED
    if activity.closed_at:
        return State.CLOSED
    if activity.published_at is None:
        return State.DRAFT
    if activity.ends_at < now:
        return State.TO_CLOSE
    return State.UNDER_WAY if activity.starts_at <= now else State.OPEN


class Step(StrEnum):
    """The one thing to do next with an activity."""

    PUBLISH = "publish"
    CONFIRM = "confirm"
    CALL_ROLL = "call_roll"
    CLOSE = "close"
    NOTHING = "nothing"


def next_step(activity: Activity, *, requested: int, unmarked: int, now: datetime) -> Step:
    """What the page proposes first: publish, confirm, call the roll, close; nothing once all is done."""
    state = state_of(activity, now)
    if state in (State.CANCELLED, State.CLOSED):
        return Step.NOTHING
    if state is State.DRAFT:
        return Step.PUBLISH
    if now < activity.starts_at - timedelta(hours=1):
        return Step.CONFIRM if requested else Step.NOTHING
    return Step.CLOSE if state is State.TO_CLOSE and not unmarked else Step.CALL_ROLL


def why_not_restored(*, already: bool, full: bool, over: bool) -> str | None:
    """What keeps a cancelled registration from being taken up again."""
    if over:
        return _("L’activité a commencé ou n’a plus lieu : la liste ne change plus.")
    if already:
        return _("Cette personne s’est réinscrite entre-temps.")
    if full:
        return _("La place libérée a été prise entre-temps.")
    return None


def why_not_unpublished(activity: Activity, *, registrations: int) -> str | None:
    """What keeps a published activity from becoming a draft again."""
    if activity.cancelled_at or activity.closed_at:
        return _("Cette activité est terminée ou annulée.")
    if registrations:
        return _("Des personnes se sont déjà inscrites : annulez l’activité pour les prévenir.")
    return None


_RANGE = re.compile(r"(\d+)(?:\s*(?:-|–|—|à|a|au)\s*(\d+))?", re.IGNORECASE)


def numbers_typed(text: str) -> list[int] | None:
    """The numbers of the sheet as typed: « 1-12, 15, 18 » gives 1 to 12, 15 and 18; None when it cannot be read."""
    found: list[int] = []
    for part in re.split(r"[,;\n]+", text):
        if not (part := part.strip().rstrip(".")):
            continue
        match = _RANGE.fullmatch(part)
        if match is None or len(part) > 12:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or last - first > 2000:
            return None
        found += range(first, last + 1)
    return sorted(set(found))


def why_not_numbers(numbers: list[int] | None, known: Collection[int]) -> str | None:
    """What is wrong with the numbers typed from the paper sheet."""
    if numbers is None:
        return _("Écrivez les numéros de la feuille comme ceci : 1-12, 15, 18.")
    if not numbers:
        return _("Écrivez au moins un numéro de la feuille.")
    highest = max(known, default=0)
    if gone := [number for number in numbers if 1 <= number <= highest and number not in known]:
        return _(
            "Le numéro %(number)s n’est plus sur la liste : son inscription a été annulée après l’impression. Si la "
            "personne est venue, ajoutez-la comme arrivée sur place."
        ) % {"number": gone[0]}
    if outside := [number for number in numbers if number not in known]:
        return _("Le numéro %(number)s n’est pas sur la liste, qui va de 1 à %(highest)s.") % {
            "number": outside[0],
            "highest": highest,
        }
    return None
