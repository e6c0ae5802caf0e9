"""Decisions about imports, without database or clock."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from jalon.core.periods import YearSpan
from jalon.people.models import ImportBatch, ImportRow, ImportState, Verdict

KEPT = timedelta(days=396)
"""How long the rows of an import are kept, and with them the possibility to undo it: 13 months."""
WAITING = timedelta(days=30)
"""How long a file waits to be confirmed before its rows are forgotten."""
STALLED = timedelta(minutes=2)
"""An import without a sign of progress for so long has stopped."""

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[-/–—_]\s*(?:20)?(\d\d)(?!\d)|(?<!\d)(\d\d)\s*[-/–—]\s*(\d\d)(?!\d)")


def why_not_now(running: ImportBatch | None, *, now: datetime) -> str | None:
    """What keeps an import from running now: another one of the same centre."""
    if running is None:
        return None
    if is_stalled(running, now=now):
        return _(
            "L’import de « %(file)s » s’est arrêté en route : reprenez-le ou annulez-le avant d’en lancer un autre."
        ) % {"file": running.file_name}
    return _("Un autre import est en cours (« %(file)s ») : attendez qu’il se termine.") % {"file": running.file_name}


def is_stalled(batch: ImportBatch, *, now: datetime) -> bool:
    """Whether a running import has given no sign for a while."""
    return batch.state in ImportBatch.RUNNING and now - batch.touched_at > STALLED


def why_not_mapped(batch: ImportBatch) -> str | None:
    """What keeps the columns from being chosen."""
    if batch.state not in (ImportState.MAPPING, ImportState.READY):
        return _("Les colonnes de cet import ne peuvent plus changer.")
    return None


def why_not_confirmed(batch: ImportBatch, *, last_change: datetime | None) -> str | None:
    """What keeps the checked rows from being imported; `last_change` is the end of the last other import or undo."""
    if batch.state != ImportState.READY:
        return _("Cet import n’est pas prêt : attendez la fin de la vérification.")
    if last_change and batch.checked_at and last_change > batch.checked_at:
        return _("Un autre import s’est terminé depuis la vérification : vérifiez de nouveau ce fichier.")
    if not any(batch.counts.get(verdict) for verdict in (Verdict.CREATE, Verdict.UPDATE, Verdict.MERGED)):
        return _("Rien à importer : toutes les lignes sont déjà à jour, à vérifier ou refusées.")
    return None


def why_not_undone(batch: ImportBatch, *, now: datetime) -> str | None:
    """What keeps the import from being taken back."""
    if batch.state == ImportState.UNDONE:
        return _("Cet import est déjà annulé.")
    if batch.notes.get("forgotten"):
        return _("Cet import a plus de 13 mois : ses lignes ont été effacées, il ne peut plus être annulé.")
    if batch.state == ImportState.DONE or (batch.state == ImportState.APPLYING and is_stalled(batch, now=now)):
        return None
    if batch.state == ImportState.APPLYING:
        return _("L’import est en cours : il pourra être annulé dès qu’il sera terminé.")
    return _("Cet import n’a rien changé : il n’y a rien à annuler.")


def why_not_resumed(batch: ImportBatch, *, now: datetime) -> str | None:
    """What keeps a stopped import from going on."""
    if is_stalled(batch, now=now):
        return None
    return _("Cet import n’est pas arrêté : il a donné signe de vie il y a moins de deux minutes, ou il est fini.")


def why_not_decided(row: ImportRow, *, codes: Sequence[str] = ()) -> str | None:
    """What keeps a doubtful row from being decided; `codes` are the national codes that one person would get."""
    if row.verdict != Verdict.DOUBTFUL:
        return _("Cette ligne n’est plus à vérifier.")
    if row.batch.state not in (ImportState.READY, ImportState.DONE):
        return _("Attendez la fin de l’opération en cours sur cet import.")
    if len({code for code in codes if code}) > 1:
        return _("Ce sont deux personnes : elles ont deux codes nationaux différents.")
    return None


def year_like(model: YearSpan | None, first: int | None, *, today: date) -> tuple[date, date, date]:
    """The days of a year that the centre lacks: as in the one it has, else September, February and August."""
    first = first or (today.year if today.month >= 9 else today.year - 1)
    if model is None:
        return date(first, 9, 1), date(first + 1, 2, 1), date(first + 1, 8, 31)
    days = (model.starts_on, model.second_semester_on, model.ends_on)
    later = first - model.starts_on.year
    return tuple(_moved(day, later) for day in days)  # type: ignore[return-value]


def _moved(day: date, years: int) -> date:
    """The same day some years later; the 29th of February becomes the 28th."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)


def years_named(texts: Iterable[str]) -> list[int]:
    """The first calendar years of the academic years that the texts name: « 2026-2027 », « 26-27 »."""
    found = []
    for text in texts:
        for match in _YEAR.finditer(text):
            first, second = (match[1], match[2]) if match[1] else (match[3], match[4])
            if (int(first) + 1) % 100 == int(second):
                found.append(int(first) if len(first) == 4 else 2000 + int(first))
    return list(dict.fromkeys(found))
