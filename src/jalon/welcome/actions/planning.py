"""The roster: planning a shift, taking it off, replacing somebody. (P06.1, P11.10)"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities.models import Activity
from jalon.core.actor import Actor
from jalon.core.arrivals import once
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.welcome import acts, policies, queries, rules
from jalon.welcome.models import Place, Shift


@transaction.atomic
def plan_shift(
    centre: Centre,
    person: Person,
    *,
    day: date,
    starts_clock: time,
    ends_clock: time,
    place: str = Place.DESK,
    activity: Activity | None = None,
    occasion: str = "",
    by: Actor,
    now: datetime,
    key: str | None = None,
) -> Shift:
    """Put somebody on the roster. Raises Refused for a span that is none, a stand without event, or a second shift."""
    policies.shift.require("plan", by, centre.pk)

    def do() -> int:
        shift = Shift(
            centre=centre,
            person=person,
            place=place,
            activity=activity,
            occasion=occasion,
            day=day,
            starts_clock=starts_clock,
            ends_clock=ends_clock,
            zone=centre.timezone,
            created_at=now,
        )
        shift.derive_moments()
        Person.objects.locked().get(pk=person.pk, centre=centre)
        taken = Shift.objects.held().of(person.pk).touching(shift.starts_at, shift.ends_at).exists()
        if reason := rules.why_not_planned(
            starts=starts_clock,
            ends=ends_clock,
            needs_event=place == Place.STAND and activity is None and not occasion,
            may_help=person.pk in queries.welcomers(centre, day),
            is_taken=taken,
        ):
            raise Refused(reason)
        shift.save()
        journal.record(acts.SHIFT_PLANNED, shift, about=[person], by=by, at=now, params={"person": person})
        return int(shift.pk)

    pk = once(key, act=acts.SHIFT_PLANNED, of=centre, by=by, now=now, do=do)
    return Shift.objects.select_related("centre", "person", "activity").get(pk=pk)


@transaction.atomic
def replace_welcomer(shift: Shift, replacement: Person | None, *, by: Actor, now: datetime) -> Shift:
    """Let somebody else welcome in this shift; None gives it back to whoever was planned. Raises Refused."""
    policies.shift.require("replace", by, shift)
    shift = Shift.objects.select_related("person", "centre").select_for_update(of=("self",)).get(pk=shift.pk)
    if replacement is not None:
        busy = Shift.objects.held().of(replacement.pk).touching(shift.starts_at, shift.ends_at)
        if reason := rules.why_not_replaced(
            is_over=now >= shift.ends_at,
            is_cancelled=shift.cancelled_at is not None,
            is_same=replacement.pk == shift.person_id,
            may_help=replacement.pk in queries.welcomers(shift.centre, shift.day),
            is_taken=busy.exclude(pk=shift.pk).exists(),
        ):
            raise Refused(reason)
    shift.replacement = replacement
    shift.save(update_fields=["replacement"])
    who = shift.welcomer
    journal.record(acts.SHIFT_REPLACED, shift, about=[shift.person, who], by=by, at=now, params={"person": who})
    return shift


@transaction.atomic
def cancel_shift(shift: Shift, *, by: Actor, now: datetime) -> Shift:
    """Take a shift off the roster; the right to help ends with it."""
    policies.shift.require("change", by, shift)
    if not Shift.objects.filter(pk=shift.pk, cancelled_at=None).update(cancelled_at=now):
        raise Refused(_("Ce créneau est déjà retiré."))
    shift.refresh_from_db()
    journal.record(acts.SHIFT_CANCELLED, shift, about=[shift.person], by=by, at=now, params={"person": shift.person})
    return shift


@transaction.atomic
def restore_shift(shift: Shift, *, by: Actor, now: datetime) -> Shift:
    """Put a shift back on the roster. Raises Refused when the person holds another one then."""
    policies.shift.require("change", by, shift)
    busy = Shift.objects.held().of(shift.welcomer_id).touching(shift.starts_at, shift.ends_at)
    if shift.cancelled_at is None or busy.exists():
        raise Refused(_("Ce créneau ne peut pas être remis : la personne en tient un autre à ce moment."))
    shift.cancelled_at = None
    shift.save(update_fields=["cancelled_at"])
    journal.record(acts.SHIFT_RESTORED, shift, about=[shift.person], by=by, at=now, params={"person": shift.person})
    return shift
