"""What happens to people, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind


def _page(person: Any) -> str:
    return reverse("people:person", args=[person.centre.code, person.public_id])


def _import_page(batch: Any) -> str:
    return reverse("people:import", args=[batch.centre.code, batch.public_id])


def _name(person: Any) -> str:
    return str(_("une personne effacée")) if person.erased_at else person.full_name


PERSON = Kind("person", _("Personne"), "people.Person", page=_page, name=_name)
IMPORT = Kind("import", _("Import"), "people.ImportBatch", page=_import_page, name=lambda batch: batch.file_name)
MERGE = Kind("merge", _("Fusion"), "people.Merge", name=lambda merge: merge.kept.full_name)

ADDED = "people.added"
CORRECTED = "people.corrected"
STUDIES_DECLARED = "people.studies_declared"
REGISTERED = "people.registered"
CARD_CHECKED = "people.card_checked"
APPOINTED = "people.appointed"
DISMISSED = "people.dismissed"
ABSENCE_DECLARED = "people.absence_declared"
ABSENCE_CANCELLED = "people.absence_cancelled"
ERASURE_ASKED = "people.erasure_asked"
ERASURE_WITHDRAWN = "people.erasure_withdrawn"
ERASURE_REFUSED = "people.erasure_refused"
ERASED = "people.erased"
IMPORT_STARTED = "people.import_started"
IMPORT_MAPPED = "people.import_mapped"
IMPORT_CONFIRMED = "people.import_confirmed"
IMPORTED = "people.imported"
IMPORT_RESUMED = "people.import_resumed"
IMPORT_UNDO_ASKED = "people.import_undo_asked"
IMPORT_UNDONE = "people.import_undone"
IMPORT_ABANDONED = "people.import_abandoned"
IMPORT_ROW_DECIDED = "people.import_row_decided"
MERGED = "people.merged"
UNMERGED = "people.unmerged"
KEPT_APART = "people.kept_apart"

ACTS = [
    Act(ERASURE_ASKED, "person", _("Effacement demandé"), _("%(object)s a demandé l’effacement de sa fiche")),
    Act(
        ERASURE_WITHDRAWN,
        "person",
        _("Demande d’effacement retirée"),
        _("%(object)s a retiré sa demande d’effacement"),
        undoes=ERASURE_ASKED,
    ),
    Act(
        ERASURE_REFUSED,
        "person",
        _("Effacement refusé"),
        _("%(author)s a gardé la fiche de %(object)s"),
    ),
    Act(ERASED, "person", _("Fiche effacée"), _("%(author)s a effacé une fiche")),
    Act(ADDED, "person", _("Personne ajoutée"), _("%(author)s a ajouté %(object)s")),
    Act(
        STUDIES_DECLARED,
        "person",
        _("Études notées"),
        _("%(author)s a noté ce que %(object)s étudie"),
        of_oneself=_("%(author)s a dit ce qu’il ou elle étudie"),
    ),
    Act(CORRECTED, "person", _("Fiche corrigée"), _("%(author)s a corrigé la fiche de %(object)s")),
    Act(REGISTERED, "person", _("Inscription au Career Center"), _("%(author)s a inscrit %(object)s au Career Center")),
    Act(CARD_CHECKED, "person", _("Carte vérifiée"), _("%(author)s a vérifié la carte de %(object)s")),
    Act(APPOINTED, "person", _("Rôle confié"), _("%(author)s a confié le rôle « %(role)s » à %(object)s")),
    Act(
        DISMISSED,
        "person",
        _("Rôle retiré"),
        _("%(author)s a retiré le rôle « %(role)s » à %(object)s"),
        undoes=APPOINTED,
    ),
    Act(
        ABSENCE_DECLARED,
        "person",
        _("Absence déclarée"),
        _("%(author)s a déclaré une absence de %(object)s du %(first)s au %(last)s"),
    ),
    Act(
        ABSENCE_CANCELLED,
        "person",
        _("Absence annulée"),
        _("%(author)s a annulé une absence de %(object)s"),
        undoes=ABSENCE_DECLARED,
    ),
    Act(IMPORT_STARTED, "import", _("Fichier apporté"), _("%(author)s a apporté le fichier « %(object)s »")),
    Act(IMPORT_MAPPED, "import", _("Colonnes confirmées"), _("%(author)s a confirmé les colonnes de « %(object)s »")),
    Act(IMPORT_CONFIRMED, "import", _("Import lancé"), _("%(author)s a lancé l’import de « %(object)s »")),
    Act(
        IMPORTED,
        "import",
        _("Fichier importé"),
        _("%(author)s a importé « %(object)s » (fiches créées : %(created)s, mises à jour : %(updated)s)"),
    ),
    Act(IMPORT_RESUMED, "import", _("Import repris"), _("%(author)s a repris l’import de « %(object)s »")),
    Act(
        IMPORT_UNDO_ASKED,
        "import",
        _("Annulation demandée"),
        _("%(author)s a demandé d’annuler l’import de « %(object)s »"),
    ),
    Act(
        IMPORT_UNDONE,
        "import",
        _("Import annulé"),
        _("%(author)s a annulé l’import de « %(object)s »"),
        undoes=IMPORTED,
    ),
    Act(IMPORT_ABANDONED, "import", _("Import abandonné"), _("%(author)s a abandonné l’import de « %(object)s »")),
    Act(
        IMPORT_ROW_DECIDED,
        "import",
        _("Ligne vérifiée"),
        _("%(author)s a vérifié la ligne %(row)s de « %(object)s »"),
    ),
    Act(MERGED, "merge", _("Fiches fusionnées"), _("%(author)s a fusionné deux fiches de %(object)s")),
    Act(
        UNMERGED,
        "merge",
        _("Fiches séparées"),
        _("%(author)s a séparé deux fiches de %(object)s"),
        undoes=MERGED,
    ),
    Act(
        KEPT_APART,
        "person",
        _("Homonymes distingués"),
        _("%(author)s a distingué %(object)s d’une autre fiche (%(other)s)"),
    ),
]
