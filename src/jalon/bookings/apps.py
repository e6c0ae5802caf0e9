from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "jalon.bookings"
    label = "bookings"

    def ready(self) -> None:
        from jalon.bookings import acts, classification
        from jalon.core import acts as registry
        from jalon.core import capabilities

        registry.register(*acts.KINDS, *acts.ACTS)
        capabilities.declare(
            {
                "bookings.configure": _("Tenir les jours fériés, les horaires d’ouverture et le matériel"),
                "bookings.plan_others": _("Fixer les horaires de travail de l’équipe"),
            }
        )
        classification.declare()
