from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "jalon.documents"
    label = "documents"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.documents import acts, classification, policies
        from jalon.files import holders

        registry.register(acts.DOCUMENT, *acts.ACTS)
        holders.register(policies.HOLDER, policies.may_read_file)
        classification.declare()
