"""Decisions about the organisation, without database or clock."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

LONGEST_YEAR = timedelta(days=400)


def why_not_year(starts_on: date, second_semester_on: date, ends_on: date) -> str | None:
    """What is wrong with the days of an academic year, or None. (decision 19)"""
    if not starts_on < second_semester_on < ends_on:
        return _("Le second semestre doit commencer après le début de l’année et avant sa fin.")
    if ends_on - starts_on > LONGEST_YEAR:
        return _("Une année universitaire dure au plus treize mois : vérifiez les dates.")
    return None


def why_not_beside(span: tuple[date, date], others: list[tuple[date, date]]) -> str | None:
    """The sentence when an academic year overlaps another of the same centre, or None."""
    if any(span[0] <= last and first <= span[1] for first, last in others):
        return _("Cette année en recouvre une autre déjà enregistrée : vérifiez les dates.")
    return None


def why_not_substitute(role: int, substitute: int | None, chain: Mapping[int, int | None]) -> str | None:
    """The sentence when a role would, from one substitute to the next, stand in for itself; or None. (RU25)"""
    seen = {role}
    while substitute is not None:
        if substitute in seen:
            return _("Ces suppléances tourneraient en rond : choisissez un rôle qui n’attend pas celui-ci.")
        seen.add(substitute)
        substitute = chain.get(substitute)
    return None
