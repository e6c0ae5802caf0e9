from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StructuresConfig(AppConfig):
    name = "jalon.structures"
    label = "structures"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.structures import acts, classification, panels

        registry.register(*acts.KINDS, *acts.ACTS)
        capabilities.declare(
            {
                "structures.read": _("Voir l’organisation du centre"),
                "structures.configure": _("Régler le centre : année, sites, salles, listes"),
            }
        )
        classification.declare()
        panels.register()
