"""Decisions about files of contacts, without database or clock."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from jalon.partners.models import ContactImport, ContactImportRow, ContactImportState, ContactVerdict

KEPT = timedelta(days=396)
"""How long an import can be undone: 13 months."""

ROWS = 5_000
"""Lines of one file: as many as are checked while somebody waits."""


def why_not_checked(batch: ContactImport) -> str | None:
    """What keeps the columns from being chosen, or None."""
    if batch.state not in (ContactImportState.MAPPING, ContactImportState.READY):
        return _("Les colonnes de cet import ne peuvent plus changer.")
    return None


def why_not_confirmed(batch: ContactImport) -> str | None:
    """What keeps the checked rows from being imported, or None."""
    if batch.state != ContactImportState.READY:
        return _("Cet import n’est pas prêt : vérifiez d’abord ses lignes.")
    worth = (ContactVerdict.CREATE, ContactVerdict.UPDATE, ContactVerdict.MERGED)
    if not any(batch.counts.get(verdict) for verdict in worth):
        return _("Rien à importer : toutes les lignes sont déjà à jour, à vérifier ou refusées.")
    return None


def why_not_abandoned(batch: ContactImport) -> str | None:
    """What keeps the file from being given up, or None."""
    if batch.state not in (ContactImportState.MAPPING, ContactImportState.READY):
        return _("Seul un import qui n’est pas encore confirmé peut être abandonné.")
    return None


def why_not_undone(batch: ContactImport, *, now: datetime) -> str | None:
    """What keeps the import from being taken back, or None."""
    if batch.state == ContactImportState.UNDONE:
        return _("Cet import est déjà annulé.")
    if batch.state != ContactImportState.DONE or batch.applied_at is None:
        return _("Seul un import terminé peut être annulé.")
    if now - batch.applied_at > KEPT:
        return _("Cet import a plus de treize mois : il ne peut plus être annulé.")
    return None


def why_not_decided(row: ContactImportRow) -> str | None:
    """What keeps somebody from saying who a doubtful row is, or None."""
    if row.verdict != ContactVerdict.DOUBTFUL:
        return _("Cette ligne n’est pas à vérifier.")
    if row.batch.state not in (ContactImportState.READY, ContactImportState.DONE):
        return _("Cet import est clos.")
    return None
