"""The waiting list: places that come free go to whoever waited longest. (P08.4, P08.5)"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from jalon.activities import acts, policies, rules
from jalon.activities.models import Activity, Ending, Registration, Status
from jalon.activities.telling import tell
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal


def fill_free_places(activity: Activity, *, by: Actor, now: datetime) -> list[Registration]:
    """Offer each free place to the first in the queue, unless the start is too near. The activity is locked already."""
    if rules.why_no_offer(activity, now):
        return []
    free = None
    if activity.seats is not None:
        free = activity.seats - activity.registrations.seated().count()
        if free <= 0:
            return []
    offered = list(activity.registrations.waiting().select_related("person__centre")[:free])
    for registration in offered:
        registration.status, registration.offered_at = Status.OFFERED, now
        registration.offer_ends_at = rules.offer_end(activity, now)
        registration.save(update_fields=["status", "offered_at", "offer_ends_at"])
        entry = journal.record(
            acts.PLACE_OFFERED,
            activity,
            about=[registration, registration.person],
            by=by,
            at=now,
            params={"person": registration.person},
        )
        tell(
            "place_offered",
            [registration.person],
            activity,
            entry=entry,
            by=by,
            now=now,
            context={"registration": registration},
        )
    return offered


@transaction.atomic
def offer_free_places(activity: Activity, *, by: Actor, now: datetime) -> list[Registration]:
    """The adviser offers the free places to the queue by hand, whatever the hour."""
    policies.activity.require("confirm", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if activity.cancelled_at or activity.closed_at or now >= activity.starts_at:
        raise Refused(rules.why_no_offer(activity, now) or "")
    taken = activity.registrations.seated().count()
    free = None if activity.seats is None else max(activity.seats - taken, 0)
    seated = list(activity.registrations.waiting().select_related("person__centre")[:free])
    for registration in seated:
        registration.status, registration.confirmed_at = Status.CONFIRMED, now
        registration.save(update_fields=["status", "confirmed_at"])
    if seated:
        people = [registration.person for registration in seated]
        entry = journal.record(acts.CONFIRMED, activity, about=people, by=by, at=now, params={"count": len(seated)})
        tell("confirmed", people, activity, entry=entry, by=by, now=now)
    return seated


@transaction.atomic
def accept_offer(registration: Registration, *, by: Actor, now: datetime) -> Registration:
    """Take the place that was offered; the seat is then confirmed."""
    policies.registration.require("answer", by, registration)
    activity = Activity.objects.locked(registration.activity_id)
    registration = activity.registrations.select_related("person__centre").get(pk=registration.pk)
    if registration.status == Status.CONFIRMED:
        return registration
    if reason := rules.why_not_accepted(registration.status, registration.offer_ends_at, now):
        raise Refused(reason)
    registration.status, registration.confirmed_at = Status.CONFIRMED, now
    registration.save(update_fields=["status", "confirmed_at"])
    journal.record(
        acts.OFFER_ACCEPTED,
        activity,
        about=[registration, registration.person],
        by=by,
        at=now,
        params={"person": registration.person},
    )
    return registration


@transaction.atomic
def say_coming(registration: Registration, *, by: Actor, now: datetime) -> Registration:
    """*Je viens*: the answer to the reminder; it confirms a seat that was still only asked for."""
    policies.registration.require("answer", by, registration)
    activity = Activity.objects.locked(registration.activity_id)
    registration = activity.registrations.select_related("person__centre").get(pk=registration.pk)
    if registration.coming_at or registration.status not in (Status.REQUESTED, Status.CONFIRMED):
        return registration
    registration.coming_at = now
    registration.save(update_fields=["coming_at"])
    journal.record(
        acts.COMING,
        activity,
        about=[registration, registration.person],
        by=by,
        at=now,
        params={"person": registration.person},
    )
    return registration


def lapse_offers(*, by: Actor, now: datetime) -> int:
    """End the offers nobody answered in time, and offer each place to the next; how many ended.

    One short transaction per activity, so that registering never waits for the whole sweep.
    """
    due = Registration.objects.filter(status=Status.OFFERED, offer_ends_at__lte=now)
    count = 0
    for activity_id in sorted(set(due.values_list("activity_id", flat=True))):
        with transaction.atomic():
            activity = Activity.objects.locked(activity_id)
            lapsed = activity.registrations.filter(status=Status.OFFERED, offer_ends_at__lte=now)
            for registration in lapsed.select_related("person__centre").order_by(F("offered_at"), "pk"):
                registration.status, registration.ended_at = Status.ENDED, now
                registration.ending = Ending.OFFER_LAPSED
                registration.save(update_fields=["status", "ended_at", "ending"])
                entry = journal.record(
                    acts.REGISTRATION_ENDED,
                    activity,
                    about=[registration, registration.person],
                    by=by,
                    at=now,
                    params={"person": registration.person},
                )
                tell("offer_lapsed", [registration.person], activity, entry=entry, by=by, now=now)
                count += 1
            fill_free_places(activity, by=by, now=now)
    return count
