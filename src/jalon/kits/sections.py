"""The sections that packages declare: every module `jalon.<package>.kit`, or each module of the folder of that name.

Such a module offers `SECTION` (the name of its file or folder in a kit), `Schema` (one item, a pydantic model with a
`code`) and `install(items, centre, *, by, now)`; `current(centre)`, what the centre has now in the shape of the schema,
so that kits can tell what it changed; `check(items, codes)` and `NEEDS` (sections installed before) if it wants them.
"""

import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Protocol

from django.apps import apps
from pydantic import BaseModel

from jalon.core.actor import Actor
from jalon.structures.models import Centre

Problem = tuple[str, str, str]
"""What is wrong between the items of a section: the item's code, the key at fault, the sentence."""
Codes = Mapping[str, frozenset[str]]
"""The codes that the kit holds, by section."""


class Install(Protocol):
    """Make these items, or bring them to what is given; the items of the centre that are not given stay untouched."""

    def __call__(self, items: Sequence[Any], centre: Centre, *, by: Actor, now: datetime) -> None: ...


class Section:
    """One section as its package declares it."""

    def __init__(self, module: ModuleType) -> None:
        self.code: str = module.SECTION
        self.schema: type[BaseModel] = module.Schema
        self.install: Install = module.install
        self.current: Callable[[Centre], Mapping[str, Mapping[str, Any]]] | None = getattr(module, "current", None)
        self.needs: tuple[str, ...] = getattr(module, "NEEDS", ())
        self._check: Callable[[Sequence[Any], Codes], Iterable[Problem]] | None = getattr(module, "check", None)

    def problems(self, items: Sequence[Any], codes: Codes) -> list[Problem]:
        """What is wrong between the items of this section."""
        return list(self._check(items, codes)) if self._check else []


def identity(item: BaseModel) -> str:
    """What tells an item from the others of its section: its `key` where it has one, else its `code`."""
    return str(getattr(item, "key", None) or item.code)  # type: ignore[attr-defined]


@cache
def all_sections() -> tuple[Section, ...]:
    """Every section, those that others need first."""
    found = {section.code: section for section in map(Section, _modules())}
    ordered: dict[str, Section] = {}
    while waiting := [section for code, section in found.items() if code not in ordered]:
        ready = [s for s in waiting if all(need in ordered or need not in found for need in s.needs)]
        if not ready:
            raise RuntimeError(f"these kit sections need each other: {', '.join(s.code for s in waiting)}")
        ordered |= {section.code: section for section in ready}
    return tuple(ordered.values())


def _modules() -> Iterable[ModuleType]:
    for config in apps.get_app_configs():
        name = f"{config.name}.kit"
        if not config.name.startswith("jalon.") or find_spec(name) is None:
            continue
        module = import_module(name)
        if hasattr(module, "__path__"):
            inner = sorted(found.name for found in pkgutil.iter_modules(module.__path__))
            yield from (m for m in map(import_module, (f"{name}.{part}" for part in inner)) if hasattr(m, "SECTION"))
        else:
            yield module
