"""Registering, confirming, cancelling, reminding. (P08.4, P08.5)"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts.actions import issue_link
from jalon.activities import acts, policies, queries, rules
from jalon.activities.actions.queueing import fill_free_places
from jalon.activities.models import Activity, ActivityType, Channel, Ending, Registration, Status
from jalon.activities.telling import tell
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.core.statements import insert
from jalon.journal import recording as journal
from jalon.messaging.addresses import absolute
from jalon.people.actions import register_person
from jalon.people.models import Origin, Person

MAIL_OF_STATUS = {
    Status.REQUESTED: "request_received",
    Status.CONFIRMED: "confirmed",
    Status.WAITING: "on_waiting_list",
}


@transaction.atomic
def register(activity: Activity, person: Person, *, by: Actor, now: datetime) -> Registration:
    """Give the person a seat, or a place in the queue when the activity is full.

    Raises Refused with the sentence to show. Source: P08.4, P08.5.
    """
    if by.person_id == person.pk:
        policies.activity.require("register", by, activity)
    else:
        policies.activity.require("register_others", by, activity)
    activity = Activity.objects.locked(activity.pk, known=activity)  # two last seats are never sold three times
    crowd = queries.crowd(activity, person)
    if reason := rules.why_not_registered(activity, already=crowd.already, is_full=crowd.is_full, now=now):
        raise Refused(reason)
    status = rules.first_status(activity.type, seats=activity.seats, taken=crowd.taken, queue=crowd.queue)
    return _create(activity, person, status, Channel.PORTAL, by=by, now=now)


@transaction.atomic
def add_registration(
    activity: Activity, person: Person, *, by: Actor, now: datetime, channel: str = Channel.DESK
) -> Registration:
    """The team puts somebody on the list by hand, with a confirmed seat, even beyond the registration window.

    Raises Refused when the person is already there or no seat is left.
    """
    policies.activity.require("register_others", by, activity)
    activity = Activity.objects.locked(activity.pk)
    crowd = queries.crowd(activity, person)
    if reason := rules.why_not_added(activity, already=crowd.already):
        raise Refused(reason)
    if crowd.is_full and channel == Channel.DESK:
        raise Refused(_("Toutes les places sont prises : ajoutez des places, ou inscrivez en liste d’attente."))
    return _create(activity, person, Status.CONFIRMED, channel, by=by, now=now)


def _create(
    activity: Activity, person: Person, status: Status, channel: str, *, by: Actor, now: datetime
) -> Registration:
    registration = Registration(
        centre_id=activity.centre_id,
        activity=activity,
        person=person,
        status=status,
        channel=channel,
        requested_at=now,
        confirmed_at=now if status == Status.CONFIRMED else None,
    )
    insert([registration])
    if person.registered_at is None and channel in (Channel.WALK_IN, Channel.SHEET):
        register_person(person, by=by, now=now, origin=Origin.ACTIVITY)
    entry = journal.record(
        acts.REGISTERED, activity, about=[registration, person], by=by, at=now, params={"person": person}
    )
    if channel in (Channel.PORTAL, Channel.DESK):
        tell(MAIL_OF_STATUS[status], [person], activity, entry=entry, by=by, now=now)
    return registration


@transaction.atomic
def cancel_registration(registration: Registration, *, by: Actor, now: datetime) -> Registration:
    """End a registration; the freed place goes to whoever waited longest. Cancelling twice changes nothing."""
    policies.registration.require("cancel", by, registration)
    activity = Activity.objects.locked(registration.activity_id)
    registration = activity.registrations.select_related("person__centre").get(pk=registration.pk)
    if registration.status == Status.ENDED:
        return registration
    if activity.closed_at:
        raise Refused(_("Cette activité est clôturée : la liste ne change plus."))
    is_own = by.person_id == registration.person_id
    former, registration.status, registration.ended_at = registration.status, Status.ENDED, now
    registration.ending = Ending.BY_PERSON if is_own else Ending.BY_STAFF
    registration.save(update_fields=["status", "ended_at", "ending"])
    entry = journal.record(
        acts.REGISTRATION_ENDED,
        activity,
        about=[registration, registration.person],
        by=by,
        at=now,
        params={"person": registration.person},
        before={f"status:{registration.pk}": former},
    )
    if not is_own:
        tell("registration_cancelled", [registration.person], activity, entry=entry, by=by, now=now)
    fill_free_places(activity, by=by, now=now)
    return registration


@transaction.atomic
def confirm_registrations(
    activity: Activity, registrations: Iterable[int] | None = None, *, by: Actor, now: datetime
) -> int:
    """Confirm some registrations by identifier, or all that wait (*Confirmer les 23*); how many were. (P08.5)"""
    policies.activity.require("confirm", by, activity)
    activity = Activity.objects.locked(activity.pk)
    if reason := rules.why_not_changed(activity):
        raise Refused(reason)
    asked = activity.registrations.filter(status=Status.REQUESTED)
    if registrations is not None:
        asked = asked.filter(pk__in=list(registrations))
    confirmed = list(asked.select_related("person__centre").order_by("requested_at", "pk"))
    if not confirmed:
        return 0
    activity.registrations.filter(pk__in=[row.pk for row in confirmed]).update(
        status=Status.CONFIRMED, confirmed_at=now
    )
    people = [registration.person for registration in confirmed]
    entry = journal.record(acts.CONFIRMED, activity, about=people, by=by, at=now, params={"count": len(people)})
    tell("confirmed", people, activity, entry=entry, by=by, now=now)
    return len(people)


def _due_before_start(setting: str, now: datetime) -> Iterable[Activity]:
    """Coming activities whose kind's delay in hours before the start is reached."""
    due = Q(pk=None)
    for hours in ActivityType.objects.order_by().values_list(setting, flat=True).distinct():
        due |= Q(**{f"type__{setting}": hours}, starts_at__lte=now + timedelta(hours=hours))
    return Activity.objects.published().held().filter(due, starts_at__gt=now).select_related("type", "centre")


