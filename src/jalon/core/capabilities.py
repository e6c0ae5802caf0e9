"""What can be allowed: each package declares its capabilities once, kits map roles to them."""

from collections.abc import Mapping

from django.utils.functional import Promise

_declared: dict[str, str | Promise] = {}


def declare(labels: Mapping[str, str | Promise]) -> None:
    """Add capabilities (`<package>.<verb>`: French label); called from a package's `apps`."""
    for code, label in labels.items():
        package, dot, verb = code.partition(".")
        if not (package and dot and verb):
            raise ValueError(f"a capability is written <package>.<verb>, not {code!r}")
        if code in _declared:
            raise ValueError(f"capability {code!r} is declared twice")
        _declared[code] = label


def all_declared() -> Mapping[str, str | Promise]:
    """Every capability with its label, in the order of declaration."""
    return dict(_declared)


def is_declared(code: str) -> bool:
    """Whether a kit may grant this code."""
    return code in _declared
