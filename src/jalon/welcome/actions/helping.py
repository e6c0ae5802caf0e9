"""An ambassador or trainee welcomes during their shift: they write, and read nothing back. (P06.1, P06.2)"""

from datetime import datetime

from django.db import transaction

from jalon.core.actor import Actor
from jalon.people.models import Person
from jalon.welcome import policies
from jalon.welcome.actions.saving import Details
from jalon.welcome.actions.visiting import Met, Newcomer, enter_visit
from jalon.welcome.models import Place, Shift, State, Visit


@transaction.atomic
def welcome_on_shift(
    shift: Shift, who: Person | Newcomer, details: Details, *, by: Actor, now: datetime, at: datetime, key: str | None
) -> Visit:
    """Enter a visit at the shift's place: in the queue of the desk, or met at the stand. The same key twice: once.

    A command made during the shift may arrive a little later (`policies.Duty`). Raises Refused.
    """
    policies.shift.require("write", by, policies.Duty(shift, now, at))
    state = State.WAITING if shift.place == Place.DESK else State.SERVED
    met = Met(shift.place, shift.activity, shift.occasion, state)
    return enter_visit(shift.centre, who, met, details=details, by=by, now=now, at=at, key=key)
