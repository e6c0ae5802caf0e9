from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StructuresConfig(AppConfig):
    name = "jalon.structures"
    label = "structures"

    def ready(self) -> None:
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.structures import acts, classification, panels, revisions
        from jalon.structures.models import Centre, Reference, Role, Room, Site

        registry.register(*acts.KINDS, *acts.ACTS)
        capabilities.declare(
            {
                "structures.read": _("Voir l’organisation du centre"),
                "structures.configure": _("Régler le centre : année, sites, salles, listes"),
            }
        )
        classification.declare()
        panels.register()
        columns = [str(field.column) for field in Centre._meta.concrete_fields]
        settled = [column for column in columns if column not in ("id", "revision")]
        revisions.follow(Centre, centres="id = {row}.id", columns=settled)
        for model in (Role, Site, Room, Reference):
            revisions.follow(model)
        post_migrate.connect(_watch, sender=self)


def _watch(using: str, **_rest: object) -> None:
    from jalon.structures import revisions

    revisions.watch(connections[using])
