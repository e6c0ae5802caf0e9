"""How often somebody may try: the mechanism of allauth, for Jalon's own forms."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jalon.core.refusals import Refused

RATES = {
    "proof": "120/m/ip,5/15m/key",
    "codes_day": "20/d/key",
    "proof_code": "300/m/ip",
    "wrong_code": "300/h/ip",
    "invitation": "60/m/ip",
    "invite": "30/h/user",
    "link": "120/m/ip",
}
"""Per action: tries, span, and of whom. A whole classroom stands behind one address, hence the large numbers per ip;
what is tried against one mailbox is counted by key. `codes_day` counts the codes and links sent to a mailbox in a day,
by whichever form. `wrong_code` counts the codes that were guessed wrong, against whichever mailbox: a few hundred an
hour are the slips of a campus, a few thousand are somebody who guesses."""


def too_many() -> str:
    """The sentence of every limit."""
    return _("Trop d’essais en peu de temps. Attendez quelques minutes, puis recommencez.")


def take(request: HttpRequest, action: str, *, key: str = "", only_look: bool = False) -> None:
    """Count one try of this action; raises Refused with the sentence when there were too many. Reading is free.

    `only_look` says whether one more try would be refused, and counts nothing.
    """
    used = ratelimit.consume(
        request, app="jalon.accounts", action=action, config=RATES, key=key.strip().lower(), dry_run=only_look
    )
    if used is None:
        raise Refused(too_many())
