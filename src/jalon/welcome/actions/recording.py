"""Writing the record: needs, what was done, where the person is sent, the next step. (P06.2, P06.3)"""

from datetime import datetime

from django.db import transaction

from jalon.core.actor import Actor
from jalon.core.arrivals import once
from jalon.journal import recording as journal
from jalon.welcome import acts, policies
from jalon.welcome.actions.saving import Details, note_if_complete, write_record
from jalon.welcome.models import Visit


@transaction.atomic
def record_visit(
    visit: Visit, details: Details, *, over: bool, by: Actor, now: datetime, key: str | None = None
) -> Visit:
    """Write or correct a record; with `over`, the visit ends. The same key twice changes nothing.

    Raises Refused when the person cannot be invited, or for a contact that another rule refuses.
    """
    policies.visit.require("receive", by, visit)

    def do() -> int:
        found = Visit.objects.select_related("person", "centre", "activity").locked().get(pk=visit.pk)
        if found.received_at is None:
            found.received_at, found.received_by_id = now, by.person_id
        if over and found.ended_at is None:
            found.ended_at, found.left_at = now, None
        found.save(update_fields=["received_at", "received_by", "ended_at", "left_at"])
        write_record(found, details, by=by, now=now)
        params = {"person": found.person}
        journal.record(acts.RECORDED, found, about=[found.person], by=by, at=now, params=params)
        note_if_complete(found, by=by, now=now)
        return int(found.pk)

    return Visit.objects.get(pk=once(key, act=acts.RECORDED, of=visit, by=by, now=now, do=do))
