from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "jalon.portal"
    label = "portal"

    def ready(self) -> None:
        from jalon.core.addresses import register_public
        from jalon.ui.registries import navigation

        register_public(
            "activity", lambda activity: reverse("portal:activity", args=[activity.centre.code, activity.public_id])
        )
        register_public("centre", lambda centre: reverse("portal:programme", args=[centre.code]))
        register_public("certificate", lambda certificate: reverse("verify:certificate", args=[certificate.code]))
        navigation.register(
            navigation.Entry(
                "portal.programme",
                _("Programme"),
                "calendar",
                url=lambda centre: reverse("portal:programme", args=[centre.code]) if centre else None,
                area="portal",
                order=10,
            ),
            navigation.Entry(
                "portal.mine",
                _("Mes activités"),
                "ticket",
                url=lambda centre: reverse("portal:mine", args=[centre.code]) if centre else None,
                area="portal",
                order=20,
            ),
            navigation.Entry(
                "portal.join",
                _("Me connecter"),
                "login",
                url=lambda centre: reverse("portal:join", args=[centre.code]) if centre else None,
                area="account",
                order=1,
                signed_out=True,
            ),
            navigation.Entry(
                "portal.data",
                _("Mes données"),
                "lock",
                url=lambda centre: reverse("portal:data", args=[centre.code]) if centre else None,
                area="account",
                order=40,
                signed_in=True,
            ),
        )
