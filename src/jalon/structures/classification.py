"""What the organisation's tables hold, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.core.models import Arrival, Heartbeat, PeriodicRun
from jalon.journal.models import Difference, Entry, Mention
from jalon.privacy.classification import Category, classify
from jalon.structures import models


def declare() -> None:
    """Classify this package's tables, and those of the packages below privacy."""
    own = _("Décrire le centre et ses listes")
    forever = _("Durée de vie du centre")
    for model in (
        models.Centre,
        models.HostInstitution,
        models.Unit,
        models.Establishment,
        models.Site,
        models.Room,
        models.AcademicYear,
        models.Reference,
        models.ReferenceAlias,
        models.Role,
    ):
        classify(model, purpose=own, retention=forever, rest=Category.CONTENT)
    proof = _("Prouver qui a fait quoi, pour les comptes rendus et les rapports")
    for log in (Entry, Mention):
        classify(log, purpose=proof, retention=forever, rest=Category.TECHNICAL)
    classify(
        Difference,
        purpose=_("Retrouver la valeur qu’une correction a remplacée"),
        retention=_("Jusqu’à l’effacement de la personne"),
        identity="before",
        rest=Category.TECHNICAL,
    )
    for rail in (Arrival, Heartbeat, PeriodicRun):
        classify(rail, purpose=_("Faire fonctionner Jalon"), retention=_("90 jours"), rest=Category.TECHNICAL)
