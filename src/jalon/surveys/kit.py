"""The `questionnaires` section of a kit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import Field

from jalon.core.actor import Actor
from jalon.structures.models import Centre
from jalon.surveys.actions import deliver_questionnaire
from jalon.surveys.definition import Definition, Words
from jalon.surveys.models import Questionnaire

SECTION = "questionnaires"


class Schema(Definition):
    """One questionnaire, as its file says it."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)
    label: Words
    purpose: Words | None = None

    def asked(self) -> dict[str, Any]:
        """What a version keeps."""
        kept: dict[str, Any] = self.model_dump(mode="json", exclude={"code", "label", "purpose"}, exclude_none=True)
        return kept


def install(items: Sequence[Schema], centre: Centre, *, by: Actor, now: datetime) -> None:
    """Create the questionnaires that the centre lacks, and a new version of those that ask something else."""
    for item in items:
        words = {"label": item.label, "purpose": item.purpose or ""}
        deliver_questionnaire(centre, code=item.code, words=words, definition=item.asked(), by=by, now=now)


def current(centre: Centre) -> Mapping[str, Mapping[str, Any]]:
    """What the centre has now, item by item, in the form of the files."""
    found: dict[str, Mapping[str, Any]] = {}
    for questionnaire in Questionnaire.objects.filter(centre=centre).prefetch_related("versions"):
        versions = sorted(questionnaire.versions.all(), key=lambda version: version.number)
        if versions:
            words = {"label": questionnaire.label, "purpose": questionnaire.purpose or None}
            values = {"code": questionnaire.code, **words, **versions[-1].definition}
            found[questionnaire.code] = Schema.model_validate(values).model_dump(mode="json")
    return found
