"""The kinds of messages about the centre's calendar."""

from django.utils.translation import gettext_lazy as _

from jalon.messaging.kinds import Audience, MailKind
from jalon.messaging.models import Choice

KINDS = [
    MailKind(
        "bookings.day_moved",
        _("Jour férié déplacé sur une de vos activités"),
        Audience.STAFF,
        _("vous animez quelque chose ce jour-là."),
        default=Choice.NOW,
    )
]
