"""Codes by which anybody verifies a document: random, readable aloud, forgiving when typed."""

import secrets

from jalon.core.identifiers import ALPHABET

LENGTH = 16
"""16 characters of 5 bits: 80 random bits."""

GROUP = 4
_LETTERS = ALPHABET.upper()
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A code as it is stored: 16 characters of Crockford's base 32, without hyphens."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """The code as it is printed: 7K3M-9QXW-2TPZ-04RA."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def typed(text: str) -> str | None:
    """The stored form of what somebody typed, None if it is no code.

    Any case, with or without spaces and hyphens; O is read as 0, I and L as 1.
    """
    code = "".join(c for c in text.upper() if not c.isspace() and c not in "-–—‑").translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(_LETTERS) else None
