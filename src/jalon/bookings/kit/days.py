"""`days_off.yaml`: public holidays, school holidays and closures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from jalon.bookings.actions import deliver_days
from jalon.bookings.models import Holiday, HolidayKind
from jalon.core.actor import Actor
from jalon.core.texts import Localized
from jalon.structures.models import Centre

SECTION = "days_off"


class Schema(BaseModel):
    """Some days in a row; `to_confirm` for those that follow the moon or that are not published yet."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)
    label: Localized
    kind: HolidayKind = HolidayKind.HOLIDAY
    starts_on: date
    ends_on: date | None = None
    to_confirm: bool = False


def check(items: Sequence[Schema], codes: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str, str]]:
    """Days that end before they begin."""
    for item in items:
        if item.ends_on and item.ends_on < item.starts_on:
            yield item.code, "ends_on", _("le dernier jour précède le premier : corrigez l’un des deux.")


def current(centre: Centre) -> Mapping[str, Mapping[str, Any]]:
    """The days off of the centre as this section writes them."""
    return {
        row.code: {
            "code": row.code,
            "label": row.label,
            "kind": row.kind,
            "starts_on": row.starts_on.isoformat(),
            "ends_on": row.ends_on.isoformat() if row.ends_on != row.starts_on else None,
            "to_confirm": row.confirmed_at is None,
        }
        for row in Holiday.objects.filter(centre=centre).kept().exclude(code="")
    }


def install(items: Sequence[Schema], centre: Centre, *, by: Actor, now: datetime) -> None:
    """Make or update these days."""
    deliver_days(centre, [item.model_dump() for item in items], by=by, now=now)
