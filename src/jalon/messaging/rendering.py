"""From templates to the subject, text and HTML of a message, in the language of who reads it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.context import make_context
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jalon.messaging import addresses, kinds
from jalon.messaging.kinds import MailKind
from jalon.messaging.models import Message
from jalon.people.models import Person
from jalon.structures.models import Centre

SUBJECT_LENGTH = 200
_FOOT = "\n--\n"
"""What parts a text from its foot, as `mail/layout.txt` writes it."""

_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)»]")


@dataclass(frozen=True)
class Letter:
    """What a person reads; an empty `html` stands for the text, laid out when it leaves (`html_of`)."""

    subject: str
    text: str
    html: str
    reason: str


def from_templates(
    kind: MailKind, person: Person, *, language: str, context: Mapping[str, Any], reason: str = ""
) -> Letter:
    """The message of this kind to this person.

    `<package>/mails/<name>.subject.txt` and `.txt` are never escaped; without an `.html` the text's paragraphs are laid
    out when the message leaves. All of them get `person` and `centre` beside the context.
    """
    with translation.override(language):
        values = {"person": person, "centre": person.centre, **context}
        subject = _render(f"{kind.templates}.subject.txt", values, escape=False)
        text = _render(f"{kind.templates}.txt", values, escape=False)
        own = f"{kind.templates}.html"
        html = mark_safe(_render(own, values, escape=True)) if _exists(own) else ""
        return _for_person(kind, person, subject, text, html, reason)


@cache
def _exists(name: str) -> bool:
    """Whether a package brings this template; asked once, since looking for what is not there is slow."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


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
    """The message on the shared layout; an `html` that is not marked as safe is escaped."""
    subject = " ".join(subject.split())[:SUBJECT_LENGTH]
    foot = {**_foot(kind, person, person.centre), "sentence": sentence_of(reason or str(kind.reason))}
    whole = _render("messaging/mail/layout.txt", {**foot, "content": text.strip()}, escape=False)
    whole = re.sub(r"\n{3,}", "\n\n", whole).strip() + "\n"
    return Letter(subject, whole, html_laid_out(subject, html, foot) if html else "", foot["sentence"])


def _foot(kind: MailKind, person: Person, centre: Centre) -> dict[str, str]:
    """From whom it is, and the addresses where one chooses what to receive."""
    return {
        "sender": centre.name,
        "unsubscribe": "" if kind.is_essential else addresses.unsubscribe(person, centre, kind.code),
        "preferences": addresses.preferences(centre),
    }


def html_laid_out(subject: str, content: str | SafeString, foot: Mapping[str, str]) -> str:
    """The whole HTML of a mail: its content, and a foot of `sentence` and of `sender`, `unsubscribe`, `preferences`."""
    values = {
        "sender": "Jalon",
        "unsubscribe": "",
        "preferences": "",
        **foot,
        "subject": subject,
        "content": conditional_escape(content),
        "language": translation.get_language() or "fr",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    return render_to_string("messaging/mail/layout.html", values)


def html_of(message: Message) -> str:
    """What the mail shows: the HTML that was written with it, or its text laid out; nothing once the text is gone."""
    kind = kinds.find(message.kind)
    if message.html or not message.text or kind is None or message.person is None or message.centre is None:
        return message.html
    with translation.override(message.language):
        foot = {**_foot(kind, message.person, message.centre), "sentence": message.reason}
        return html_laid_out(message.subject, paragraphs(message.text.rpartition(_FOOT)[0]), foot)


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
