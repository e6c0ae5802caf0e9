"""`opening_hours.yaml`: the usual week of a centre, and its special timetables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from jalon.bookings import rules
from jalon.bookings.actions import deliver_hours
from jalon.bookings.models import OpeningHours
from jalon.core.actor import Actor
from jalon.core.texts import Localized
from jalon.structures.models import Centre

SECTION = "opening_hours"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Schema(BaseModel):
    """One week of hours; a day is written « 08:30-12:00, 14:00-17:00 », empty when closed, left out for "as usual"."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)
    label: Localized
    is_special: bool = False
    starts_on: date
    ends_on: date | None = None
    to_confirm: bool = False
    week: dict[str, str]

    def kept(self) -> list[list[list[str]] | None]:
        """The week as the table keeps it; the days that the usual week leaves out are closed."""
        missing = None if self.is_special else ""
        typed = [self.week.get(day, missing) for day in DAYS]
        return [None if text is None else rules.read_hours(text) for text in typed]


def check(items: Sequence[Schema], codes: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str, str]]:
    """Days that are none, and hours that cannot be read."""
    for item in items:
        for day, text in item.week.items():
            if day not in DAYS:
                yield item.code, "week", _("« %(day)s » n’est pas un jour de la semaine (monday…).") % {"day": day}
            elif (parts := rules.read_hours(text)) is None or rules.why_not_hours(parts):
                yield (
                    item.code,
                    "week",
                    _("les heures « %(text)s » ne se lisent pas : écrivez 08:30-12:00, 14:00-17:00.") % {"text": text},
                )


def current(centre: Centre) -> Mapping[str, Mapping[str, Any]]:
    """The hours of the centre as this section writes them."""
    found = {}
    for row in OpeningHours.objects.filter(centre=centre, removed_at=None).exclude(code=""):
        written = {day: rules.write_hours(parts) for day, parts in zip(DAYS, row.week, strict=True) if parts}
        if row.is_special:
            written |= {day: "" for day, parts in zip(DAYS, row.week, strict=True) if parts == []}
        found[row.code] = {
            "code": row.code,
            "label": row.label,
            "is_special": row.is_special,
            "starts_on": row.starts_on.isoformat(),
            "ends_on": row.ends_on.isoformat() if row.ends_on else None,
            "to_confirm": row.confirmed_at is None,
            "week": written,
        }
    return found


def install(items: Sequence[Schema], centre: Centre, *, by: Actor, now: datetime) -> None:
    """Make or update these hours."""
    deliver_hours(centre, [{**item.model_dump(), "week": item.kept()} for item in items], by=by, now=now)
