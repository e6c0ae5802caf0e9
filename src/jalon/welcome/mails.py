"""The message of the desk: an invitation to open one's space."""

from django.utils.translation import gettext_lazy as _

from jalon.messaging.kinds import Audience, MailKind

KINDS = [
    MailKind(
        "welcome.invitation",
        _("Invitation à ouvrir son espace"),
        Audience.YOUNG,
        _("vous êtes passé à l’accueil du centre et l’équipe vous a proposé d’ouvrir votre espace."),
        essential=True,
    )
]
