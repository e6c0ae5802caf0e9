"""What the tables of files hold, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.files.models import Content, File
from jalon.privacy.classification import Category, classify


def declare() -> None:
    """Classify this package's tables; what a file says about a person is classified by its holder."""
    purpose = _("Garder les fichiers reçus et les documents produits")
    retention = _("Un jour après la dernière fiche qui les montre")
    classify(Content, purpose=purpose, retention=retention, rest=Category.TECHNICAL)
    classify(File, purpose=purpose, retention=retention, content="name", rest=Category.TECHNICAL)
