from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "jalon.files"
    label = "files"

    def ready(self) -> None:
        from jalon.files import classification

        classification.declare()
