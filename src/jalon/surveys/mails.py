"""The kinds of messages about questionnaires."""

from django.utils.translation import gettext_lazy as _

from jalon.messaging.kinds import Audience, MailKind
from jalon.messaging.models import Choice
from jalon.surveys.actions.opening import INVITATION

KINDS = [
    MailKind(
        INVITATION,
        _("Invitation à une enquête"),
        Audience.YOUNG,
        _("le centre vous demande votre avis, et vous seul·e pouvez répondre par ce lien."),
        default=Choice.NOW,
    )
]
