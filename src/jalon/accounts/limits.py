"""How often somebody may try: the mechanism of allauth, for Jalon's own forms."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jalon.core.refusals import Refused

RATES = {
    "proof": "120/m/ip,5/15m/key",
    "proof_code": "300/m/ip",
    "invitation": "60/m/ip",
    "invite": "30/h/user",
    "link": "120/m/ip",
}
"""Per action: tries, span, and of whom. A whole classroom stands behind one address, hence the large numbers per ip;
what is tried against one mailbox is counted by key."""


def too_many() -> str:
    """The sentence of every limit."""
    return _("Trop d’essais en peu de temps. Attendez quelques minutes, puis recommencez.")


def take(request: HttpRequest, action: str, *, key: str = "") -> None:
    """Count one try of this action; raises Refused with the sentence when there were too many. Reading is free."""
    used = ratelimit.consume(request, app="jalon.accounts", action=action, config=RATES, key=key.strip().lower())
    if used is None:
        raise Refused(too_many())
