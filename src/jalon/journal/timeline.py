"""Reading the journal: entries as sentences, in the reader's language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from jalon.core import acts
from jalon.core.actor import ActorKind
from jalon.journal.models import Entry


@dataclass(frozen=True)
class Line:
    """One entry as people read it; `page` is its object's address, if it has one."""

    at: datetime
    sentence: str
    act: str
    page: str | None


def _names(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, Model]]:
    """Name and object by (kind, id), one query per kind; what no longer exists is absent."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in wanted:
        by_kind[kind].add(pk)
    found = {}
    for code, ids in by_kind.items():
        known = acts.kind(code)
        model = apps.get_model(known.model)
        for pk, obj in model._base_manager.select_related(*_parents(model)).in_bulk(ids).items():
            found[code, pk] = (known.name(obj), obj)
    return found


def _parents(model: type[Model]) -> list[str]:
    """What names and addresses are made of: the rows that this one cannot be without, and the centre of those."""
    found = []
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.null:
            found.append(field.name)
            parent = field.related_model
            if parent is not None and any(f.name == "centre" for f in parent._meta.concrete_fields):
                found.append(f"{field.name}__centre")
    return found


def _author(entry: Entry, names: dict[tuple[str, int], tuple[str, Model]]) -> str:
    if entry.author_kind == ActorKind.SYSTEM:
        return _("Jalon")
    if entry.author_kind == ActorKind.PERSON and entry.author_id is not None:
        return names.get(("person", entry.author_id), (_("Une personne effacée"), None))[0]
    return _("Une personne sans compte")


def sentences(entries: Iterable[Entry]) -> list[Line]:
    """The entries as lines to read; the number of queries depends on the kinds, not on the number of entries."""
    entries = list(entries)
    wanted: set[tuple[str, int]] = set()
    for entry in entries:
        wanted.add((entry.kind, entry.object_id))
        if entry.author_kind == ActorKind.PERSON and entry.author_id is not None:
            wanted.add(("person", entry.author_id))
        wanted.update((p["kind"], p["id"]) for p in entry.params.values() if _is_reference(p))
    names = _names(wanted)
    lines = []
    for entry in entries:
        act, kind = acts.act(entry.act), acts.kind(entry.kind)
        name, obj = names.get((entry.kind, entry.object_id), (_("élément effacé"), None))
        values = {key: _value(value, names) for key, value in entry.params.items()}
        sentence = str(_wording(act, entry)) % {"author": _author(entry, names), "object": name, **values}
        lines.append(Line(entry.at, sentence, entry.act, kind.page(obj) if kind.page and obj is not None else None))
    return lines


def _wording(act: acts.Act, entry: Entry) -> acts.Text:
    """The act's sentence, or the one for what somebody did for themselves."""
    themselves = {"kind": "person", "id": entry.author_id}
    is_own = entry.author_kind != ActorKind.SYSTEM and themselves in entry.params.values()
    return act.of_oneself if act.of_oneself and is_own else act.sentence


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"kind", "id"}


def _value(value: Any, names: dict[tuple[str, int], tuple[str, Model]]) -> Any:
    if _is_reference(value):
        return names.get((value["kind"], value["id"]), (_("élément effacé"), None))[0]
    return value


def of(obj: Model, *, limit: int = 30) -> list[Line]:
    """What happened to this object, newest first."""
    kind = acts.kind_of(obj).code
    return sentences(Entry.objects.about(kind, obj.pk).latest_first()[:limit])


def names_of(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What things are called, by kind and identifier, one query per kind; what no longer exists is absent."""
    return {key: name for key, (name, _obj) in _names(wanted).items()}
