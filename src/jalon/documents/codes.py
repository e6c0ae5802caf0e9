"""Codes by which anybody verifies a document: random, readable aloud, forgiving when typed.

A code is a public identifier (`core.identifiers`: 85 bits in Crockford's base 32), written here for people.
"""

from jalon.core.identifiers import ALPHABET, LENGTH, new_public_id

_ENDS = (4, 8, 12, LENGTH)
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1"})


def new_code() -> str:
    """A code as it is stored."""
    return new_public_id()


def grouped(code: str) -> str:
    """The code as it is printed: 7K3M-9QXW-2TPZ-04RA1."""
    starts = (0, *_ENDS)
    return "-".join(code[start:end] for start, end in zip(starts, _ENDS, strict=False)).upper()


def typed(text: str) -> str | None:
    """The stored form of what somebody typed, None if it is no code.

    Any case, with or without spaces and hyphens; O is read as 0, I and L as 1.
    """
    code = "".join(c for c in text.lower() if not c.isspace() and c not in "-–—‑").translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
