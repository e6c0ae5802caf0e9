"""Links that every page of the team repeats: made here, since in a template they would take half of its time."""

from collections.abc import Iterable
from zlib import crc32

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jalon.ui import icons, numbers, text
from jalon.ui.listing import Heading, Listing
from jalon.ui.registries.navigation import Link
from jalon.ui.tags import register

ARROWS = {"up": "arrow-up", "down": "arrow-down", "": "selector"}
HUES = 6
"""How many colours the initials can have."""


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """One step of the breadcrumbs; the current page has no address."""
    if url:
        return SafeString(f'<li><a href="{escape(url)}">{escape(label)}</a></li>')
    return SafeString(f'<li><span aria-current="page">{escape(label)}</span></li>')


@register.simple_tag
def tab(label: str, url: str, count: int | None = None, current: bool = False, icon: str = "") -> SafeString:
    """One tab, which is a link."""
    state = ' aria-current="page"' if current else ""
    drawing = icons.icon(icon) if icon else ""
    number = f'<span class="tab-count">{numbers.number(count)}</span>' if count is not None else ""
    return SafeString(f'<a class="tab" href="{escape(url)}"{state}>{drawing}{escape(label)}{number}</a>')


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """Initials in a colour that stays with the name; decorative, since the name stands beside."""
    hue = crc32(str(name).encode()) % HUES
    css = f" avatar-{escape(size)}" if size else ""
    letters = escape(text.initials(str(name)))
    return SafeString(f'<span class="avatar hue-{hue}{css}" aria-hidden="true">{letters}</span>')


@register.simple_tag
def side_links(links: Iterable[Link]) -> SafeString:
    """The lines of one section of the side navigation, with what waits there."""
    return SafeString("".join(map(_line, links)))


def _line(link: Link) -> str:
    current = ' aria-current="page"' if link.is_current else ""
    count = f'<span class="side-count">{link.count}</span>' if link.count else ""
    return (
        f'<li><a href="{escape(link.url)}"{current}>{icons.icon(link.icon)}'
        f"<span>{escape(link.label)}</span>{count}</a></li>"
    )


@register.simple_tag
def headings(columns: Iterable[Heading]) -> SafeString:
    """The heading cells of a list: those that sort are links that say how the rows stand."""
    return SafeString("".join(map(_heading, columns)))


def _heading(heading: Heading) -> str:
    label = escape(heading.column.label)
    css = ' class="num"' if heading.column.numeric else ""
    sort = f' aria-sort="{heading.aria_sort}"' if heading.aria_sort else ""
    if heading.url:
        state = f" is-{heading.direction}" if heading.direction else ""
        arrow = icons.icon(ARROWS[heading.direction])
        label = SafeString(f'<a class="sort{state}" href="{escape(heading.url)}">{label}{arrow}</a>')
    elif heading.column.hidden:
        label = SafeString(f'<span class="visually-hidden">{label}</span>')
    return f'<th scope="col"{css}{sort}>{label}</th>'


@register.simple_tag
def page_links(listing: Listing) -> SafeString:
    """The pages of a list; nothing when there is only one."""
    if not listing.page.has_other_pages():
        return SafeString("")
    before, after = listing.previous_url, listing.next_url
    links = [_number(page, url, listing.page.number) for page, url in listing.pages]
    if before:
        links.insert(0, _step("prev", before, _("Page précédente"), "chevron-left"))
    if after:
        links.append(_step("next", after, _("Page suivante"), "chevron-right"))
    return SafeString(f'<nav class="pages" aria-label="{escape(_("Pages de la liste"))}">{"".join(links)}</nav>')


def _step(relation: str, url: str, label: str, icon: str) -> str:
    return f'<a rel="{relation}" href="{escape(url)}" aria-label="{escape(label)}">{icons.icon(icon)}</a>'


def _number(page: int | None, url: str, current: int) -> str:
    if page is None:
        return "<span>…</span>"
    label = escape(_("Page %(number)s") % {"number": page})
    state = ' aria-current="page"' if page == current else ""
    return f'<a href="{escape(url)}" aria-label="{label}"{state}>{page}</a>'
