"""Addresses written in e-mails: absolute, and signed where they let somebody choose without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from jalon.people.models import Person
from jalon.structures.models import Centre

_SALT = "jalon.messaging.unsubscribe"


def absolute(path: str) -> str:
    """The whole address of a path of this installation; one that is whole already stays."""
    return path if "://" in path else f"{settings.JALON_BASE_URL}{path}"


def preferences(centre: Centre) -> str:
    """Where somebody who signs in chooses what to receive."""
    return absolute(reverse("messaging:preferences", args=[centre.code]))


def unsubscribe(person: Person, centre: Centre, kind: str) -> str:
    """The person's own address to stop receiving one kind of message; it needs no account and never ends."""
    token = signing.dumps([person.public_id, kind], salt=_SALT, compress=False)
    return absolute(reverse("messaging:unsubscribe", args=[centre.code, token]))


def read_unsubscribe(token: str) -> tuple[str, str] | None:
    """The person's public identifier and the kind that such an address names; None when it was tampered with."""
    try:
        person, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(person), str(kind)
