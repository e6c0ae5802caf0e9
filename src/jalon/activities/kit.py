"""The `activity_types` section of a kit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from jalon.activities.models import ActivityType, Confirmation
from jalon.core.actor import Actor
from jalon.core.texts import Localized
from jalon.documents.rendering import models_in
from jalon.structures.models import Centre

SECTION = "activity_types"
NEEDS = ("questionnaires",)


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
    is_public: bool = True
    has_speakers: bool = False
    has_partners: bool = False
    has_stands: bool = False
    has_event_sheet: bool = False
    default_minutes: int = Field(default=120, ge=15, le=1440)
    position: int = Field(default=0, ge=0)

    @field_validator("certificate")
    @classmethod
    def _is_in_the_kit(cls, name: str, info: ValidationInfo) -> str:
        """A kind names a document of its own kit: else nobody would see the fault before the first certificate."""
        if info.context and name and name not in (known := models_in(info.context["folder"])):
            raise ValueError(
                _(
                    "le document « %(name)s » n’est pas dans le dossier documents/ de ce kit (il y a : %(known)s) : "
                    "ajoutez %(name)s.typ, corrigez le nom ou effacez-le."
                )
                % {"name": name, "known": ", ".join(known) or _("aucun")}
            )
        return name


def check(items: Sequence[Schema], codes: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str, str]]:
    """Kinds that name a questionnaire that the kit does not hold."""
    for item in items:
        if item.questionnaire and item.questionnaire not in codes.get("questionnaires", frozenset()):
            yield (
                item.code,
                "questionnaire",
                _("le questionnaire « %(code)s » n’est pas dans ce kit : corrigez ou effacez-le.")
                % {"code": item.questionnaire},
            )


def current(centre: Centre) -> Mapping[str, Mapping[str, Any]]:
    """The kinds of the centre as their file would write them, whatever it changed on screen."""
    rows = ActivityType.objects.filter(centre=centre)
    return {row.code: {name: getattr(row, name) for name in Schema.model_fields} for row in rows}


def install(items: Sequence[Schema], centre: Centre, *, by: Actor, now: datetime) -> None:
    """Create the kinds that the centre lacks, and bring the others to what is given; called by `kits`."""
    known = {row.code: row for row in ActivityType.objects.filter(centre=centre)}
    for item in items:
        row = known.get(item.code) or ActivityType(centre=centre, code=item.code)
        for name, value in item.model_dump(mode="json", exclude={"code"}).items():
            setattr(row, name, value)
        row.save()
