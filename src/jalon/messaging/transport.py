"""The way out: the mail server of JALON_SMTP_URL, the demonstration's mailbox, or none."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.policy import SMTP, Policy
from email.utils import parseaddr
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from jalon.files import storage
from jalon.messaging import addresses, kinds, rendering
from jalon.messaging.models import Message

TIMEOUT = 30
"""Seconds that the mail server has for each answer."""


class Way(StrEnum):
    """What becomes of mail in this installation."""

    SMTP = "smtp"
    MAILBOX = "mailbox"
    """The demonstration: shown on a page, never sent."""
    KEPT = "kept"
    """No server is set: everything waits."""


def way() -> Way:
    """How mail leaves here."""
    if settings.JALON_DEMO:
        return Way.MAILBOX
    return Way.SMTP if settings.JALON_SMTP_URL else Way.KEPT


class Transport(Protocol):
    """What delivery needs of a mail backend."""

    def open(self) -> object: ...

    def close(self) -> None: ...

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> object: ...


def smtp(url: str) -> EmailBackend:
    """Django's own backend for an address like smtp://user:password@host:587 (STARTTLS) or smtps://host:465."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("JALON_SMTP_URL is written smtp://user:password@host:587 or smtps://…:465")
    is_tls = parts.scheme == "smtp" and dict(parse_qsl(parts.query)).get("tls", "yes") != "no"
    return EmailBackend(
        alias="smtp",
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 587 if is_tls else 25),
        username=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        use_tls=is_tls,
        use_ssl=parts.scheme == "smtps",
        timeout=TIMEOUT,
    )


class _WholeHeader(UnstructuredHeader):
    """A header that stays on one line: an address that is folded and encoded is not understood by mail programs."""

    max_count = 1

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _WholeHeader)  # type: ignore[arg-type]


class Envelope(EmailMultiAlternatives):
    """A mail whose unsubscribe address stays whole."""

    def message(self, *, policy: Any = SMTP) -> Any:
        return super().message(policy=policy.clone(header_factory=_HEADERS))


def compose(message: Message) -> Envelope:
    """The mail as it leaves. Its Message-ID is the row's, so that a second sending shows once in most mail programs."""
    name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    host = sender.rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{message.public_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    kind = kinds.find(message.kind)
    if kind and not kind.is_essential and message.person and message.centre:
        headers["List-Unsubscribe"] = f"<{addresses.unsubscribe(message.person, message.centre, kind.code)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    shown = message.centre.name if message.centre else name
    email = Envelope(
        message.subject,
        message.text,
        str(Address(display_name=shown, addr_spec=sender)),
        [message.address],
        headers=headers,
    )
    if html := rendering.html_of(message):
        email.attach_alternative(html, "text/html")
    for attachment in message.attachments:
        email.attach(attachment["name"], attachment["text"], attachment["media_type"])
    if message.file is not None:
        email.attach(message.file.name, storage.read_bytes(message.file), message.file.content.media_type)
    return email


@dataclass(frozen=True)
class Fault:
    """Why a mail did not leave, in words that hold neither address nor content."""

    sentence: str
    is_permanent: bool = False
    is_server: bool = False
    """The server itself does not answer: trying other mails now is of no use."""


def fault_of(error: Exception) -> Fault:
    """What an error of the transport means."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _answer in error.recipients.values()})
        refused = bool(codes) and codes[0] >= 500
        return Fault(
            _("Le serveur refuse l’adresse du destinataire (%(code)s)") % {"code": codes[0] if codes else "?"}, refused
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Fault(_("Le serveur d’e-mail refuse l’identifiant ou le mot de passe de Jalon"), is_server=True)
    if isinstance(error, smtplib.SMTPDataError):
        return Fault(
            _("Le serveur d’e-mail refuse le message (%(code)s)") % {"code": error.smtp_code},
            is_permanent=error.smtp_code >= 500,
            is_server=error.smtp_code == 421,
        )
    if isinstance(error, smtplib.SMTPResponseException):
        return Fault(_("Le serveur d’e-mail répond %(code)s") % {"code": error.smtp_code}, is_server=True)
    if isinstance(error, OSError):  # every other error of smtplib, of the network and of certificates
        return Fault(_("Le serveur d’e-mail ne répond pas"), is_server=True)
    return Fault(_("Le message n’a pas pu être composé"), is_permanent=True)
