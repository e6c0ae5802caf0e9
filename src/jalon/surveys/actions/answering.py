"""Answering, once per person, without a link between the person and the answer. (P08.9, D.4)"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.people.models import Person
from jalon.surveys import policies, rules
from jalon.surveys.models import Completion, Survey, Unpublished
from jalon.surveys.models.answers import new_random_id
from jalon.surveys.signals import completed


@sensitive_variables("answers", "problem")
def complete(
    survey: Survey, person: Person, *, answers: Mapping[str, Any], by: Actor, now: datetime, key: str = ""
) -> None:
    """Keep that this person answered, and, apart from it, what was answered.

    The only action without an entry in the journal: an entry would hold the moment at which this person answered. The
    completion holds the day, the answer holds nothing but itself; both are written in this one transaction, in which
    `signals.completed` is sent. The same `key` again changes nothing and is no fault; another one is refused.
    Raises Refused with the sentence; its `field` is the question at fault.
    """
    policies.survey.require("answer", by, (survey, person))
    with transaction.atomic():
        survey = Survey.objects.select_for_update().select_related("version", "centre").get(pk=survey.pk)
        receipt = hashlib.sha256(key.encode()).hexdigest() if key else ""
        held = Completion.objects.filter(survey=survey, person=person).first()
        if held is not None and key and held.receipt == receipt:
            return
        reason = rules.why_not_answering(
            is_open=survey.is_open(now),
            is_invited=held is not None or policies.survey.may_answer(survey, person),
            already=held is not None,
        )
        if reason:
            raise Refused(reason)
        if problem := survey.version.content.problem(dict(answers)):
            raise Refused(problem[1], field=problem[0])
        try:
            with transaction.atomic():
                Completion.objects.create(
                    centre_id=survey.centre_id,
                    survey=survey,
                    person=person,
                    day=local(now, survey.centre.timezone).date(),
                    receipt=receipt,
                )
        except IntegrityError as error:
            raise Refused(str(rules.why_not_answering(is_open=True, is_invited=True, already=True))) from error
        Unpublished.objects.create(survey=survey, answers=dict(answers))
        completed.send(sender=Survey, survey=survey, person=person, by=by, now=now)


@sensitive_variables("answers", "problem")
def complete_publicly(survey: Survey, *, answers: Mapping[str, Any], by: Actor, now: datetime, key: str = "") -> None:
    """Keep what somebody with the public link answered; who they are is written nowhere, signed in or not.

    Without an entry in the journal, as `complete`. The same form sent again changes nothing: the row's random key is
    drawn from the form's. Raises Refused with the sentence; its `field` is the question at fault.
    """
    policies.survey.require("answer_publicly", by, survey)
    with transaction.atomic():
        survey = Survey.objects.select_for_update().select_related("version", "centre").get(pk=survey.pk)
        row = _row_of(survey, key)
        if Unpublished.objects.filter(pk=row).exists():
            return
        if reason := rules.why_not_answering_publicly(is_open=survey.is_open(now), is_public=survey.is_public):
            raise Refused(reason)
        if problem := survey.version.content.problem(dict(answers)):
            raise Refused(problem[1], field=problem[0])
        Unpublished.objects.create(pk=row, survey=survey, answers=dict(answers))
        survey.last_public_on = local(now, survey.centre.timezone).date()
        survey.save(update_fields=["last_public_on"])


def _row_of(survey: Survey, key: str) -> int:
    """A row's key for a form: by chance like any other, but the same for the same form."""
    if not key:
        return new_random_id()
    digest = hashlib.sha256(f"{survey.public_id}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % 2**62 + 1
