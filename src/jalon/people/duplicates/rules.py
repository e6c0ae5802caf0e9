"""Whether two records may be merged or separated, without database or clock."""

from django.utils.translation import gettext as _

from jalon.people.models import Merge, Person


def why_not_merged(kept: Person, merged: Person) -> str | None:
    """What keeps these two records from becoming one; None when nothing does."""
    if kept.pk == merged.pk or kept.centre_id != merged.centre_id:
        return _("Choisissez deux fiches différentes du même centre.")
    if kept.merged_into_id or merged.merged_into_id:
        return _("L’une des deux fiches est déjà fusionnée : ouvrez celle qui reste.")
    if kept.erased_at or merged.erased_at:
        return _("L’une des deux fiches est effacée.")
    if kept.national_code and merged.national_code and kept.national_code != merged.national_code:
        return _("Ce sont deux personnes : elles ont deux codes nationaux différents.")
    return None


def why_not_separated(merge: Merge) -> str | None:
    """What keeps a merge from being undone."""
    if merge.undone_at:
        return _("Ces fiches sont déjà séparées.")
    if merge.kept.merged_into_id:
        return _("La fiche gardée a été fusionnée depuis avec une autre : séparez d’abord celles-là.")
    if merge.kept.erased_at or merge.merged.erased_at:
        return _("L’une des deux fiches a été effacée depuis : elles ne peuvent plus être séparées.")
    return None
