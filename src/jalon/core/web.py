"""Addresses that people type and that others will open."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _


def why_not_an_address(text: str) -> str | None:
    """What keeps this from being an address that a page may offer: only the web, and nothing that runs by itself."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(sign.isspace() for sign in text):
        return _("Écrivez une adresse du web complète, qui commence par https:// ou http://.")
    return None
