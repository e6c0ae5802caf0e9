from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "jalon.files"
    label = "files"
