"""Fields, keys and buttons."""

import re
import secrets
from typing import Any

from django.forms import BaseForm, BoundField
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jalon.ui.tags import register

ARRIVAL_KEY = "arrival_key"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field with its label, help and error."""
    return bound.as_field_group()


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """What keeps the form from being accepted, above it, with a link to each field."""
    return {"form": form}


@register.simple_tag
def arrival_key(form: BaseForm | None = None) -> SafeString:
    """The hidden key that makes a second arrival of this form harmless.

    Each form gets its own; give the form, so that one that comes back with errors keeps the key it was sent with.
    """
    sent = form.data.get(ARRIVAL_KEY, "") if form is not None and form.is_bound and form.errors else ""
    key = sent if _KEY.fullmatch(sent) else secrets.token_urlsafe(18)
    return format_html('<input type="hidden" name="{}" value="{}">', ARRIVAL_KEY, key)


@register.inclusion_tag("ui/components/post_button.html", takes_context=True)
def post_button(
    context: RequestContext,
    url: str,
    label: str,
    icon: str = "",
    kind: str = "",
    name: str = "",
    value: str = "",
    target: str = "",
    hint: str = "",
    why_not: str | None = None,
) -> dict[str, Any]:
    """A button that POSTs by itself. `why_not` is a rule's sentence: the button is then greyed and says it.

    `target` is the selector of what htmx replaces; without it, or without JavaScript, the answer is a page.
    """
    return {
        "csrf_token": context.get("csrf_token"),
        "url": url,
        "label": label,
        "icon": icon,
        "kind": kind,
        "name": name,
        "value": value,
        "target": target,
        "hint": hint,
        "why_not": why_not,
    }
