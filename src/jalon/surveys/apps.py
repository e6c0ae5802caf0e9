from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "jalon.surveys"
    label = "surveys"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.messaging import kinds
        from jalon.people.duplicates import resolvers
        from jalon.surveys import acts, classification, mails, panels, queries, subjects

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
        resolvers.register("surveys_invitation_once", resolvers.keep_own)
        kinds.register(*mails.KINDS)
        subjects.register(queries.CAMPAIGNS)
        panels.register()
