from django.apps import AppConfig


class KitsConfig(AppConfig):
    name = "jalon.kits"
    label = "kits"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.kits import acts, classification

        registry.register(*acts.ACTS)
        classification.declare()
