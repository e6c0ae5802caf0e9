"""Text that a kit or a centre wrote: one JSON object by language, or a bare string that means French."""

from collections.abc import Mapping

from django.utils.translation import get_language

Localized = str | Mapping[str, str]
SOURCE_LANGUAGE = "fr"


def localized(text: Localized | None, language: str | None = None) -> str:
    """The text in the wanted language (the reader's by default), else in French, else whatever there is."""
    if not text:
        return ""
    if isinstance(text, str):
        return text
    wanted = (language or get_language() or SOURCE_LANGUAGE).split("-")[0]
    return text.get(wanted) or text.get(SOURCE_LANGUAGE) or next(iter(text.values()), "")
