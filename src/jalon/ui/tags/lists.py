"""Tables, their filters, their selection."""

from collections.abc import Hashable, Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django.conf import settings
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from jalon.ui import text
from jalon.ui.listing import Listing
from jalon.ui.tags import register


@register.inclusion_tag("ui/components/filters.html")
def filters(listing: Listing, target: str = "#rows") -> dict[str, Any]:
    """The search box and filters of a list; the list follows while one types."""
    return {"listing": listing, "form": listing.filters, "target": target}


@register.simple_block_tag
def table(
    content: str,
    listing: Listing,
    caption: str,
    select: bool = False,
    id: str = "rows",
    cards: bool = True,
) -> SafeString:
    """The frame of a list: caption, headings that sort, the rows of the block, pages; a sentence when there is no row.

    `select` adds a column of boxes (`{% select_row %}`), sent as `chosen`; `cards` turns rows into cards on a phone.
    """
    context = {
        "listing": listing,
        "caption": caption,
        "rows": mark_safe(content),
        "select": select,
        "id": id,
        "cards": cards,
    }
    return mark_safe(render_to_string("ui/components/table.html", context))


@register.simple_tag
def rows(template: str, lines: Iterable[Hashable], **shared: Hashable) -> SafeString:
    """Each line drawn by this template, as `line` beside the shared values; what was drawn before is not drawn again.

    Lines and shared values must compare by what they say (named tuples, text, numbers, moments): two that are equal
    look the same. Never hand a model's row over: it compares by its identifier alone.
    """
    language, values = get_language() or "", tuple(shared.items())
    draw = drawn.__wrapped__ if settings.DEBUG else drawn
    return SafeString("".join([draw(template, line, values, language) for line in lines]))


@lru_cache(maxsize=10_000)
def drawn(template: str, line: Hashable, shared: tuple[tuple[str, Hashable], ...], language: str) -> str:
    """One line; the language is part of what it says."""
    return render_to_string(template, {"line": line, **dict(shared)})


@register.simple_tag
def select_row(value: Any, label: Any) -> SafeString:
    """The box that chooses this row, named for screen readers."""
    return SafeString(
        f'<td class="select"><label><input type="checkbox" name="chosen" value="{escape(str(value))}" form="bulk" '
        f'data-select-row><span class="visually-hidden">{text.isolated(label)}</span></label></td>'
    )


@register.simple_block_tag(takes_context=True)
def bulk(context: RequestContext, content: str, url: str = "") -> SafeString:
    """The bar of what can be done with the chosen rows; buttons may carry their own `formaction`."""
    return mark_safe(
        render_to_string(
            "ui/components/bulk.html",
            {"buttons": mark_safe(content), "url": url, "csrf_token": context.get("csrf_token")},
        )
    )
