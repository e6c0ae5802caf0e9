from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "jalon.people"
    label = "people"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.files import holders
        from jalon.people import acts, classification
        from jalon.people.imports import policies as imports

        registry.register(acts.PERSON, acts.IMPORT, acts.MERGE, *acts.ACTS)
        capabilities.declare(
            {
                "people.read": _("Lire les fiches des personnes"),
                "people.edit": _("Ajouter et corriger des personnes"),
                "people.import": _("Importer des fichiers de personnes"),
                "people.merge": _("Fusionner les fiches d’une même personne"),
                "people.erase": _("Effacer la fiche d’une personne qui le demande"),
                "people.appoint": _("Confier et retirer des rôles"),
            }
        )
        holders.register(imports.HOLDER, imports.may_read_file)
        classification.declare()
