"""A young person joins the centre from their phone. (P06.2, P06.3, P08.4)"""

from datetime import datetime

from django.db import transaction

from jalon.core import names
from jalon.core.actor import system
from jalon.people.actions import add_person, register_person
from jalon.people.models import Origin, Person
from jalon.portal import queries
from jalon.portal.queries import Identity
from jalon.structures.models import Centre


@transaction.atomic
def join_centre(centre: Centre, *, address: str, identity: Identity, now: datetime) -> Person:
    """Register whoever proved that they hold this mailbox, on their own record when it can only be theirs.

    The mailbox stands on one record with an agreeing name: that one. On several: the one whose birth date or student
    number agrees too. Otherwise a new record, which the desk joins to the right one on sight of the card (*Carte
    vérifiée*): an address proves a mailbox, never an identity. (C, D.2)
    """
    by = system(centre.pk)
    person = queries.own_record(centre, address, identity)
    if person is not None:
        return register_person(person, by=by, now=now, origin=Origin.PORTAL)
    return add_person(
        centre,
        by=by,
        now=now,
        registered_origin=Origin.PORTAL,
        last_name=names.tidy(identity.last_name),
        first_name=names.tidy(identity.first_name),
        born_on=identity.born_on,
        student_number=identity.student_number.strip(),
        personal_email=address,
    )
