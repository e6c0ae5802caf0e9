"""What the registries share: entries by code, in their order, each code once."""

from collections.abc import Iterator
from typing import Protocol


class Registered(Protocol):
    """An entry: a code of its own and a place among the others."""

    @property
    def code(self) -> str: ...

    @property
    def order(self) -> int: ...


class Store[E: Registered]:
    """Entries of one registry."""

    def __init__(self) -> None:
        self._entries: dict[str, E] = {}

    def register(self, *entries: E) -> None:
        """Add entries; the same code with another content is a programming error."""
        for entry in entries:
            if self._entries.get(entry.code, entry) != entry:
                raise ValueError(f"{entry.code!r} is registered twice with different contents")
            self._entries[entry.code] = entry

    def forget(self, code: str) -> None:
        """Take one entry out again, for tests."""
        self._entries.pop(code, None)

    def __iter__(self) -> Iterator[E]:
        return iter(sorted(self._entries.values(), key=lambda entry: (entry.order, entry.code)))
