from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "jalon.activities"
    label = "activities"

    def ready(self) -> None:
        from jalon.activities import (
            acts,
            classification,
            feeding,
            importing,
            mails,
            merging,
            panels,
            policies,
            surveying,
        )
        from jalon.activities.measures import MEASURES
        from jalon.activities.models import ActivityType
        from jalon.bookings import feeds, receiving
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.documents import subjects as documents
        from jalon.figures.measures import register as register_measures
        from jalon.messaging import kinds
        from jalon.structures import revisions
        from jalon.surveys import panels as survey_panels
        from jalon.surveys import signals
        from jalon.surveys import subjects as surveys

        registry.register(*acts.KINDS, *acts.ACTS)
        revisions.follow(ActivityType)
        capabilities.declare(
            {
                "activities.read": _("Voir toutes les activités et leurs listes"),
                "activities.edit": _("Créer et modifier des activités, confirmer les inscriptions"),
                "activities.publish": _("Publier des activités"),
                "activities.register_others": _("Inscrire et désinscrire d’autres personnes"),
                "activities.mark": _("Faire l’appel"),
                "activities.close": _("Clôturer des activités"),
                "activities.withdraw_certificates": _("Retirer des attestations"),
                "activities.sign_sheets": _("Viser les fiches évènement et enregistrer les visas donnés sur papier"),
                "activities.sign_sheets_as_host": _("Viser les fiches évènement au nom de l’institution hôte"),
                "activities.configure": _("Régler les types d’activité"),
                "activities.answer": _("Répondre à un rappel par lien personnel"),
            }
        )
        classification.declare()
        register_measures(*MEASURES)
        kinds.register(*mails.KINDS)
        panels.register()
        merging.register()
        receiving.register(importing.DESTINATION)
        feeds.register("activities", _("Activités"), events=feeding.events)
        surveys.register(surveying.SUBJECT)
        survey_panels.hang_on("activity")
        signals.completed.connect(surveying.issue_on_completion, dispatch_uid="activities.issue_on_completion")
        documents.register("activity", policies.may_read_documents)
        documents.register("certificate", policies.may_read_certificate_documents)
