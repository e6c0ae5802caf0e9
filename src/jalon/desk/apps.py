from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "jalon.desk"
    label = "desk"
