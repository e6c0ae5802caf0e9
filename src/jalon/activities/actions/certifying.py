"""Certificates: issued by themselves when presence and questionnaire are both there. (P08.10, RU23, T05)"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.activities import acts, policies, queries
from jalon.activities.models import Activity, Certificate
from jalon.activities.telling import tell
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.documents.numbering import next_number
from jalon.journal import recording as journal
from jalon.people.models import Person


@transaction.atomic
def issue_certificate(activity: Activity, person: Person, *, by: Actor, now: datetime) -> Certificate:
    """Deliver the certificate to somebody who was present and answered; a second call gives the same one.

    Raises Refused with what is still missing.
    """
    policies.certificate.require("issue", by, activity)
    held = Certificate.objects.valid().filter(activity=activity, person=person).first()
    if held is not None:
        return held
    missing = queries.missing_for_certificate(activity, person)
    if missing:
        raise Refused(_("Il manque encore : %(what)s.") % {"what": ", ".join(missing)})
    certificate = Certificate.objects.create(
        centre_id=activity.centre_id,
        activity=activity,
        person=person,
        number=next_number(activity.centre_id, "certificate", activity.day.year),
        model=activity.type.certificate,
        printed=queries.printed_on_certificate(activity, person),
        issued_at=now,
    )
    entry = journal.record(
        acts.CERTIFICATE_ISSUED, certificate, about=[activity, person], by=by, at=now, params={"person": person}
    )
    tell("certificate", [person], activity, entry=entry, by=by, now=now, context={"certificate": certificate})
    return certificate


def issue_ready(activity: Activity, *, by: Actor, now: datetime) -> int:
    """Issue every certificate of an activity that lacks nothing any more; how many were."""
    if not activity.type.certificate or activity.closed_at is None:
        return 0
    ready = list(queries.ready_for_certificate(activity))
    for row in ready:
        issue_certificate(activity, row.person, by=by, now=now)
    return len(ready)


def issue_due_certificates(*, by: Actor, now: datetime) -> int:
    """Catch up on certificates that should exist and do not: the sweep behind the immediate issue."""
    return sum(issue_ready(activity, by=by, now=now) for activity in queries.activities_lacking_certificates())


@transaction.atomic
def withdraw_certificate(certificate: Certificate, *, reason: str, by: Actor, now: datetime) -> Certificate:
    """Take a certificate back, with a reason that whoever verifies it will not see; the page says it is withdrawn."""
    policies.certificate.require("withdraw", by, certificate)
    if not reason.strip():
        raise Refused(_("Dites pourquoi cette attestation est retirée."), field="reason")
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.withdrawn_at is None:
        certificate.withdrawn_at, certificate.withdrawn_reason = now, reason.strip()
        certificate.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        journal.record(
            acts.CERTIFICATE_WITHDRAWN,
            certificate,
            about=[certificate.activity, certificate.person],
            by=by,
            at=now,
            params={"person": certificate.person},
        )
    return certificate
