"""Identifiers that may appear in an outside address."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u, so that a code can be read aloud."""

LENGTH = 17
"""17 characters of 5 bits: 85 random bits, more than the 80 that the design asks."""


def new_public_id() -> str:
    """A random identifier of 85 bits that says nothing about the row it stands for."""
    bits = int.from_bytes(secrets.token_bytes(11))
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(0, LENGTH * 5, 5))
