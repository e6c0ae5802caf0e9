"""Text typed by people, made safe to stand beside other text."""

import re
from html import escape
from typing import Any

from django.utils.safestring import SafeString

_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]")


def without_overrides(value: str) -> str:
    """The text without the invisible characters that turn the reading direction and could disguise their neighbours."""
    return _DIRECTION_CONTROLS.sub("", value)


def isolated(value: Any) -> SafeString:
    """The text in `<bdi>`, so that Arabic and Latin neighbours keep their order; nothing for an empty value."""
    if value is None or value == "":
        return SafeString("")
    return SafeString(f"<bdi>{escape(without_overrides(str(value)))}</bdi>")


def initials(name: str) -> str:
    """Up to two letters that stand for the name: first letters of its first and last word."""
    words = [word for word in re.split(r"[\s\-_.@]+", without_overrides(name)) if word[:1].isalpha()]
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()
