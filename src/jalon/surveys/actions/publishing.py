"""Publication of answers in shuffled lots. (D.4)

Staff see an answer only when at least four others of the same survey appear with it for the first time. What never
finds such company joins the remainders of the centre's other surveys at the end of the semester, without its survey.
"""

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Max

from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.journal import recording as journal
from jalon.structures.models import AcademicYear, Centre
from jalon.surveys import acts, policies, rules
from jalon.surveys.models import Completion, Sheet, Survey, Unpublished, Version

_chance = random.SystemRandom()


def publish_due(*, by: Actor, now: datetime) -> int:
    """Publish what may be published now, survey by survey, then the remainders of ended semesters; how many answers.

    Runs at night. Each lot is one transaction; a second worker at the same time finds nothing left.
    """
    policies.survey.require("publish", by, None)
    count = 0
    waiting = Unpublished.objects.values("survey").annotate(waiting=Count("pk")).filter(waiting__gte=rules.LOT)
    for survey_id in waiting.values_list("survey", flat=True).order_by("survey"):
        count += _publish_lot(survey_id, by=by, now=now)
    for centre in Centre.objects.filter(surveys__unpublished__isnull=False).distinct():
        count += _publish_remainders(centre, by=by, now=now)
    return count


@transaction.atomic
def _publish_lot(survey_id: int, *, by: Actor, now: datetime) -> int:
    """All that waits in one survey, if it is a lot."""
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    waiting = list(Unpublished.objects.filter(survey=survey))
    today = local(now, survey.centre.timezone).date()
    if not rules.may_be_published(waiting=len(waiting), last_day=_last_day([survey_id]), today=today):
        return 0
    _move(waiting, survey.version, survey, semester=survey.semester, counts=not survey.is_public)
    journal.record(acts.PUBLISHED, survey, by=by, at=now)
    return len(waiting)


@transaction.atomic
def _publish_remainders(centre: Centre, *, by: Actor, now: datetime) -> int:
    """The remainders of closed surveys whose semester is over: together by version, if they make a lot of five.

    Those that do not wait for the next semester's, and count in it. Answers by a public link keep among themselves:
    one person may give four of them, and would know the fifth. Surveys are locked in order.
    """
    today = local(now, centre.timezone).date()
    years = [year.span for year in AcademicYear.objects.filter(centre=centre)]
    closed = (
        Survey.objects.select_for_update(of=("self",))
        .filter(centre=centre, closed_at__lte=now, unpublished__isnull=False)
        .order_by("pk")
    )
    over = {
        survey.pk: survey for survey in closed if rules.semester_is_over(survey.semester, survey.month, years, today)
    }
    remainders: dict[tuple[int, bool], list[Unpublished]] = defaultdict(list)
    by_survey: dict[int, list[Unpublished]] = defaultdict(list)
    for answer in Unpublished.objects.filter(survey__in=over):
        by_survey[answer.survey_id].append(answer)
    for survey_id, answers in by_survey.items():
        if len(answers) < rules.LOT:
            remainders[over[survey_id].version_id, over[survey_id].is_public] += answers
    count = 0
    for (version_id, is_public), answers in remainders.items():
        surveys = {answer.survey_id for answer in answers}
        if not rules.may_be_published(waiting=len(answers), last_day=_last_day(surveys), today=today):
            continue
        version = Version.objects.select_related("questionnaire").get(pk=version_id)
        semester = max((over[pk].month, over[pk].semester) for pk in surveys)[1]
        _move(answers, version, None, semester=semester, counts=not is_public)
        journal.record(acts.REMAINDER_PUBLISHED, version.questionnaire, by=by, at=now)
        count += len(answers)
    return count


def _last_day(surveys: Iterable[int]) -> date | None:
    """The day of the last answer, by name or by a public link."""
    listed = list(surveys)
    by_name = Completion.objects.filter(survey__in=listed).aggregate(last=Max("day"))["last"]
    by_link = Survey.objects.filter(pk__in=listed).aggregate(last=Max("last_public_on"))["last"]
    return max((day for day in (by_name, by_link) if day), default=None)


def _move(
    waiting: list[Unpublished],
    version: Version,
    survey: Survey | None,
    *,
    semester: str,
    counts: bool,
) -> None:
    """Write the answers again as published ones, under new random keys, in a random order; delete the old rows.

    Answers by a public link do not count in the figures: nothing says that each is another person's.
    """
    overall = version.content.overall if counts else None
    _chance.shuffle(waiting)
    Sheet.objects.bulk_create(
        Sheet(
            centre_id=version.questionnaire.centre_id,
            version=version,
            survey=survey,
            semester=semester,
            overall=answer.answers.get(overall),
            answers=answer.answers,
        )
        for answer in waiting
    )
    Unpublished.objects.filter(pk__in=[answer.pk for answer in waiting]).delete()
