"""Academic years and the day of the weekly meeting."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures import acts, rules
from jalon.structures.actions.saving import require
from jalon.structures.models import AcademicYear, Centre


@transaction.atomic
def set_year(
    centre: Centre,
    *,
    starts_on: date,
    second_semester_on: date,
    ends_on: date,
    by: Actor,
    now: datetime,
    year: AcademicYear | None = None,
) -> AcademicYear:
    """Fix an academic year and its two semesters. (decision 19)

    `year`, or else the one with the same first day, is corrected; otherwise the year is new.
    """
    require(centre, by)
    year = (
        year or AcademicYear.objects.filter(centre=centre, starts_on=starts_on).first() or AcademicYear(centre=centre)
    )
    others = AcademicYear.objects.filter(centre=centre).exclude(pk=year.pk).values_list("starts_on", "ends_on")
    reason = rules.why_not_year(starts_on, second_semester_on, ends_on) or rules.why_not_beside(
        (starts_on, ends_on), list(others)
    )
    if reason:
        raise Refused(reason, field="starts_on")
    year.starts_on, year.second_semester_on, year.ends_on = starts_on, second_semester_on, ends_on
    year.save()
    journal.record(acts.YEAR_SET, centre, by=by, at=now, params={"year": year.span.code})
    return year


@transaction.atomic
def set_weekly_meeting(centre: Centre, weekday: int, *, by: Actor, now: datetime) -> Centre:
    """Fix the day of the weekly coordination meeting, Monday = 0. (P03.1, decision 16)"""
    require(centre, by)
    if not 0 <= weekday <= 6:
        raise Refused(_("Choisissez un jour de la semaine."), field="weekday")
    before = journal.changed(centre, {"weekly_meeting_day": weekday})
    centre.save(update_fields=["weekly_meeting_day"])
    journal.record(acts.MEETING_DAY_SET, centre, by=by, at=now, before=before)
    return centre
