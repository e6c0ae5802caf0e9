"""What templates of e-mails use: `{% load messaging %}`. Inline styles are allowed in e-mails only."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jalon.messaging import addresses

register = template.Library()


@register.simple_tag
def link(view: str, *args: Any) -> str:
    """The whole address of a page, as `{% url %}` would name it."""
    return addresses.absolute(reverse(view, args=args))


@register.simple_tag
def whole(path: str) -> str:
    """The whole address of a path."""
    return addresses.absolute(path)


@register.simple_tag
def button(url: str, label: str, quiet: bool = False) -> SafeString:
    """A large link, laid out so that old mail programs show it too."""
    colours = ("#ffffff", "#0b5d63") if quiet else ("#0b5d63", "#ffffff")
    return format_html(
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 16px"><tr>'
        '<td style="background:{0};border:2px solid #0b5d63;border-radius:8px">'
        '<a href="{2}" style="display:inline-block;padding:12px 22px;font-weight:600;color:{1};text-decoration:none">'
        "{3}</a>"
        "</td></tr></table>",
        *colours,
        addresses.absolute(url),
        label,
    )


@register.simple_block_tag
def paragraph(content: str) -> SafeString:
    """A paragraph of an e-mail."""
    return format_html('<p style="margin:0 0 16px">{}</p>', mark_safe(content.strip()))


@register.simple_tag
def facts(*pairs: Any) -> SafeString:
    """Labels and values, given in turn; a pair whose value is empty is left out."""
    rows = [(label, value) for label, value in zip(pairs[::2], pairs[1::2], strict=True) if value not in (None, "")]
    return format_html(
        '<table cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;border-collapse:collapse">{}</table>',
        format_html_join(
            "",
            '<tr><th scope="row" align="start" style="text-align:start;vertical-align:top;padding:4px 16px 4px 0;'
            'color:#55636b;font-weight:400">{}</th>'
            '<td style="padding:4px 0;vertical-align:top"><bdi>{}</bdi></td></tr>',
            rows,
        ),
    )
