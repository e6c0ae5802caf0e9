"""Opening a survey and closing it. (P08.8, P08.9)"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from jalon.core import acts as registry
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.messaging.actions import send
from jalon.people.models import Person
from jalon.structures.models import AcademicYear, Centre, Reference, ReferenceList, Site
from jalon.surveys import acts, policies, rules, ways
from jalon.surveys.models import Campaign, Invitation, Questionnaire, Survey

OPEN_FOR = timedelta(days=21)
"""How long a survey stays open when the caller does not say."""
INVITATION = "surveys.invitation"
"""The kind of message that invites somebody to a campaign."""
TRIES = 20
"""Codes for the wall tried before giving up: among 700 million, one is nearly always enough."""


@transaction.atomic
def open_survey(
    subject: Model,
    *,
    questionnaire: str,
    facets: Mapping[str, Any],
    by: Actor,
    now: datetime,
    closes_at: datetime | None = None,
    is_public: bool = False,
) -> Survey:
    """Put the current version of a questionnaire to the people of a subject; a second call gives the same survey.

    Part of the caller's act (closing a workshop), which has asked its own policy. `facets` are those of
    `rules.EXPECTED_FACETS`: codes of type and theme, identifiers of site and adviser, month (`2026-11`) and semester;
    never a person's traits. A closed survey opens again, on the version that its first answers had.
    Raises Refused when the centre has no such questionnaire.
    """
    if strangers := facets.keys() - rules.EXPECTED_FACETS:
        raise ValueError(f"satisfaction never breaks down by {', '.join(sorted(strangers))}")
    centre: Centre = subject.centre  # type: ignore[attr-defined]
    model = Questionnaire.objects.filter(centre=centre, code=questionnaire, archived_at=None).first()
    version = model.current if model else None
    if model is None or version is None:
        raise Refused(
            _("Le questionnaire « %(code)s » n’existe pas dans ce centre : installez-le, ou choisissez-en un autre.")
            % {"code": questionnaire}
        )
    closes_at = closes_at or now + OPEN_FOR
    kind = registry.kind_of(subject).code
    held = Survey.objects.select_for_update().filter(questionnaire=model).about(kind, subject.pk).first()
    if held is not None:
        return _opened_again(held, subject, closes_at=closes_at, by=by, now=now)
    month = facets.get("month") or f"{now:%Y-%m}"
    survey = _with_free_code(
        Survey(
            centre=centre,
            questionnaire=model,
            version=version,
            subject_kind=kind,
            subject_id=subject.pk,
            activity_type=facets.get("activity_type") or "",
            theme=_theme(centre, facets.get("theme")),
            site=Site.objects.filter(centre=centre, pk=facets.get("site") or 0).first(),
            adviser=Person.objects.filter(centre=centre, pk=facets.get("adviser") or 0).first(),
            month=month,
            semester=facets.get("semester") or _semester(centre, month),
            opened_at=now,
            closes_at=closes_at,
            is_public=is_public,
        )
    )
    journal.record(acts.OPENED, survey, about=[subject], by=by, at=now)
    return survey


@transaction.atomic
def open_campaign(
    centre: Centre,
    *,
    title: str,
    questionnaire: str,
    facets: Mapping[str, Any],
    by: Actor,
    now: datetime,
    closes_at: datetime,
    invited: Sequence[Person] | None = None,
) -> Survey:
    """Put a questionnaire, under a title of its own, to whoever has its public link, or to those `invited`. (M41)

    Each of these is written to, with a personal link, and finds it in their account; the public link is then shut.
    Raises Refused when there is no such questionnaire, when it would close before it opens, or when those invited are
    fewer than a lot: their answers could never be read.
    """
    policies.survey.require("open", by, centre)
    count = None if invited is None else len(invited)
    if reason := rules.why_not_opened(title=title, closes_at=closes_at, now=now, invited=count):
        raise Refused(reason[0], field=reason[1])
    campaign = Campaign.objects.create(centre=centre, title=title.strip(), created_at=now)
    people = [person for person in invited or () if person.centre_id == centre.pk]
    Invitation.objects.bulk_create(Invitation(campaign=campaign, person=person) for person in people)
    survey = open_survey(
        campaign,
        questionnaire=questionnaire,
        facets=facets,
        by=by,
        now=now,
        closes_at=closes_at,
        is_public=invited is None,
    )
    for person in people:
        link = ways.personal_link(survey, person, by=by, now=now)
        words = {"campaign": campaign, "answer_url": link, "closes_at": closes_at}
        key = f"{INVITATION}:{campaign.pk}"
        send(INVITATION, person, about=survey, key=key, context=words, not_after=closes_at, by=by, now=now)
    return survey


@transaction.atomic
def close_survey(survey: Survey, *, by: Actor, now: datetime) -> Survey:
    """Take no more answers; what waits is still published by the rule of lots."""
    policies.survey.require("close", by, survey)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if reason := rules.why_not_closed(survey.closed_at is not None):
        raise Refused(reason)
    return _closed(survey, by=by, now=now)


def close_overdue(*, by: Actor, now: datetime) -> int:
    """Close the surveys whose last moment has passed; how many. The worker's business."""
    policies.survey.require("publish", by, None)
    count = 0
    for pk in list(Survey.objects.overdue(now).values_list("pk", flat=True)):
        with transaction.atomic():
            survey = Survey.objects.select_for_update().overdue(now).filter(pk=pk).first()
            if survey is not None:
                _closed(survey, by=by, now=now)
                count += 1
    return count


def _closed(survey: Survey, *, by: Actor, now: datetime) -> Survey:
    survey.closed_at = now
    survey.save(update_fields=["closed_at"])
    journal.record(acts.CLOSED, survey, by=by, at=now)
    return survey


def _opened_again(survey: Survey, subject: Model, *, closes_at: datetime, by: Actor, now: datetime) -> Survey:
    if not survey.is_open(now):
        survey.closed_at, survey.closes_at = None, closes_at
        survey.save(update_fields=["closed_at", "closes_at"])
        journal.record(acts.REOPENED, survey, about=[subject], by=by, at=now)
    return survey


def _with_free_code(survey: Survey) -> Survey:
    """Save with a wall code that no other survey of the centre has."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                survey.save(force_insert=True)
            return survey
        except IntegrityError:
            taken = Survey.objects.filter(centre=survey.centre, wall_code=survey.wall_code).exists()
            if not taken:
                raise
            survey.wall_code = Survey._meta.get_field("wall_code").get_default()
    raise RuntimeError("no free code for the wall")


def _theme(centre: Centre, code: str | None) -> Reference | None:
    return Reference.objects.filter(centre=centre, list=ReferenceList.THEME, code=code).first() if code else None


def _semester(centre: Centre, month: str) -> str:
    years = [year.span for year in AcademicYear.objects.filter(centre=centre)]
    return rules.semester_of(date.fromisoformat(f"{month}-01"), years).code
