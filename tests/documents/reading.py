"""Reading back a PDF: its text in the order that people read, whatever the script."""

import io
import unicodedata

from pypdf import PdfReader


def pages(pdf: bytes) -> list[str]:
    """The text of each page; letters drawn in their joined forms are given back as plain letters."""
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def plain(text: str) -> str:
    """Plain letters, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def letters(text: str) -> set[str]:
    """The Arabic letters of a text."""
    return {c for c in plain(text) if "\u0621" <= c <= "\u064a"}
