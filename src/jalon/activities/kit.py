"""The `activity_types` section of a kit."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from jalon.activities.models import ActivityType, Confirmation
from jalon.core.actor import Actor
from jalon.core.texts import Localized
from jalon.structures.models import Centre

SECTION = "activity_types"


class Schema(BaseModel):
    """One kind of activity, as its file says it; delays are in hours."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)
    label: Localized
    tone: str = "info"
    icon: str = "calendar-event"
    has_registrations: bool = True
    confirmation: Confirmation = Confirmation.BY_STAFF
    confirms_itself_hours: int = Field(default=24, ge=0, le=240)
    has_waiting_list: bool = True
    offer_hours: int = Field(default=24, ge=1, le=240)
    offer_stops_hours: int = Field(default=12, ge=0, le=240)
    reminder_hours: int = Field(default=48, ge=0, le=240)
    questionnaire: str = ""
    certificate: str = ""
    default_minutes: int = Field(default=120, ge=15, le=1440)


def values(item: Schema, position: int) -> dict[str, Any]:
    """The columns that an item fills."""
    return {**item.model_dump(mode="json", exclude={"code"}), "position": position}


def install(items: list[Schema], centre: Centre, *, by: Actor, now: datetime) -> None:
    """Create the centre's kinds that it lacks and update those it did not change; called by `kits`."""
    known = {row.code: row for row in ActivityType.objects.filter(centre=centre)}
    for position, item in enumerate(items):
        wanted = values(item, position)
        row = known.get(item.code)
        if row is None:
            ActivityType.objects.create(centre=centre, code=item.code, **wanted)
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            row.save()
