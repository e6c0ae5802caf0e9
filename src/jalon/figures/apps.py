from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "jalon.figures"
    label = "figures"
