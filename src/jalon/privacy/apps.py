from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "jalon.privacy"
    label = "privacy"