def confirm_due(*, by: Actor, now: datetime) -> int:
    """Confirm by themselves the registrations that still wait when the kind's delay is reached. (P08.5)"""
    due = _due_before_start("confirms_itself_hours", now)
    return sum(confirm_registrations(activity, by=by, now=now) for activity in due)


def send_reminders(*, by: Actor, now: datetime) -> int:
    """Remind those who are expected, with two answers that need no sign-in: *Je viens*, *Je libère ma place*."""
    count = 0
    for candidate in _due_before_start("reminder_hours", now):
        with transaction.atomic():
            activity = Activity.objects.locked(candidate.pk)
            due = list(activity.registrations.coming().filter(reminded_at=None).select_related("person__centre"))
            if not due or activity.cancelled_at:
                continue
            activity.registrations.filter(pk__in=[row.pk for row in due]).update(reminded_at=now)
            entry = journal.record(acts.REMINDED, activity, by=by, at=now, params={"count": len(due)})
            links = {row.person_id: _answer_link(row, activity, by=by, now=now) for row in due}
            people = [row.person for row in due]
            tell(
                "reminder",
                people,
                activity,
                entry=entry,
                by=by,
                now=now,
                context=lambda person, links=links: {"answer_url": links[person.pk]},
            )
            count += len(due)
    return count


def _answer_link(registration: Registration, activity: Activity, *, by: Actor, now: datetime) -> str:
    """The address of the page with *Je viens* and *Je libère ma place*, good until the start."""
    token = issue_link(
        registration.person,
        capability="activities.answer",
        obj=registration,
        expires_at=activity.starts_at,
        by=by,
        now=now,
    )
    return absolute(reverse("activities:answer", args=[activity.centre.code, token]))
