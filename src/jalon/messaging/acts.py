"""What is done to messages, in words; that they leave is no act, it is the consequence of one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind
from jalon.messaging import kinds


def _page(message: Any) -> str:
    return reverse("messaging:message", args=[message.centre.code, message.public_id])


def _name(message: Any) -> str:
    return str(kinds.label_of(message.kind))


MESSAGE = Kind("message", _("Message"), "messaging.Message", page=_page, name=_name)

RETRIED = "messaging.retried"
SET_ASIDE = "messaging.set_aside"
CHOSEN = "messaging.chosen"

ACTS = [
    Act(RETRIED, "message", _("Message renvoyé"), _("%(author)s a renvoyé le message « %(object)s »")),
    Act(SET_ASIDE, "message", _("Échec classé"), _("%(author)s a classé l’échec du message « %(object)s »")),
    Act(CHOSEN, "person", _("Messages réglés"), _("%(object)s a réglé les messages à recevoir")),
]
