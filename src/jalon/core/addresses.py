"""Where an outsider sees an object: packages below the portal ask here, the portal answers."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from jalon.core import acts

_public: dict[str, Callable[[Any], str]] = {}


def register_public(kind: str, page: Callable[[Any], str]) -> None:
    """Say where the public page of this kind of object is; called from a package's `apps`."""
    if kind in _public:
        raise ValueError(f"the public page of {kind!r} is registered twice")
    _public[kind] = page


def public_page(obj: Model) -> str:
    """The path of the object's page for outsiders; LookupError when its kind has none."""
    kind = acts.kind_of(obj).code
    if kind not in _public:
        raise LookupError(f"no public page is registered for the kind {kind!r}")
    return _public[kind](obj)
