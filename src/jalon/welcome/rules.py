"""Decisions about visits, without database or clock."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from jalon.welcome.models.choices import Required
from jalon.welcome.models.visit import Place, State

THURSDAY, FRIDAY = 3, 4
NEXT: dict[State, tuple[State, ...]] = {
    State.WAITING: (State.RECEIVED, State.LEFT, State.SERVED),
    State.RECEIVED: (State.SERVED, State.WAITING, State.LEFT),
    State.SERVED: (State.RECEIVED, State.WAITING),
    State.LEFT: (State.WAITING, State.RECEIVED),
    State.CANCELLED: (),
}


def statistics_day(meeting_day: int, chosen: int | None) -> int:
    """The day before which records are complete: Thursday for a meeting on Friday, else two days before. (RU03)"""
    if chosen is not None:
        return chosen
    return THURSDAY if meeting_day == FRIDAY else (meeting_day - 2) % 7


def due_on(day: date, before: int) -> date:
    """The last day on which the record of a visit of this day can be completed in time."""
    ahead = (before - day.weekday()) % 7 or 7
    return day + timedelta(days=ahead - 1)


def missing(required: Collection[str], *, contact: bool, studies: bool, needs: bool, services: bool) -> list[Required]:
    """What the record still lacks, in the order in which it is asked. (P24.1.c, RU33)"""
    held = {
        Required.CONTACT: contact,
        Required.STUDIES: studies,
        Required.NEEDS: needs,
        Required.SERVICES: services,
    }
    return [code for code in Required if code in required and not held[code]]


def why_not_arrived(*, place: str, has_activity: bool, occasion: str, is_here: bool) -> str | None:
    """What keeps a visit from being entered, or None."""
    if place == Place.ACTIVITY and not has_activity:
        return _("Choisissez l’activité où vous avez rencontré cette personne.")
    if place == Place.STAND and not has_activity and not occasion:
        return _("Dites où se tient le stand : une activité du programme, ou le nom de l’évènement.")
    if is_here:
        return _("Cette personne est déjà dans la file de l’accueil.")
    return None


def why_not_moved(state: State, to: str) -> str | None:
    """What keeps a visit from passing from one state to another, or None."""
    if to not in State.values or to == State.CANCELLED:
        return _("Choisissez recevoir, terminer ou partie.")
    if state is State.CANCELLED:
        return _("Cette visite a été annulée : rétablissez-la d’abord.")
    if to not in NEXT[state]:
        return _("C’est déjà fait : la file a été mise à jour par un autre poste.")
    return None


def why_not_invited(*, has_email: bool, has_account: bool) -> str | None:
    """What keeps somebody from being invited to open their space, or None. (P06.3)"""
    if has_account:
        return _("Cette personne a déjà son espace.")
    return None if has_email else _("Il faut un e-mail pour inviter cette personne à ouvrir son espace.")


def sentence(codes: Iterable[Required]) -> str:
    """What is missing, in words."""
    return ", ".join(str(code.label) for code in codes)


def why_not_planned(*, starts: time, ends: time, needs_event: bool, may_help: bool, is_taken: bool) -> str | None:
    """What keeps a shift off the roster, or None."""
    if ends <= starts:
        return _("La fin du créneau est avant son début : corrigez les heures.")
    if needs_event:
        return _("Dites où se tient le stand : une activité du programme, ou le nom de l’évènement.")
    if not may_help:
        return _("Cette personne n’a pas de rôle qui accueille ce jour-là.")
    return _("Cette personne tient déjà un créneau à ce moment.") if is_taken else None


def why_not_replaced(*, is_over: bool, is_cancelled: bool, is_same: bool, may_help: bool, is_taken: bool) -> str | None:
    """What keeps somebody from welcoming in another's place, or None."""
    if is_over or is_cancelled:
        return _("Ce créneau est passé ou retiré.")
    if is_same:
        return _("C’est déjà son créneau.")
    if not may_help:
        return _("Cette personne n’a pas de rôle qui accueille ce jour-là.")
    return _("Cette personne tient déjà un créneau à ce moment.") if is_taken else None


def why_not_on_duty(
    *, starts_at: datetime, ends_at: datetime, is_cancelled: bool, is_mine: bool, now: datetime
) -> str | None:
    """What keeps somebody who helps from welcoming now, or None: the right begins and ends with the shift."""
    if is_cancelled or not is_mine:
        return _("Ce créneau n’est pas le vôtre.")
    if now < starts_at:
        return _("Votre créneau n’a pas commencé : l’accueil s’ouvrira à son début.")
    return _("Votre créneau est terminé. Merci !") if now >= ends_at else None
