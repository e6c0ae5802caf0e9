from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "jalon.figures"
    label = "figures"

    def ready(self) -> None:
        from jalon.core import capabilities
        from jalon.figures import measures, people
        from jalon.ui.registries import navigation

        capabilities.declare({"figures.read": _("Lire les chiffres et les lignes qu’ils comptent")})
        measures.register(*people.MEASURES)
        navigation.register(
            navigation.Entry(
                "figures.index",
                _("Chiffres"),
                "chart-bar",
                url=lambda centre: reverse("figures:index", args=[centre.code]),
                section="steer",
                order=10,
                capability="figures.read",
            )
        )
