"""What the tables of documents hold, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.documents.models import Counter, Produced
from jalon.privacy.classification import Category, classify


def declare() -> None:
    """Classify this package's tables; a document about a person is exported and erased with the object it is about."""
    purpose = _("Délivrer des documents, les retrouver et les vérifier")
    classify(Counter, purpose=purpose, retention=_("Durée de vie du centre"), rest=Category.TECHNICAL)
    classify(Produced, purpose=purpose, retention=_("Comme ce sur quoi porte le document"), rest=Category.TECHNICAL)
