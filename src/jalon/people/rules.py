"""Decisions about people, without database or clock."""

from datetime import date

from django.utils.translation import gettext as _


def why_not_absent(*, starts_on: date, ends_on: date, is_own_replacement: bool) -> str | None:
    """What is wrong with a declared absence, or None."""
    if ends_on < starts_on:
        return _("Le dernier jour d’absence est avant le premier : corrigez les dates.")
    if is_own_replacement:
        return _("Une personne ne peut pas se remplacer elle-même : choisissez quelqu’un d’autre.")
    return None
