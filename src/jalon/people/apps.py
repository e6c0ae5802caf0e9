from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "jalon.people"
    label = "people"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.people import acts, classification

        registry.register(acts.PERSON, acts.IMPORT, acts.MERGE, *acts.ACTS)
        capabilities.declare(
            {
                "people.read": _("Lire les fiches des personnes"),
                "people.edit": _("Ajouter et corriger des personnes"),
                "people.import": _("Importer des fichiers de personnes"),
                "people.merge": _("Fusionner les fiches d’une même personne"),
                "people.appoint": _("Confier et retirer des rôles"),
            }
        )
        classification.declare()
