"""Taking back what was just done: a cancelled registration or activity, a publication."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, policies, rules
from jalon.activities.actions.occupying import occupy
from jalon.activities.actions.rolls import open_roll
from jalon.activities.models import Activity, Attendance, Ending, Registration, Status
from jalon.activities.models.registration import HOLDING_A_SEAT
from jalon.bookings import actions as bookings
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.journal.models import Difference, Entry
from jalon.messaging.actions import recall


@transaction.atomic
def restore_registration(registration: Registration, *, by: Actor, now: datetime) -> Registration:
    """Take a cancelled registration up again as it was; offers that its place caused are withdrawn.

    Messages that did not leave yet are held back. Raises Refused when the place was taken meanwhile.
    """
    policies.registration.require("manage", by, registration)
    activity = Activity.objects.locked(registration.activity_id)
    registration = activity.registrations.select_related("person__centre").get(pk=registration.pk)
    if registration.status != Status.ENDED:
        return registration
    entry = Entry.objects.about("registration", registration.pk).of_act(acts.REGISTRATION_ENDED).latest_first().first()
    former = _former_statuses(entry).get(registration.pk, Status.REQUESTED)
    if registration.ended_at is not None:
        _withdraw_offers(activity, registration.ended_at)
    full = former in HOLDING_A_SEAT and _is_full(activity)
    already = activity.registrations.live().of(registration.person).exists()
    over = bool(activity.cancelled_at or activity.closed_at or now >= activity.starts_at)
    if reason := rules.why_not_restored(already=already, full=full, over=over):
        raise Refused(reason)
    registration.status, registration.ended_at, registration.ending = former, None, ""
    registration.save(update_fields=["status", "ended_at", "ending"])
    if entry is not None:
        recall(entry=entry)
    journal.record(
        acts.REGISTRATION_RESTORED,
        activity,
        about=[registration, registration.person],
        by=by,
        at=now,
        params={"person": registration.person},
    )
    return registration


@transaction.atomic
def restore_activity(activity: Activity, *, by: Actor, now: datetime) -> Activity:
    """Take the cancelling of an activity back, registrations included, as long as nobody has been told.

    Raises Refused once a message left: who was told that nothing takes place must not find it taking place; also when
    its room, its leader or its equipment was taken meanwhile.
    """
    policies.activity.require("edit", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if activity.cancelled_at is None:
        return activity
    entry = Entry.objects.about("activity", activity.pk).of_act(acts.CANCELLED).latest_first().first()
    if entry is not None and recall(entry=entry).gone:
        raise Refused(
            _("L’annulation est déjà annoncée aux personnes inscrites : dupliquez l’activité pour la reprogrammer.")
        )
    former = _former_statuses(entry)
    ended = activity.registrations.filter(ending=Ending.ACTIVITY_CANCELLED, ended_at=activity.cancelled_at)
    for status in set(former.values()):
        ids = [pk for pk, was in former.items() if was == status]
        ended.filter(pk__in=ids).update(status=status, ended_at=None, ending="")
    activity.cancelled_at, activity.cancelled_reason = None, ""
    activity.save(update_fields=["cancelled_at", "cancelled_reason"])
    occupy(activity)
    journal.record(acts.RESTORED, activity, by=by, at=now)
    return activity


@transaction.atomic
def unpublish_activity(activity: Activity, *, by: Actor, now: datetime) -> Activity:
    """Make a published activity a draft again, while nobody has registered."""
    policies.activity.require("publish", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if activity.published_at is None:
        return activity
    if reason := rules.why_not_unpublished(activity, registrations=activity.registrations.count()):
        raise Refused(reason)
    activity.published_at = None
    activity.save(update_fields=["published_at"])
    bookings.settle(activity, is_firm=False)
    journal.record(acts.UNPUBLISHED, activity, by=by, at=now)
    return activity


@transaction.atomic
def undo_marking(activity: Activity, entry_id: int, *, by: Actor, now: datetime) -> int:
    """Take back at once what one gesture noted for several people; how many answers went back to what they were.

    Answers given since stay. Raises Refused when none is left to take back, and outside the roll's hours.
    """
    policies.activity.require("mark", by, activity)
    activity = open_roll(activity, by, now)
    entry = Entry.objects.about("activity", activity.pk).of_act(acts.MARKED).filter(pk=entry_id).first()
    if entry is None or "tick" not in entry.params:
        raise Refused(_("Il n’y a rien à reprendre ici."))
    people = entry.mentions.filter(kind="person").values("object_id")
    tick, status = datetime.fromisoformat(entry.params["tick"]), entry.params["status"]
    rows = list(activity.attendances.filter(person__in=people, status=status, marked_at=tick).select_related("person"))
    if not rows:
        raise Refused(_("Ces réponses ont changé depuis : corrigez-les une à une."))
    former = _former_statuses(entry)
    for row in rows:
        row.status, row.marked_at, row.marked_by_id = former.get(row.person_id, ""), now, by.person_id
    Attendance.objects.bulk_update(rows, ["status", "marked_at", "marked_by"])
    journal.record(
        acts.MARKING_UNDONE,
        activity,
        about=[row.person for row in rows],
        by=by,
        at=now,
        params={"count": len(rows)},
        before={f"status:{row.person_id}": status for row in rows},
    )
    return len(rows)


def _former_statuses(entry: Entry | None) -> dict[int, Any]:
    """What the registrations that an act ended, or the answers that it noted, were before, by identifier."""
    rows = Difference.objects.filter(entry=entry, field__startswith="status:") if entry else Difference.objects.none()
    return {int(field.removeprefix("status:")): before for field, before in rows.values_list("field", "before")}


def _withdraw_offers(activity: Activity, ended_at: datetime) -> None:
    """The places that a cancelled registration gave to the queue, and that nobody accepted, go back."""
    offered = activity.registrations.filter(status=Status.OFFERED, offered_at=ended_at)
    for registration in offered.select_related("person"):
        registration.status, registration.offered_at, registration.offer_ends_at = Status.WAITING, None, None
        registration.save(update_fields=["status", "offered_at", "offer_ends_at"])
        entries = Entry.objects.about("registration", registration.pk).of_act(acts.PLACE_OFFERED).filter(at=ended_at)
        for entry in entries:
            recall(entry=entry)


def _is_full(activity: Activity) -> bool:
    return activity.seats is not None and activity.registrations.seated().count() >= activity.seats
