"""Components that hold what the page puts into them."""

from typing import Any

from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from jalon.ui.statuses import ICONS, Tone
from jalon.ui.tags import register


def _block(template: str, content: str, **context: Any) -> SafeString:
    """The component around content that the page's own template rendered."""
    return mark_safe(render_to_string(template, {"content": mark_safe(content.strip()), **context}))


@register.simple_block_tag
def callout(content: str, tone: str = "info", title: str = "", icon: str = "", role: str = "") -> SafeString:
    """A notice inside the page. `role="alert"` only for what appears while the person is there."""
    known = Tone(tone)
    return _block("ui/components/callout.html", content, tone=known, title=title, icon=icon or ICONS[known], role=role)


@register.simple_block_tag
def card(content: str, title: str = "", icon: str = "", url: str = "", url_label: str = "", id: str = "") -> SafeString:
    """A panel with its heading and, on the far side, a link to more."""
    return _block("ui/components/card.html", content, title=title, icon=icon, url=url, url_label=url_label, id=id)


@register.simple_block_tag
def empty(
    content: str,
    icon: str,
    title: str,
    action_url: str = "",
    action_label: str = "",
    action_icon: str = "plus",
    example: str = "",
) -> SafeString:
    """What a page shows before there is anything: what it is for, one button, an example."""
    return _block(
        "ui/components/empty.html",
        content,
        icon=icon,
        title=title,
        action_url=action_url,
        action_label=action_label,
        action_icon=action_icon,
        example=example,
    )


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """A row of links, one of them current; `label` names it for screen readers."""
    return _block("ui/components/tabs.html", content, label=label)


@register.simple_block_tag
def dialog(content: str, id: str, title: str, size: str = "") -> SafeString:
    """A native dialog, opened by `{% dialog_button %}`."""
    return _block("ui/components/dialog.html", content, id=id, title=title, size=size)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: RequestContext, content: str, id: str, url: str, title: str, button: str, typed: str = ""
) -> SafeString:
    """A dialog for what cannot be undone: it says what will be lost; `typed` is the word to type first."""
    return _block(
        "ui/components/confirm.html",
        content,
        id=id,
        url=url,
        title=title,
        button=button,
        typed=typed,
        csrf_token=context.get("csrf_token"),
    )
