"""The right to be forgotten: asked by the person, carried out by whoever answers for the centre."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people import acts, policies
from jalon.people.models import ErasureRequest, ImportRow, Mandate, Merge, Person
from jalon.privacy.erasing import erase


def open_request(person: Person) -> ErasureRequest | None:
    """The request that nobody has answered yet."""
    return ErasureRequest.objects.filter(person=person, answered_at=None).first()


def last_refusal(person: Person) -> ErasureRequest | None:
    """The newest request that the centre answered by keeping the record."""
    return ErasureRequest.objects.filter(person=person).exclude(refusal="").order_by("-answered_at").first()


def why_not_erased(person: Person, *, today: date) -> str | None:
    """What must be settled before a record can be emptied, or None."""
    if person.erased_at:
        return _("Cette fiche est déjà effacée.")
    if Mandate.objects.on(today).filter(person=person).exclude(role__kind="beneficiary").exists():
        return _("Cette personne tient un rôle dans l’équipe : retirez-lui d’abord ses rôles.")
    return None


def _today(person: Person, now: datetime) -> date:
    return local(now, person.centre.timezone).date()


@transaction.atomic
def ask_erasure(person: Person, *, by: Actor, now: datetime) -> ErasureRequest:
    """Record that the person wants to be erased; asking twice changes nothing."""
    policies.person.require("ask_erasure", by, person)
    held = open_request(person)
    if held is not None:
        return held
    if reason := why_not_erased(person, today=_today(person, now)):
        raise Refused(reason)
    request = ErasureRequest.objects.create(centre_id=person.centre_id, person=person, asked_at=now)
    journal.record(acts.ERASURE_ASKED, person, by=by, at=now)
    return request


@transaction.atomic
def withdraw_request(person: Person, *, by: Actor, now: datetime) -> ErasureRequest | None:
    """Take back one's request as long as nobody has answered it; None when there is none."""
    policies.person.require("ask_erasure", by, person)
    held = ErasureRequest.objects.select_for_update().filter(person=person, answered_at=None).first()
    if held is None:
        return None
    held.answered_at = held.withdrawn_at = now
    held.save(update_fields=["answered_at", "withdrawn_at"])
    journal.record(acts.ERASURE_WITHDRAWN, person, by=by, at=now)
    return held


@transaction.atomic
def erase_person(person: Person, *, by: Actor, now: datetime) -> Person:
    """Empty everything that says who this person is. It cannot be undone; past figures do not change.

    Records that were merged into this one say the same things and are emptied with it; lines of imported files that
    were only compared with it lose what they said. The account ends with the record (`privacy.erasing.first`).
    """
    policies.person.require("erase", by, person)
    person = Person.objects.locked().get(pk=person.pk)
    if reason := why_not_erased(person, today=_today(person, now)):
        raise Refused(reason)
    for record in _all_records(person):
        _forget_import_rows(record)
        erase(record, now=now)
    ErasureRequest.objects.filter(person=person, answered_at=None).update(answered_at=now, answered_by=by.person_id)
    person.refresh_from_db()
    journal.record(acts.ERASED, person, by=by, at=now)
    return person


def _all_records(person: Person) -> list[Person]:
    """The record and those merged into it, the deepest first."""
    found, layer = [person], [person]
    while layer:
        layer = list(Person.objects.locked().filter(merged_into__in=layer, erased_at=None))
        found += layer
    return found[::-1]


def _forget_import_rows(person: Person) -> None:
    """Lines that an import compared with this record: those of nobody else go, the others forget the comparison."""
    compared = ImportRow.objects.filter(candidate=person)
    compared.filter(Q(person=None) | Q(person=person)).delete()
    compared.update(candidate=None, reason="")
    Merge.objects.filter(merged=person).delete()


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
