from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "jalon.surveys"
    label = "surveys"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.people.duplicates import resolvers
        from jalon.surveys import acts, classification, panels, subjects

        registry.register(*acts.KINDS, *acts.ACTS)
        capabilities.declare(
            {
                "surveys.read": _("Lire les résultats des questionnaires"),
                "surveys.open": _("Ouvrir et clore des questionnaires"),
                "surveys.edit": _("Composer des questionnaires"),
                "surveys.answer": _("Répondre à un questionnaire par lien personnel"),
            }
        )
        classification.declare()
        resolvers.register("surveys_remark_one_open", resolvers.keep_own)
        resolvers.register("surveys_completion_once", resolvers.keep_own)
        subjects.register_campaigns()
        panels.register()
