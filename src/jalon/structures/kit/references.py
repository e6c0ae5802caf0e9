"""`references.yaml`: levels, fields, themes and origins, with the ways in which files write them. (BD05)"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, field_validator

from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.texts import localized
from jalon.structures import actions
from jalon.structures.kit.roles import Label, Slug
from jalon.structures.models import Centre, Reference, ReferenceList

SECTION = "references"
Texts = list[str]


class Schema(BaseModel):
    """One item of a list; its code is unique within the list. Aliases are kept in the form that is compared."""

    model_config = ConfigDict(extra="forbid")

    list: ReferenceList
    code: Slug
    label: Label
    aliases: Texts = []
    position: Annotated[int, Field(ge=0)] = 0

    @field_validator("aliases")
    @classmethod
    def _normal(cls, texts: Texts) -> Texts:
        return sorted({key for text in texts if (key := names.key(text))})

    @property
    def key(self) -> str:
        """What tells it from the items of the other lists."""
        return f"{self.list}:{self.code}"


def check(items: Sequence[Schema], codes: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str, str]]:
    """Two items of one list that would both be recognised by the same writing."""
    taken: dict[tuple[str, str], str] = {}
    for item in items:
        for key, text in [("label", localized(item.label)), *(("aliases", alias) for alias in item.aliases)]:
            owner = taken.setdefault((item.list, names.key(text)), item.code)
            if owner != item.code:
                yield (
                    item.key,
                    key,
                    _("« %(text)s » désigne déjà « %(owner)s » : gardez-le d’un seul côté.")
                    % {
                        "text": text,
                        "owner": owner,
                    },
                )


def current(centre: Centre) -> Mapping[str, dict[str, Any]]:
    """The centre's lists as this section writes them."""
    found = {}
    for item in Reference.objects.filter(centre=centre).prefetch_related("aliases"):
        found[f"{item.list}:{item.code}"] = {
            "list": item.list,
            "code": item.code,
            "label": item.label,
            "aliases": sorted(alias.key for alias in item.aliases.all()),
            "position": item.position,
        }
    return found


def install(items: Sequence[Schema], centre: Centre, *, by: Actor, now: datetime) -> None:
    """Make or update these items."""
    actions.deliver_references(centre, [item.model_dump(mode="json") for item in items], by=by, now=now)
