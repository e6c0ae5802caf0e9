from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WelcomeConfig(AppConfig):
    name = "jalon.welcome"
    label = "welcome"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.figures.measures import register as register_measures
        from jalon.messaging import kinds
        from jalon.welcome import acts, classification, mails, panels
        from jalon.welcome.measures import MEASURES

        registry.register(*acts.KINDS, *acts.ACTS)
        capabilities.declare(
            {
                "welcome.receive": _("Recevoir à l’accueil et sur les stands, tenir les fiches de visite"),
                "welcome.plan": _("Tenir le planning de l’accueil et des stands"),
                "welcome.help": _("Aider à l’accueil pendant ses créneaux, sans lire les fiches"),
            }
        )
        classification.declare()
        register_measures(*MEASURES)
        kinds.register(*mails.KINDS)
        panels.register()
