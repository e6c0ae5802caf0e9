"""Days off of a centre: add, confirm, move, take away, each with its way back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.bookings import acts, policies, rules
from jalon.bookings.models import Holiday, HolidayKind
from jalon.bookings.standing import Concerned, standing_of_people
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.journal.models import Difference, Entry
from jalon.messaging.actions import recall, send_all
from jalon.messaging.previews import Preview, preview
from jalon.structures.models import Centre

MOVED = "bookings.day_moved"
DAYS = ("starts_on", "ends_on")


@transaction.atomic
def add_holiday(
    centre: Centre,
    *,
    label: str,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    to_confirm: bool,
    by: Actor,
    now: datetime,
) -> Holiday:
    """Put a day or some days off in the centre's calendar. Raises Refused for days that cannot be."""
    policies.calendar.require("configure", by, centre)
    label = " ".join(label.split())
    if not label:
        raise Refused(_("Donnez un nom à ces jours."), field="label")
    if reason := rules.why_not_period(starts_on, ends_on):
        raise Refused(reason, field="ends_on")
    row = Holiday.objects.create(
        centre=centre,
        kind=HolidayKind(kind),
        label=label,
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        confirmed_at=None if to_confirm else now,
        confirmed_by_id=None if to_confirm else by.person_id,
    )
    journal.record(acts.HOLIDAY_ADDED, row, about=[centre], by=by, at=now)
    return row


@transaction.atomic
def confirm_holiday(row: Holiday, *, by: Actor, now: datetime) -> Holiday:
    """Say that the announced days are right."""
    policies.holiday.require("configure", by, row)
    row = Holiday.objects.select_for_update().get(pk=row.pk)
    if row.confirmed_at is None:
        row.confirmed_at, row.confirmed_by_id = now, by.person_id
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        journal.record(acts.HOLIDAY_CONFIRMED, row, by=by, at=now)
    return row


@transaction.atomic
def unconfirm_holiday(row: Holiday, *, by: Actor, now: datetime) -> Holiday:
    """The days are not sure after all."""
    policies.holiday.require("configure", by, row)
    row = Holiday.objects.select_for_update().get(pk=row.pk)
    if row.confirmed_at is not None:
        row.confirmed_at, row.confirmed_by = None, None
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        journal.record(acts.HOLIDAY_UNCONFIRMED, row, by=by, at=now)
    return row


@transaction.atomic
def move_holiday(
    row: Holiday, *, starts_on: date, ends_on: date | None, by: Actor, now: datetime, quiet: bool = False
) -> Holiday:
    """Put the days elsewhere, which also confirms them; unless `quiet`, those who had something there are told.

    Raises Refused for days that cannot be.
    """
    policies.holiday.require("configure", by, row)
    row = Holiday.objects.select_for_update().select_related("centre").get(pk=row.pk)
    ends_on = ends_on or starts_on
    if reason := rules.why_not_moved(row, starts_on, ends_on):
        raise Refused(reason, field="ends_on")
    former = row.starts_on
    before = journal.changed(row, {"starts_on": starts_on, "ends_on": ends_on})
    if not before:
        return row
    before["confirmed_at"] = row.confirmed_at.isoformat() if row.confirmed_at else None
    row.confirmed_at, row.confirmed_by_id = now, by.person_id
    row.save(update_fields=[*DAYS, "confirmed_at", "confirmed_by"])
    params = {"former": f"{former:%d/%m/%Y}", "new": f"{starts_on:%d/%m/%Y}"}
    entry = journal.record(acts.HOLIDAY_MOVED, row, by=by, at=now, params=params, before=before)
    if not quiet:
        concerned = standing_of_people(row.centre, starts_on, ends_on)
        send_all(
            MOVED,
            [one.person for one in concerned],
            by=by,
            now=now,
            about=row,
            entry=entry,
            context=lambda person: _told(row, concerned, person.pk),
        )
    return row


def foresee_move(row: Holiday, *, starts_on: date, ends_on: date | None, by: Actor, now: datetime) -> Preview | None:
    """Whom moving the days would tell, and what they would read; None when nothing stands there."""
    concerned = standing_of_people(row.centre, starts_on, ends_on or starts_on)
    if not concerned:
        return None
    moved = Holiday(pk=row.pk, centre=row.centre, label=row.label, starts_on=starts_on, ends_on=ends_on or starts_on)
    people = [one.person for one in concerned]
    return preview(MOVED, people, by=by, now=now, about=row, context=lambda person: _told(moved, concerned, person.pk))


def _told(row: Holiday, concerned: list[Concerned], person_id: int) -> dict[str, object]:
    own = next(one for one in concerned if one.person.pk == person_id)
    return {"holiday": row, "standing": own.standing}


@transaction.atomic
def unmove_holiday(row: Holiday, *, by: Actor, now: datetime) -> Holiday:
    """Put the days back where they were before they were last moved; messages that did not leave yet are held back."""
    policies.holiday.require("configure", by, row)
    row = Holiday.objects.select_for_update().get(pk=row.pk)
    entry = Entry.objects.about("holiday", row.pk).of_act(acts.HOLIDAY_MOVED).latest_first().first()
    if entry is None:
        return row
    former = dict(Difference.objects.filter(entry=entry).values_list("field", "before"))
    new = row.starts_on
    before = journal.changed(row, {name: date.fromisoformat(former[name] or "") for name in DAYS if name in former})
    if not before:
        return row
    confirmed = former.get("confirmed_at")
    row.confirmed_at = datetime.fromisoformat(confirmed) if confirmed else None
    row.confirmed_by_id = row.confirmed_by_id if row.confirmed_at else None
    row.save(update_fields=[*DAYS, "confirmed_at", "confirmed_by"])
    recall(entry=entry)
    params = {"former": f"{new:%d/%m/%Y}", "new": f"{row.starts_on:%d/%m/%Y}"}
    journal.record(acts.HOLIDAY_MOVED, row, by=by, at=now, params=params, before=before)
    return row


@transaction.atomic
def remove_holiday(row: Holiday, *, by: Actor, now: datetime) -> None:
    """Take the days off the centre's calendar: one works then as usual."""
    policies.holiday.require("configure", by, row)
    if Holiday.objects.filter(pk=row.pk, removed_at=None).update(removed_at=now):
        journal.record(acts.HOLIDAY_REMOVED, row, by=by, at=now)


@transaction.atomic
def restore_holiday(row: Holiday, *, by: Actor, now: datetime) -> None:
    """Put days back that were taken off the calendar."""
    policies.holiday.require("configure", by, row)
    if Holiday.objects.filter(pk=row.pk).exclude(removed_at=None).update(removed_at=None):
        journal.record(acts.HOLIDAY_RESTORED, row, by=by, at=now)
