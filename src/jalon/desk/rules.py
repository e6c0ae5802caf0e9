"""Decisions of the opening, without database or clock."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

WORDS_APART = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "the", "of"})


def proposed_code(name: str) -> str:
    """A code for the addresses of a centre, drawn from its name; empty when nothing of it can serve.

    « Career Center de l’Université » gives `career-center-universite`.
    """
    text = unicodedata.normalize("NFKD", name.replace("’", " ").replace("'", " ")).encode("ascii", "ignore").decode()
    words = [word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in WORDS_APART]
    code = "-".join(words).lstrip("0123456789-")
    return code[:40].rstrip("-")


def proposed_year(today: date) -> tuple[date, date, date]:
    """First day, first day of the second semester and last day of the year in which the day falls.

    September to July, the second semester from February; from July on, the year that comes.
    """
    first = today.year if today.month >= 7 else today.year - 1
    return date(first, 9, 1), date(first + 1, 2, 1), date(first + 1, 7, 31)


def why_no_code(typed: str, *, is_right: bool) -> str | None:
    """The sentence when the opening code is missing or wrong, else None."""
    if not typed.strip():
        return _("Écrivez le code d’ouverture : il est dans le dossier de données du serveur, fichier opening-code.")
    if not is_right:
        return _("Ce n’est pas le code d’ouverture de ce serveur : recopiez celui qu’affiche ./jalon serve.")
    return None
