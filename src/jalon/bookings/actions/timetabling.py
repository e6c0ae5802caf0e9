"""Hours: when the centre is open, when somebody works."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.bookings import acts, policies, rules
from jalon.bookings.models import OpeningHours, WorkingTime
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people.models import Person
from jalon.structures.models import Centre

Week = list[list[list[str]] | None]


@transaction.atomic
def set_opening(
    centre: Centre,
    *,
    label: str,
    starts_on: date,
    ends_on: date | None,
    week: Week,
    is_special: bool,
    by: Actor,
    now: datetime,
    row: OpeningHours | None = None,
) -> OpeningHours:
    """Fix the usual week of the centre, or a special timetable between two days. Raises Refused for wrong days.

    A special timetable has an end, so that nobody forgets it after Ramadan.
    """
    policies.calendar.require("configure", by, centre)
    if row is not None:
        policies.opening.require("configure", by, row)
    if is_special and ends_on is None:
        raise Refused(_("Donnez le dernier jour de cet horaire spécial."), field="ends_on")
    if reason := rules.why_not_period(starts_on, ends_on if is_special else None):
        raise Refused(reason, field="ends_on")
    _check(week)
    row = row or OpeningHours(centre=centre)
    row.label = " ".join(label.split()) or _("Semaine habituelle")
    row.starts_on, row.ends_on, row.week, row.is_special = starts_on, ends_on, week, is_special
    row.confirmed_at = now
    row.save()
    journal.record(acts.OPENING_SET, row, about=[centre], by=by, at=now)
    return row


@transaction.atomic
def remove_opening(row: OpeningHours, *, by: Actor, now: datetime) -> None:
    """Take hours away."""
    policies.opening.require("configure", by, row)
    if OpeningHours.objects.filter(pk=row.pk, removed_at=None).update(removed_at=now):
        journal.record(acts.OPENING_REMOVED, row, by=by, at=now)


@transaction.atomic
def restore_opening(row: OpeningHours, *, by: Actor, now: datetime) -> None:
    """Put hours back."""
    policies.opening.require("configure", by, row)
    if OpeningHours.objects.filter(pk=row.pk).exclude(removed_at=None).update(removed_at=None):
        journal.record(acts.OPENING_RESTORED, row, by=by, at=now)


@transaction.atomic
def set_working_time(person: Person, *, starts_on: date, week: Week, by: Actor, now: datetime) -> WorkingTime:
    """Fix somebody's working week from a day on; the former one ends the day before. Raises Refused for wrong hours."""
    policies.working_time.require("plan", by, person)
    _check(week)
    Person.objects.locked().get(pk=person.pk)
    live = WorkingTime.objects.filter(person=person, removed_at=None)
    live.filter(starts_on__gte=starts_on).update(removed_at=now)
    for former in live.filter(starts_on__lt=starts_on):
        if former.ends_on is None or former.ends_on >= starts_on:
            former.ends_on = starts_on - timedelta(days=1)
            former.save(update_fields=["ends_on"])
    row = WorkingTime.objects.create(centre_id=person.centre_id, person=person, starts_on=starts_on, week=week)
    journal.record(acts.WORKING_TIME_SET, person, by=by, at=now, params={"first": f"{starts_on:%d/%m/%Y}"})
    return row


@transaction.atomic
def end_working_time(row: WorkingTime, *, by: Actor, now: datetime) -> None:
    """Take somebody's hours away: nothing is known of them any more from that day."""
    policies.working_time.require("plan", by, row.person)
    if WorkingTime.objects.filter(pk=row.pk, removed_at=None).update(removed_at=now):
        journal.record(acts.WORKING_TIME_ENDED, row.person, by=by, at=now)


def _check(week: Week) -> None:
    for number, parts in enumerate(week):
        if parts is not None and (reason := rules.why_not_hours(parts)):
            raise Refused(reason, field=f"day_{number}")
