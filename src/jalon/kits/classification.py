"""What the kits' table holds, for privacy."""

from django.utils.translation import gettext_lazy as _

from jalon.kits.models import Installed
from jalon.privacy.classification import Category, classify


def declare() -> None:
    """Classify this package's table: the content of kits says nothing about anybody."""
    classify(
        Installed,
        purpose=_("Mettre un kit à jour sans écraser ce que le centre a changé"),
        retention=_("Durée de vie du centre"),
        rest=Category.CONTENT,
    )
