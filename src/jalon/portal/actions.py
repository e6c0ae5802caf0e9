"""A young person joins the centre from their phone. (P06.2, P06.3, P08.4)"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts import access
from jalon.accounts import queries as accounts
from jalon.accounts.actions import create_account
from jalon.accounts.models import User
from jalon.activities import actions as activities
from jalon.activities import policies
from jalon.activities import queries as registrations
from jalon.core import names
from jalon.core.actor import system, visitor
from jalon.core.arrivals import once
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.people.actions import add_person, register_person
from jalon.people.models import Origin, Person
from jalon.portal import queries
from jalon.portal.queries import Identity
from jalon.structures.models import Centre


@dataclass(frozen=True)
class Joined:
    """Who joined, the account to sign in, and why the activity they came for could not be taken (empty: it was)."""

    person: Person
    user: User
    refusal: str = ""


@transaction.atomic
def join(centre: Centre, *, address: str, identity: Identity, wanted: str, key: str | None, now: datetime) -> Joined:
    """Open the account of whoever proved to hold this mailbox, and register them for the activity they came for.

    The same form sent twice, or from two tabs, gives one person, one account and one registration: sign-ups of a
    centre pass one after the other, and an address that already has an account there is its own answer. The key counts
    for this address only: whoever sends somebody else's form again is not signed in as them.
    """
    Centre.objects.select_for_update().get(pk=centre.pk)
    person_id, refusal = once(
        key,
        act="portal.joined",
        of=f"{centre.pk} {address}",
        by=visitor(centre.pk),
        now=now,
        do=lambda: _join(centre, address, identity, wanted, now),
    )
    person = Person.objects.get(pk=person_id)
    user = accounts.user_of(person)
    if user is None:
        raise Refused(_("Ce compte a été fermé entre-temps : demandez un nouveau code."))
    return Joined(person, user, refusal)


def _join(centre: Centre, address: str, identity: Identity, wanted: str, now: datetime) -> tuple[int, str]:
    known = accounts.user_of_address(address)
    place = access.place_of(known, centre.code) if known else None
    person = place[1] if place else None
    if person is None:
        person = _person(centre, address, identity, now)
        create_account(email=address, password=None, person=person, by=system(centre.pk), now=now)
    return person.pk, take_wanted(person, wanted, now=now)


def _person(centre: Centre, address: str, identity: Identity, now: datetime) -> Person:
    """Their own record when it can only be theirs, else a new one.

    The desk joins the new one to the right one on sight of the card (*Carte vérifiée*): an address proves a mailbox,
    never an identity. The birth date or number typed as a proof that failed is not kept: a later import would take it
    for certain. (C, D.2)
    """
    by = system(centre.pk)
    person = queries.own_record(centre, address, identity)
    if person is not None:
        return register_person(person, by=by, now=now, origin=Origin.PORTAL)
    last, first = names.proper(identity.last_name), names.proper(identity.first_name)
    in_arabic = names.script(last + first) is names.Script.ARABIC
    return add_person(
        centre,
        by=by,
        now=now,
        registered_origin=Origin.PORTAL,
        last_name=last,
        first_name=first,
        last_name_ar=last if in_arabic else "",
        first_name_ar=first if in_arabic else "",
        personal_email=address,
    )


@transaction.atomic
def take_wanted(person: Person, wanted: str, *, now: datetime) -> str:
    """Register for the activity that somebody came for (its public identifier); the sentence when it cannot be.

    Empty when it is done, was done before, or when they came for none.
    """
    if not wanted:
        return ""
    actor = access.person_actor(person, local(now, person.centre.timezone).date())
    activity = policies.activity.visible_to(actor).filter(public_id=wanted).first()
    if activity is None or registrations.registration_of(activity, person):
        return ""
    try:
        activities.register(activity, person, by=actor, now=now)
    except Refused as no:
        return str(no)
    return ""
