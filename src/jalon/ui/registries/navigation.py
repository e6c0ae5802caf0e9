"""The lines of the side navigation, of the portal's tabs and of the user's menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.ui.registries.store import Store

SECTIONS: dict[str, str | Promise] = {
    "day": "",
    "work": _("Activités"),
    "people": _("Publics"),
    "steer": _("Pilotage"),
    "centre": _("Centre"),
}
"""The headings of the side navigation, in their order; the first has none."""

PORTAL_TABS = 3
"""More tabs than this do not fit under a thumb."""


@dataclass(frozen=True)
class Entry:
    """A line that leads somewhere.

    `url` gives the address for a centre, or None where the entry has no sense there: it is asked once for each code of
    a centre, so it depends on nothing else; `capability` is what one must
    hold to see it (`signed_in`: an account is enough); `count` gives a number worth a look (0: none is shown). `area`
    is `staff` (side navigation), `portal` (a tab) or `account` (the user's menu, where `post` makes it a button that
    POSTs, for signing out). `signed_out`: for passers-by only.
    """

    code: str
    label: str | Promise
    icon: str
    url: Callable[[Any], str | None]
    section: str = "work"
    order: int = 50
    capability: str | None = None
    count: Callable[[Actor, Any], int] | None = None
    area: str = "staff"
    post: bool = False
    signed_in: bool = False
    signed_out: bool = False

    def __post_init__(self) -> None:
        if self.section not in SECTIONS:
            raise ValueError(f"section {self.section!r} is none of {', '.join(SECTIONS)}")
        if self.area not in {"staff", "portal", "account"}:
            raise ValueError(f"area {self.area!r} is none of staff, portal, account")


@dataclass(frozen=True)
class Link:
    """An entry as one person sees it."""

    label: str | Promise
    icon: str
    url: str
    count: int
    is_current: bool
    post: bool


@dataclass(frozen=True)
class Section:
    """The links under one heading."""

    code: str
    label: str | Promise
    links: list[Link]


_entries: Store[Entry] = Store()
register = _entries.register
forget = _entries.forget


def sections(actor: Actor, centre: Any, path: str) -> list[Section]:
    """The side navigation of this person; a heading without a link does not appear."""
    found: dict[str, list[Link]] = {code: [] for code in SECTIONS}
    for entry, link in _links("staff", actor, centre, path):
        found[entry.section].append(link)
    return [Section(code, SECTIONS[code], links) for code, links in found.items() if links]


def tabs(actor: Actor, centre: Any, path: str) -> list[Link]:
    """The portal's tabs: three at most."""
    return [link for _entry, link in _links("portal", actor, centre, path)][:PORTAL_TABS]


def account(actor: Actor, centre: Any, path: str) -> list[Link]:
    """The lines of the user's menu."""
    return [link for _entry, link in _links("account", actor, centre, path)]


def _links(area: str, actor: Actor, centre: Any, path: str) -> list[tuple[Entry, Link]]:
    """Entries that the actor may see, with the one that leads closest to this path marked as current."""
    seen: list[tuple[Entry, str]] = []
    for entry in _entries:
        allowed = entry.capability is None or actor.can(entry.capability)
        known = not (entry.signed_out if actor.user_id is not None else entry.signed_in)
        if entry.area == area and allowed and known and (url := _address(entry, centre)):
            seen.append((entry, url))
    current = max((url for _entry, url in seen if _leads_to(url, path)), key=len, default=None)
    return [
        (
            entry,
            Link(
                entry.label,
                entry.icon,
                url,
                entry.count(actor, centre) if entry.count else 0,
                url == current,
                entry.post,
            ),
        )
        for entry, url in seen
    ]


_addresses: dict[tuple[Callable[[Any], str | None], str | None], str | None] = {}


def _address(entry: Entry, centre: Any) -> str | None:
    key = (entry.url, centre.code if centre else None)
    if key not in _addresses:
        _addresses[key] = entry.url(centre)
    return _addresses[key]


def _leads_to(url: str, path: str) -> bool:
    address = url.partition("?")[0]
    return path == address or (address.count("/") > 2 and path.startswith(address))
