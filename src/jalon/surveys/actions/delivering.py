"""Questionnaires as a kit delivers them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jalon.core.actor import Actor
from jalon.core.texts import Localized
from jalon.journal import recording as journal
from jalon.structures.models import Centre
from jalon.surveys import acts
from jalon.surveys.definition import Definition
from jalon.surveys.models import Questionnaire, Version


@transaction.atomic
def deliver_questionnaire(
    centre: Centre,
    *,
    code: str,
    words: Mapping[str, Localized],
    definition: Mapping[str, Any],
    by: Actor,
    now: datetime,
) -> Version:
    """Give a centre a questionnaire, or a new version when what it asks has changed; the same one changes nothing.

    `words` are its label and its purpose. What the centre is drafting on screen is left alone.
    Part of a kit's installation, which has asked its own policy. Answers given so far stay with their version.
    """
    questionnaire, _created = Questionnaire.objects.get_or_create(centre=centre, code=code, defaults=words)
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if any(getattr(questionnaire, name) != value for name, value in words.items()):
        for name, value in words.items():
            setattr(questionnaire, name, value)
        questionnaire.save(update_fields=list(words))
    last = questionnaire.versions.order_by("-number").first()
    if last is not None and last.content == Definition.model_validate(definition):
        return last
    version = questionnaire.versions.create(
        number=last.number + 1 if last else 1, definition=dict(definition), created_at=now
    )
    journal.record(acts.DELIVERED, questionnaire, by=by, at=now, params={"number": version.number})
    return version
