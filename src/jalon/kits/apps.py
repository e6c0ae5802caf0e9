from django.apps import AppConfig


class KitsConfig(AppConfig):
    name = "jalon.kits"
    label = "kits"
