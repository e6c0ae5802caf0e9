"""The right to be forgotten: asked by the person, carried out by whoever answers for the centre."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people import acts, policies
from jalon.people.models import ErasureRequest, Mandate, Person
from jalon.privacy.erasing import erase


def open_request(person: Person) -> ErasureRequest | None:
    """The request that nobody has answered yet."""
    return ErasureRequest.objects.filter(person=person, answered_at=None).first()


def why_not_erased(person: Person, *, today: date) -> str | None:
    """What must be settled before a record can be emptied, or None."""
    if person.erased_at:
        return _("Cette fiche est déjà effacée.")
    if Mandate.objects.on(today).filter(person=person).exclude(role__kind="beneficiary").exists():
        return _("Cette personne tient un rôle dans l’équipe : retirez-lui d’abord ses rôles.")
    return None


@transaction.atomic
def ask_erasure(person: Person, *, by: Actor, now: datetime) -> ErasureRequest:
    """Record that the person wants to be erased; asking twice changes nothing."""
    policies.person.require("ask_erasure", by, person)
    held = open_request(person)
    if held is not None:
        return held
    if reason := why_not_erased(person, today=now.date()):
        raise Refused(reason)
    request = ErasureRequest.objects.create(centre_id=person.centre_id, person=person, asked_at=now)
    journal.record(acts.ERASURE_ASKED, person, by=by, at=now)
    return request


@transaction.atomic
def erase_person(person: Person, *, by: Actor, now: datetime) -> Person:
    """Empty everything that says who this person is. It cannot be undone; past figures do not change."""
    policies.person.require("erase", by, person)
    person = Person.objects.locked().get(pk=person.pk)
    if reason := why_not_erased(person, today=now.date()):
        raise Refused(reason)
    erase(person, now=now)
    ErasureRequest.objects.filter(person=person, answered_at=None).update(answered_at=now, answered_by=by.person_id)
    person.refresh_from_db()
    journal.record(acts.ERASED, person, by=by, at=now)
    return person


@transaction.atomic
def refuse_erasure(request: ErasureRequest, *, reason: str, by: Actor, now: datetime) -> ErasureRequest:
    """Answer that the record must be kept, with the reason that the person reads."""
    policies.person.require("erase", by, request.person)
    if not reason.strip():
        raise Refused(_("Dites pourquoi la fiche doit être gardée : la personne lira cette réponse."), field="reason")
    changed = ErasureRequest.objects.filter(pk=request.pk, answered_at=None).update(
        answered_at=now, answered_by=by.person_id, refusal=reason.strip()
    )
    if changed:
        journal.record(acts.ERASURE_REFUSED, request.person, by=by, at=now)
    request.refresh_from_db()
    return request
