"""The day's queue: received, served, gone, back again; entered by mistake and restored."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.arrivals import once
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.welcome import acts, policies, rules
from jalon.welcome.actions.saving import note_if_complete
from jalon.welcome.models import State, Visit

ACT = {
    State.RECEIVED: acts.RECEIVED,
    State.SERVED: acts.ENDED,
    State.LEFT: acts.LEFT,
    State.WAITING: acts.MOVED_BACK,
}


@transaction.atomic
def move_visit(
    visit: Visit, to: str, *, by: Actor, now: datetime, at: datetime | None = None, key: str | None = None
) -> Visit:
    """Let a visit pass to another state; the author is who receives. The same key twice changes nothing.

    Two desks that call the same person: the second is told that it is done. Raises Refused.
    """
    policies.visit.require("receive", by, visit)
    when = min(at or now, now)

    def do() -> int:
        found = Visit.objects.select_related("person", "centre").locked().get(pk=visit.pk)
        if reason := rules.why_not_moved(found.state, to):
            raise Refused(reason)
        wanted = State(to)
        if wanted is State.WAITING:
            found.received_at, found.received_by = None, None
        elif wanted in (State.RECEIVED, State.SERVED) and found.received_at is None:
            found.received_at, found.received_by_id = when, by.person_id
        found.ended_at = when if wanted is State.SERVED else None
        found.left_at = when if wanted is State.LEFT else None
        found.save(update_fields=["received_at", "received_by", "ended_at", "left_at"])
        journal.record(ACT[wanted], found, about=[found.person], by=by, at=now, params={"person": found.person})
        if wanted is State.SERVED:
            note_if_complete(found, by=by, now=now)
        return int(found.pk)

    pk = once(f"{key}-{to}" if key else None, act="welcome.moved", of=visit, by=by, now=now, do=do)
    return Visit.objects.select_related("centre", "person").get(pk=pk)


@transaction.atomic
def cancel_visit(visit: Visit, *, by: Actor, now: datetime) -> Visit:
    """Take back a visit entered by mistake: it no longer counts, and can be restored."""
    policies.visit.require("receive", by, visit)
    if not Visit.objects.filter(pk=visit.pk, cancelled_at=None).update(cancelled_at=now):
        raise Refused(_("Cette visite est déjà annulée."))
    visit.refresh_from_db()
    journal.record(acts.CANCELLED, visit, about=[visit.person], by=by, at=now, params={"person": visit.person})
    return visit


@transaction.atomic
def restore_visit(visit: Visit, *, by: Actor, now: datetime) -> Visit:
    """The visit was none entered by mistake: it counts again."""
    policies.visit.require("receive", by, visit)
    if not Visit.objects.filter(pk=visit.pk).exclude(cancelled_at=None).update(cancelled_at=None):
        raise Refused(_("Cette visite n’est pas annulée."))
    visit.refresh_from_db()
    journal.record(acts.RESTORED, visit, about=[visit.person], by=by, at=now, params={"person": visit.person})
    return visit
