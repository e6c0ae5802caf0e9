"""What a new delivery changes in a centre: three sides compared field by field, without the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What becomes of one item. `values` is what it must be (None: leave it); `kept` names the centre's own fields."""

    values: dict[str, Any] | None = None
    kept: list[str] = field(default_factory=list)
    is_new: bool = False


def merge(*, base: Values | None, current: Values | None, delivered: Values) -> Outcome:
    """Bring an item to what the kit now delivers, but for what the centre changed on screen.

    `base` is the former delivery (None: never delivered), `current` what the centre has (None: nothing). An item that
    was delivered and is gone stays gone. A field takes the new value only if the centre still has the delivered one;
    in a list of words, what the kit adds and takes away is added and taken away, and the centre's own words stay.
    """
    if current is None:
        return Outcome(values=dict(delivered), is_new=True) if base is None else Outcome(kept=sorted(delivered))
    merged, kept = dict(current), []
    for name, value in delivered.items():
        if current.get(name) == value:
            continue
        if _is_words(value) and _is_words(current.get(name)):
            merged[name] = _merged_words((base or {}).get(name) or [], current[name], value)
            continue
        untouched = base is not None and name in base and base[name] == current.get(name)
        if untouched:
            merged[name] = value
        else:
            kept.append(name)
    return Outcome(values=merged if merged != dict(current) else None, kept=kept)


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _merged_words(base: list[str], current: list[str], delivered: list[str]) -> list[str]:
    gone = set(base) - set(delivered)
    return [word for word in current if word not in gone] + [
        word for word in delivered if word not in base and word not in current
    ]
