"""The e-mails of accounts. They leave through Django's mail API, whose backend is the outbox.

Plain text: the outbox lays it out, in text and HTML, with the reason why it came. Headers speak to it:
`X-Jalon-Reason` (the sentence that says why), `X-Jalon-Centre` (the centre's code) and `X-Jalon-Secret: 1` for what
holds a code or a link that opens something, so that nobody reads it in the outbox.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, engines
from django.utils.translation import gettext as _

from jalon.structures.models import Centre


def compose(
    subject: str,
    text: str,
    to: str,
    *,
    reason: str,
    secret: bool,
    centre: Centre | None = None,
    from_email: str | None = None,
) -> EmailMessage:
    """A letter that says why it came; `reason` is what follows « parce que »."""
    sentence = _("Vous recevez ce message parce que %(reason)s.") % {"reason": " ".join(reason.split())}
    headers = {"X-Jalon-Reason": sentence}
    if secret:
        headers["X-Jalon-Secret"] = "1"
    if centre is not None:
        headers["X-Jalon-Centre"] = centre.code
    return EmailMessage(" ".join(subject.split()), f"{text.strip()}\n", from_email, [to], headers=headers)


def send(name: str, to: str, context: Mapping[str, Any], *, reason: str, secret: bool, centre: Centre) -> None:
    """Write and post the letter of this name (`accounts/mails/<name>.subject.txt` and `.txt`)."""
    values = {"centre": centre, **context}
    subject, text = (written(f"accounts/mails/{name}{part}.txt", values) for part in (".subject", ""))
    compose(subject, text, to, reason=reason, secret=secret, centre=centre).send()


def written(template: str, context: Mapping[str, Any]) -> str:
    """The text of a template that is no page: nothing is escaped."""
    found: Any = engines["django"].get_template(template)
    return str(found.template.render(Context(dict(context), autoescape=False))).strip()


def absolute(path: str) -> str:
    """The address of a page as people outside reach it."""
    return f"{settings.JALON_BASE_URL}{path}"


def spaced(code: str) -> str:
    """Six digits as they are read aloud: `482 915`."""
    return f"{code[:3]} {code[3:]}"
