from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "jalon.partners"
    label = "partners"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.files import holders
        from jalon.partners import acts, classification, forgetting, panels, policies
        from jalon.privacy import erasing

        registry.register(*acts.KINDS, *acts.ACTS)
        capabilities.declare(
            {
                "partners.read": _("Voir les organisations partenaires et leurs contacts"),
                "partners.edit": _("Tenir les fiches des partenaires et noter les échanges"),
                "partners.import": _("Importer des fichiers de contacts"),
                "partners.merge": _("Réunir les fiches d’une même organisation"),
            }
        )
        holders.register(policies.HOLDER, policies.may_read_file)
        classification.declare()
        erasing.first(forgetting.with_person)
        panels.register()
