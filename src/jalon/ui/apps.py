"""Registration of the ui package."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Layouts, components, icons, charts and the registries by which packages appear on each other's pages."""

    name = "jalon.ui"
    label = "ui"
