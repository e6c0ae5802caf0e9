from django.apps import AppConfig
from django.urls import reverse


class PortalConfig(AppConfig):
    name = "jalon.portal"
    label = "portal"

    def ready(self) -> None:
        from jalon.core.addresses import register_public

        register_public(
            "activity", lambda activity: reverse("portal:activity", args=[activity.centre.code, activity.public_id])
        )
        register_public("centre", lambda centre: reverse("portal:programme", args=[centre.code]))
        register_public("certificate", lambda certificate: reverse("verify:certificate", args=[certificate.code]))
