"""The password that everybody knows."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DEMO_PASSWORD = "jalon-demo"  # noqa: S105 - printed by the demonstration for whoever looks at it


def is_refused(password: str) -> bool:
    """Whether this is the demonstration's password, outside the demonstration."""
    return password == DEMO_PASSWORD and not settings.JALON_DEMO


class NotTheDemonstration:
    """Refuses the demonstration's password for a real account."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with the sentence."""
        if is_refused(password):
            raise ValidationError(_("Ce mot de passe est celui de la démonstration : choisissez-en un autre."))

    def get_help_text(self) -> str:
        """What Django shows beside a password field."""
        return _("Pas celui de la démonstration.")
