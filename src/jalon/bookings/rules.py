"""Decisions about hours and days, without database or clock: a sentence for the screen, or None."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from jalon.bookings.values import Hours
from jalon.ui.dates import clock

Week = Sequence[Sequence[Sequence[str]] | None]
"""Seven days, Monday first, as the tables keep them."""

_PART = re.compile(
    r"(\d{1,2})\s*[h:.]?\s*(\d{2})?\s*(?:-|–|—|à|a)\s*(\d{1,2})\s*[h:.]?\s*(\d{2})?(?:\s*h)?", re.IGNORECASE
)
_SHUT = {"", "-", "–", "ferme", "fermé", "fermee", "fermée", "repos"}


def hours_of(week: Week, on: date) -> Hours | None:
    """The hours of this day of the week; None where the week says "as usual"."""
    parts = week[on.weekday()]
    if parts is None:
        return None
    return [(time.fromisoformat(first), time.fromisoformat(last)) for first, last in parts]


def read_hours(text: str) -> list[list[str]] | None:
    """The hours as typed: « 8h30-12h, 14h-17h » gives two parts, « fermé » none; None when they cannot be read."""
    if text.strip().lower() in _SHUT:
        return []
    found: list[list[str]] = []
    for part in re.split(r"[,;/]|\bet\b", text):
        match = _PART.fullmatch(part.strip())
        if match is None:
            return None
        try:
            first = time(int(match[1]), int(match[2] or 0))
            last = time(int(match[3]), int(match[4] or 0))
        except ValueError:
            return None
        found.append([first.isoformat("minutes"), last.isoformat("minutes")])
    return found


def write_hours(parts: Sequence[Sequence[str]] | None) -> str:
    """The hours as one types them again."""
    return ", ".join(f"{first}-{last}" for first, last in parts or [])


def why_not_hours(parts: Sequence[Sequence[str]]) -> str | None:
    """What is wrong with the hours of one day."""
    before = ""
    for first, last in parts:
        if last <= first:
            return _("L’heure de fin doit être après l’heure de début.")
        if first < before:
            return _("Les parties de la journée se chevauchent : écrivez-les dans l’ordre.")
        before = last
    return None


def why_not_period(starts_on: date, ends_on: date | None) -> str | None:
    """What is wrong with the days from which to which something holds."""
    if ends_on is not None and ends_on < starts_on:
        return _("Le dernier jour ne peut pas précéder le premier.")
    if ends_on is not None and (ends_on - starts_on).days > 400:
        return _("Plus d’un an d’un seul tenant : vérifiez l’année.")
    return None


def warn_outside(opening: Hours | None, starts: time, ends: time) -> str | None:
    """What to know when something is put outside opening hours: a warning, never a refusal."""
    if opening is None or any(first <= starts and ends <= last for first, last in opening):
        return None
    if not opening:
        return _("Le centre est fermé ce jour-là.")
    return _("C’est en dehors des heures d’ouverture de ce jour : %(hours)s.") % {"hours": said(opening)}


def warn_not_working(working: Hours | None, starts: time, ends: time) -> str | None:
    """What to know when somebody is asked outside their working time."""
    if working is None or any(first <= starts and ends <= last for first, last in working):
        return None
    if not working:
        return _("La personne qui anime ne travaille pas ce jour-là.")
    return _("C’est en dehors des horaires de la personne qui anime : %(hours)s.") % {"hours": said(working)}


def warn_day_off(label: str, *, to_confirm: bool) -> str:
    """What to know when something is put on a holiday."""
    if to_confirm:
        return _("Ce jour pourrait être férié : %(label)s (date à confirmer).") % {"label": label}
    return _("Ce jour n’est pas travaillé : %(label)s.") % {"label": label}


def said(hours: Hours) -> str:
    """Hours in words: « 8 h 30 – 12 h, 14 h – 17 h »."""
    return ", ".join(f"{clock(first)} – {clock(last)}" for first, last in hours)


def why_not_moved(holiday: Any, starts_on: date, ends_on: date) -> str | None:
    """What keeps some days off from being put elsewhere."""
    if holiday.removed_at:
        return _("Ces jours ne sont plus au calendrier du centre : remettez-les d’abord.")
    return why_not_period(starts_on, ends_on)
