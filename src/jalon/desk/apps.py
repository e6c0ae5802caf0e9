from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def _day(centre: Any) -> str | None:
    return reverse("desk:day", args=[centre.code]) if centre else None


class DeskConfig(AppConfig):
    name = "jalon.desk"
    label = "desk"

    def ready(self) -> None:
        from jalon.accounts import entrance
        from jalon.core import capabilities
        from jalon.desk import agenda, dates, home
        from jalon.ui.registries import layout, navigation, search

        capabilities.declare({"desk.open": _("Ouvrir Ma journée et la recherche")})
        agenda.register("activities", dates.activities)
        layout.home(home.home_of)
        search.page(lambda centre: reverse("desk:search", args=[centre.code]))
        entrance.when_empty(lambda request: reverse("opening:start"))
        navigation.register(
            navigation.Entry(
                "desk.day", _("Ma journée"), "sunrise", url=_day, section="day", order=10, capability="desk.open"
            )
        )
