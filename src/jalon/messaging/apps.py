from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "jalon.messaging"
    label = "messaging"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.messaging import acts, backend, classification, forgetting, kinds, mornings, panels, tasks, writing
        from jalon.people.duplicates import resolvers
        from jalon.privacy import erasing
        from jalon.ui import statuses
        from jalon.ui.registries import navigation, timeline, waiting
        from jalon.ui.registries import panels as panel_registry

        registry.register(acts.MESSAGE, *acts.ACTS)
        capabilities.declare(
            {
                "messaging.read": _("Voir les messages envoyés et leur état"),
                "messaging.mend": _("Renvoyer ou classer les messages en échec"),
            }
        )
        classification.declare()
        erasing.first(forgetting.forget)
        resolvers.register("messaging_preference_once", resolvers.keep_own)
        kinds.register(*backend.KINDS, mornings.DIGEST)
        writing.secret_written.connect(tasks.deliver_soon, dispatch_uid="messaging.deliver_soon")
        statuses.register("message", panels.STATUSES)
        panel_registry.register(*panels.PANELS)
        waiting.register(panels.FAILING)
        navigation.register(*panels.ENTRIES)
        timeline.register(acts.RETRIED, timeline.Look("mail-forward"))
        timeline.register(acts.SET_ASIDE, timeline.Look("archive"))
        timeline.register(acts.CHOSEN, timeline.Look("bell"))
