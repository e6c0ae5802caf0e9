"""Django's mail API writes to the outbox: every mail that any library sends becomes a row.

Headers understood here and never sent outside: `X-Jalon-Secret`, `X-Jalon-Reason`, `X-Jalon-Centre`, `X-Jalon-Key`.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Link
from jalon.core.identifiers import new_public_id
from jalon.messaging import rendering, writing
from jalon.messaging.kinds import Audience, MailKind
from jalon.messaging.models import Message
from jalon.messaging.rules import leaves_at
from jalon.structures.models import Centre

ACCOUNT = MailKind(
    "messaging.account",
    label=_("Connexion et compte"),
    audience=Audience.YOUNG,
    reason=_("cette adresse a servi à se connecter ou à ouvrir un compte"),
    secret=True,
)
"""Confidential mails: codes, invitations, changes to an account."""

SERVICE = MailKind(
    "messaging.service",
    label=_("Message d’un service"),
    audience=Audience.YOUNG,
    reason=_("cette adresse est connue du centre"),
    essential=True,
)
"""Other mails that came through Django's mail API."""

KINDS = [ACCOUNT, SERVICE]


class OutboxBackend(BaseEmailBackend):
    """Writes instead of sending; the worker sends."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        """One row per recipient, in the transaction that is open, if any."""
        count = 0
        with transaction.atomic():
            for email in email_messages:
                for address in email.recipients():
                    write(email, address, now=timezone.now())
                    count += 1
        return count


def write(email: EmailMessage, address: str, *, now: datetime) -> None:
    """The row of one mail to one address."""
    headers = {name.lower(): str(value) for name, value in email.extra_headers.items()}
    reason = headers.get("x-jalon-reason", "").strip()
    is_secret = headers["x-jalon-secret"].strip() == "1" if "x-jalon-secret" in headers else not reason
    address = parseaddr(address)[1].lower() or address
    centre_id, person_id = _whose(address, headers.get("x-jalon-centre", ""))
    text, html = _bodies(email)
    kind = ACCOUNT if is_secret else SERVICE
    reason = reason or rendering.sentence_of(str(kind.reason))
    if reason not in text:
        text = f"{text.rstrip()}\n\n--\n{reason}\n"
    if not html:
        content = rendering.paragraphs(text.partition("\n--")[0])
        html = rendering.html_laid_out(str(email.subject), content, {"sentence": reason})
    key = headers.get("x-jalon-key") or new_public_id()
    row = Message(
        centre_id=centre_id,
        person_id=person_id,
        address=address,
        kind=kind.code,
        is_secret=is_secret,
        language=(get_language() or "fr")[:5],
        subject=" ".join(str(email.subject).split())[: rendering.SUBJECT_LENGTH],
        text=text,
        html=html,
        reason=reason[:240],
        attachments=_attachments(email),
        key=f"mail:{key}:{address}"[:200],
        created_at=now,
        send_after=leaves_at(now=now, is_secret=is_secret, is_quiet=False, zone="UTC"),
    )
    Message.objects.bulk_create([row], ignore_conflicts=True)
    if is_secret:
        writing.secret_written.send(sender=Message)


def _whose(address: str, centre_code: str) -> tuple[int | None, int | None]:
    """The centre whose team sees the row and the person it is for, where there is no doubt."""
    links = list(
        Link.objects.filter(user__email=address, ended_at=None).values_list("centre_id", "person_id", "centre__code")[
            :20
        ]
    )
    if centre_code:
        person = next((person for _centre, person, code in links if code == centre_code), None)
        return Centre.objects.filter(code=centre_code).values_list("pk", flat=True).first(), person
    return links[0][:2] if len(links) == 1 else (None, None)


def _bodies(email: EmailMessage) -> tuple[str, str]:
    """The plain text and the HTML, whichever of them the mail has."""
    body = str(email.body)
    if email.content_subtype == "html":
        return strip_tags(body), mark_safe(body)
    alternatives: list[Any] = getattr(email, "alternatives", [])
    return body, next((str(content) for content, mimetype in alternatives if mimetype == "text/html"), "")


def _attachments(email: EmailMessage) -> list[dict[str, str]]:
    """The attached texts; libraries attach nothing else."""
    return [
        {"name": name or "piece-jointe.txt", "media_type": media_type or "text/plain", "text": content}
        for name, content, media_type in email.attachments
        if isinstance(content, str)
    ]
