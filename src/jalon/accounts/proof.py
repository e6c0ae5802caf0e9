"""Proof of a mailbox: a code is sent to an address, and typed back. The session keeps what is needed, in digests."""

import secrets
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from jalon.accounts import letters, limits
from jalon.core.refusals import Refused
from jalon.structures.models import Centre

LASTS = timedelta(minutes=15)
"""How long a code may be typed."""

PROVEN_FOR = timedelta(hours=1)
"""How long a proven address may be used by the form that follows."""

TRIES = 5
_KEY = "accounts_proof"


def start_proof(request: HttpRequest, *, email: str, centre: Centre, now: datetime) -> None:
    """Send a code to this address and remember its digest; a second call replaces the first code.

    Answers the same, in the same time, whether or not anybody has this address. Raises Refused after too many tries.
    """
    email = email.strip().lower()
    limits.take(request, "proof", key=email)
    limits.take(request, "codes_day", key=email)
    code = f"{secrets.randbelow(10**6):06d}"
    salt = secrets.token_hex(8)
    request.session[_KEY] = {
        "email": email,
        "centre": centre.pk,
        "salt": salt,
        "digest": _digest(code, salt),
        "tries": 0,
        "until": (now + LASTS).timestamp(),
        "proven": False,
    }
    letters.send(
        "proof",
        email,
        {"code": letters.spaced(code), "minutes": int(LASTS.total_seconds() // 60)},
        reason=_("cette adresse a été saisie sur le site de %(centre)s") % {"centre": centre.name},
        secret=True,
        centre=centre,
    )


def finish_proof(request: HttpRequest, *, code: str, centre: Centre, now: datetime) -> str:
    """Check the code; returns the proven address, which `proven_address` then gives for an hour.

    Raises Refused with the sentence: no code was asked, it ended, it is wrong, or it was tried too often.
    """
    limits.take(request, "proof_code")
    limits.take(request, "wrong_code", only_look=True)
    kept = request.session.get(_KEY)
    if not kept or kept["centre"] != centre.pk or kept["proven"]:
        raise Refused(_("Demandez d’abord un code."), field="code")
    if now.timestamp() >= kept["until"]:
        forget_proof(request)
        raise Refused(_("Ce code n’est plus valable : demandez-en un nouveau."), field="code")
    digits = "".join(c for c in code if c.isdigit())
    if not constant_time_compare(_digest(digits, kept["salt"]), kept["digest"]):
        limits.take(request, "wrong_code")
        kept["tries"] += 1
        request.session.modified = True
        if kept["tries"] >= TRIES:
            forget_proof(request)
            raise Refused(_("Trop d’essais : demandez un nouveau code."), field="code")
        raise Refused(_("Ce code n’est pas le bon. Vérifiez le dernier message reçu."), field="code")
    request.session[_KEY] = {
        "email": kept["email"],
        "centre": centre.pk,
        "proven": True,
        "until": (now + PROVEN_FOR).timestamp(),
    }
    return str(kept["email"])


def asked_address(request: HttpRequest, *, centre: Centre) -> str | None:
    """The address to which a code was sent and not yet typed, to show above the field."""
    kept = request.session.get(_KEY)
    return str(kept["email"]) if kept and kept["centre"] == centre.pk and not kept["proven"] else None


def proven_address(request: HttpRequest, *, centre: Centre, now: datetime) -> str | None:
    """The address whose mailbox this visitor holds, proven within the last hour in this centre."""
    kept = request.session.get(_KEY)
    if not kept or kept["centre"] != centre.pk or not kept["proven"] or now.timestamp() >= kept["until"]:
        return None
    return str(kept["email"])


def forget_proof(request: HttpRequest) -> None:
    """Drop code and proof: the account is open, or the visitor starts again."""
    request.session.pop(_KEY, None)


def _digest(code: str, salt: str) -> str:
    return salted_hmac(f"jalon.accounts.proof:{salt}", code, algorithm="sha256").hexdigest()
