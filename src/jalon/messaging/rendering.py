"""From templates to the subject, text and HTML of a message, in the language of who reads it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.context import make_context
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jalon.messaging import addresses
from jalon.messaging.kinds import MailKind
from jalon.people.models import Person
from jalon.structures.models import Centre

SUBJECT_LENGTH = 200
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)»]")


@dataclass(frozen=True)
class Letter:
    """What a person reads."""

    subject: str
    text: str
    html: str
    reason: str


def from_templates(
    kind: MailKind, person: Person, *, language: str, context: Mapping[str, Any], reason: str = ""
) -> Letter:
    """The message of this kind to this person.

    `<package>/mails/<name>.subject.txt` and `.txt` are never escaped; without an `.html` the text's paragraphs are laid
    out by themselves. All of them get `person` and `centre` beside the context.
    """
    with translation.override(language):
        values = {"person": person, "centre": person.centre, **context}
        subject = _render(f"{kind.templates}.subject.txt", values, escape=False)
        text = _render(f"{kind.templates}.txt", values, escape=False)
        try:
            html = mark_safe(_render(f"{kind.templates}.html", values, escape=True))
        except TemplateDoesNotExist:
            html = paragraphs(text)
        return _for_person(kind, person, subject, text, html, reason)


def directly(
    kind: MailKind,
    person: Person,
    *,
    language: str,
    subject: str,
    text: str,
    html: str | SafeString = "",
    reason: str = "",
) -> Letter:
    """The same from a subject and a text that the caller wrote."""
    with translation.override(language):
        return _for_person(kind, person, subject, text, html, reason)


def _for_person(kind: MailKind, person: Person, subject: str, text: str, html: str | SafeString, reason: str) -> Letter:
    return laid_out(
        subject,
        text,
        html,
        reason=reason or str(kind.reason),
        centre=person.centre,
        unsubscribe="" if kind.is_essential else addresses.unsubscribe(person, person.centre, kind.code),
        preferences=addresses.preferences(person.centre),
    )


def laid_out(
    subject: str,
    text: str,
    html: str | SafeString = "",
    *,
    reason: str,
    sentence: str = "",
    centre: Centre | None = None,
    unsubscribe: str = "",
    preferences: str = "",
) -> Letter:
    """The message on the shared layout, with the reason why the person receives it (`sentence`: already whole).

    An `html` that is not marked as safe is escaped; none: the text's paragraphs.
    """
    subject = " ".join(subject.split())[:SUBJECT_LENGTH]
    sentence = sentence or sentence_of(reason)
    values = {
        "subject": subject,
        "sender": centre.name if centre else "Jalon",
        "sentence": sentence,
        "unsubscribe": unsubscribe,
        "preferences": preferences,
        "language": translation.get_language() or "fr",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    whole_text = _render("messaging/mail/layout.txt", {**values, "content": text.strip()}, escape=False)
    content = conditional_escape(html) if html else paragraphs(text)
    whole_html = render_to_string("messaging/mail/layout.html", {**values, "content": content})
    return Letter(subject, re.sub(r"\n{3,}", "\n\n", whole_text).strip() + "\n", whole_html, sentence)


def sentence_of(reason: str) -> str:
    """The whole sentence that tells why somebody receives a message."""
    return _("Vous recevez ce message parce que %(reason)s.") % {"reason": reason.strip().rstrip(".")}


def paragraphs(text: str) -> SafeString:
    """Plain text as HTML: a blank line parts paragraphs, addresses become links."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return format_html_join("\n", '<p style="margin:0 0 16px">{}</p>', ((_linked(block),) for block in blocks))


def _linked(block: str) -> SafeString:
    pieces: list[str] = []
    end = 0
    for match in _URL.finditer(block):
        pieces.append(_broken(block[end : match.start()]))
        pieces.append(format_html('<a href="{0}" style="color:#0b5d63">{0}</a>', match[0]))
        end = match.end()
    pieces.append(_broken(block[end:]))
    return mark_safe("".join(pieces))


def _broken(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>\n"), "{}", ((line,) for line in text.split("\n")))


def _render(name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    template: Any = get_template(name)
    return str(template.template.render(make_context(dict(values), autoescape=escape))).strip()
