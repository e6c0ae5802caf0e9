"""What happens with partners, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind


def _page(organisation: Any) -> str:
    return reverse("partners:organisation", args=[organisation.centre.code, organisation.public_id])


def _page_of_its(row: Any) -> str:
    return _page(row.organisation)


def _import_page(batch: Any) -> str:
    return reverse("partners:import", args=[batch.centre.code, batch.public_id])


ORGANISATION = Kind("organisation", _("Organisation"), "partners.Organisation", page=_page, name=lambda row: row.name)
CONTACT = Kind("contact", _("Contact"), "partners.Contact", page=_page_of_its, name=lambda row: row.full_name)
EXCHANGE = Kind(
    "exchange", _("Échange"), "partners.Exchange", page=_page_of_its, name=lambda row: row.organisation.name
)
CALL_BACK = Kind(
    "call_back", _("Rappel"), "partners.CallBack", page=_page_of_its, name=lambda row: row.organisation.name
)
MERGE = Kind(
    "organisation_merge", _("Fusion d’organisations"), "partners.OrganisationMerge", name=lambda row: row.kept.name
)
IMPORT = Kind(
    "contact_import",
    _("Import de contacts"),
    "partners.ContactImport",
    page=_import_page,
    name=lambda batch: batch.file_name,
)
KINDS = (ORGANISATION, CONTACT, EXCHANGE, CALL_BACK, MERGE, IMPORT)

ADDED = "partners.added"
EDITED = "partners.edited"
ARCHIVED = "partners.archived"
RESTORED = "partners.restored"
CONTACT_ADDED = "partners.contact_added"
CONTACT_EDITED = "partners.contact_edited"
CONTACT_ARCHIVED = "partners.contact_archived"
CONTACT_RESTORED = "partners.contact_restored"
CONTACT_REFUSED = "partners.contact_refused"
CONTACT_ALLOWED = "partners.contact_allowed"
CONTACT_INFORMED = "partners.contact_informed"
CONTACT_ERASED = "partners.contact_erased"
EXCHANGED = "partners.exchanged"
EXCHANGE_CANCELLED = "partners.exchange_cancelled"
EXCHANGE_RESTORED = "partners.exchange_restored"
CALLED_BACK = "partners.called_back"
CALL_BACK_REOPENED = "partners.call_back_reopened"
CALL_BACK_PUT_OFF = "partners.call_back_put_off"
MERGED = "partners.merged"
SEPARATED = "partners.separated"
KEPT_APART = "partners.kept_apart"
IMPORT_STARTED = "partners.import_started"
IMPORT_CHECKED = "partners.import_checked"
IMPORT_ABANDONED = "partners.import_abandoned"
IMPORT_ROW_DECIDED = "partners.import_row_decided"
IMPORTED = "partners.imported"
IMPORT_UNDONE = "partners.import_undone"

ACTS = (
    Act(ADDED, "organisation", _("Organisation ajoutée"), _("%(author)s a ajouté %(object)s")),
    Act(EDITED, "organisation", _("Fiche modifiée"), _("%(author)s a modifié la fiche de %(object)s")),
    Act(ARCHIVED, "organisation", _("Organisation archivée"), _("%(author)s a archivé %(object)s")),
    Act(RESTORED, "organisation", _("Remise en service"), _("%(author)s a remis %(object)s en service"), ARCHIVED),
    Act(CONTACT_ADDED, "contact", _("Contact ajouté"), _("%(author)s a ajouté le contact %(object)s")),
    Act(CONTACT_EDITED, "contact", _("Contact modifié"), _("%(author)s a modifié le contact %(object)s")),
    Act(CONTACT_ARCHIVED, "contact", _("Contact parti"), _("%(author)s a noté que %(object)s n’y travaille plus")),
    Act(
        CONTACT_RESTORED,
        "contact",
        _("Contact remis"),
        _("%(author)s a remis le contact %(object)s"),
        CONTACT_ARCHIVED,
    ),
    Act(
        CONTACT_REFUSED,
        "contact",
        _("Ne souhaite plus être contacté"),
        _("%(author)s a noté que %(object)s ne souhaite plus être contacté"),
    ),
    Act(
        CONTACT_ALLOWED,
        "contact",
        _("Accepte d’être contacté"),
        _("%(author)s a noté que %(object)s accepte d’être contacté"),
        CONTACT_REFUSED,
    ),
    Act(
        CONTACT_INFORMED,
        "contact",
        _("Contact informé"),
        _("%(author)s a dit à %(object)s ce que le centre garde à son sujet"),
    ),
    Act(CONTACT_ERASED, "contact", _("Contact effacé"), _("%(author)s a effacé un contact")),
    Act(EXCHANGED, "exchange", _("Échange noté"), _("%(author)s a noté un échange avec %(object)s")),
    Act(
        EXCHANGE_CANCELLED,
        "exchange",
        _("Échange repris"),
        _("%(author)s a repris un échange avec %(object)s"),
        EXCHANGED,
    ),
    Act(EXCHANGE_RESTORED, "exchange", _("Échange rétabli"), _("%(author)s a rétabli un échange avec %(object)s")),
    Act(CALLED_BACK, "call_back", _("Rappel fait"), _("%(author)s a rappelé %(object)s")),
    Act(
        CALL_BACK_REOPENED,
        "call_back",
        _("Rappel rouvert"),
        _("%(author)s a rouvert le rappel de %(object)s"),
        CALLED_BACK,
    ),
    Act(
        CALL_BACK_PUT_OFF,
        "call_back",
        _("Rappel reporté"),
        _("%(author)s a reporté le rappel de %(object)s au %(day)s"),
    ),
    Act(MERGED, "organisation_merge", _("Fiches réunies"), _("%(author)s a réuni deux fiches de %(object)s")),
    Act(
        SEPARATED,
        "organisation_merge",
        _("Fiches séparées"),
        _("%(author)s a séparé deux fiches de %(object)s"),
        MERGED,
    ),
    Act(
        KEPT_APART,
        "organisation",
        _("Organisations distinguées"),
        _("%(author)s a distingué %(object)s d’une autre organisation (%(other)s)"),
    ),
    Act(IMPORT_STARTED, "contact_import", _("Fichier apporté"), _("%(author)s a apporté le fichier « %(object)s »")),
    Act(IMPORT_CHECKED, "contact_import", _("Lignes vérifiées"), _("%(author)s a fait vérifier « %(object)s »")),
    Act(IMPORT_ABANDONED, "contact_import", _("Fichier abandonné"), _("%(author)s a abandonné « %(object)s »")),
    Act(
        IMPORT_ROW_DECIDED,
        "contact_import",
        _("Ligne vérifiée"),
        _("%(author)s a vérifié la ligne %(row)s de « %(object)s »"),
    ),
    Act(
        IMPORTED,
        "contact_import",
        _("Fichier importé"),
        _("%(author)s a importé « %(object)s » (contacts créés : %(created)s, mis à jour : %(updated)s)"),
    ),
    Act(
        IMPORT_UNDONE,
        "contact_import",
        _("Import annulé"),
        _("%(author)s a annulé l’import de « %(object)s »"),
        IMPORTED,
    ),
)
LOOKS = {
    ADDED: ("building", "info"),
    EDITED: ("pencil", "neutral"),
    ARCHIVED: ("archive", "muted"),
    RESTORED: ("arrow-back-up", "info"),
    CONTACT_ADDED: ("user-plus", "info"),
    CONTACT_EDITED: ("user-edit", "neutral"),
    CONTACT_ARCHIVED: ("user-minus", "muted"),
    CONTACT_RESTORED: ("arrow-back-up", "info"),
    CONTACT_REFUSED: ("hand-stop", "danger"),
    CONTACT_ALLOWED: ("thumb-up", "success"),
    CONTACT_INFORMED: ("info-circle", "neutral"),
    CONTACT_ERASED: ("trash", "muted"),
    EXCHANGED: ("message-circle", "info"),
    EXCHANGE_CANCELLED: ("x", "muted"),
    EXCHANGE_RESTORED: ("arrow-back-up", "info"),
    CALLED_BACK: ("phone", "success"),
    CALL_BACK_REOPENED: ("arrow-back-up", "warning"),
    CALL_BACK_PUT_OFF: ("calendar-time", "warning"),
    MERGED: ("git-merge", "neutral"),
    SEPARATED: ("arrow-back-up", "neutral"),
    KEPT_APART: ("building", "neutral"),
    IMPORT_STARTED: ("file-import", "neutral"),
    IMPORT_CHECKED: ("columns", "neutral"),
    IMPORT_ABANDONED: ("x", "muted"),
    IMPORT_ROW_DECIDED: ("user-question", "neutral"),
    IMPORTED: ("check", "success"),
    IMPORT_UNDONE: ("arrow-back-up", "muted"),
}
"""How each act looks in a timeline: icon and tone."""
