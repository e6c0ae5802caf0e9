from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "jalon.bookings"
    label = "bookings"

    def ready(self) -> None:
        from jalon.bookings import actions, acts, classification, feeds, mails, panels, receiving, showing
        from jalon.core import acts as registry
        from jalon.core import capabilities
        from jalon.messaging import kinds
        from jalon.people.duplicates import resolvers

        registry.register(*acts.KINDS, *acts.ACTS)
        capabilities.declare(
            {
                "bookings.configure": _("Tenir les jours fériés, les horaires d’ouverture et le matériel"),
                "bookings.plan_others": _("Fixer les horaires de travail de l’équipe"),
            }
        )
        classification.declare()
        receiving.register(
            receiving.Destination(
                "bookings.occupations",
                _("Des moments où je suis pris·e"),
                _("Vous seul·e en lisez les titres."),
                create=actions.create_occupations,
                change=actions.change_occupation,
                kind="occupation",
            )
        )
        kinds.register(*mails.KINDS)
        panels.register()
        resolvers.register("bookings_imported_once", resolvers.keep_own)
        feeds.register("bookings", _("Jours fériés et absences"), events=showing.events)
