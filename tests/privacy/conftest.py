"""Somebody of whom Jalon holds everything it can hold."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import translation

from jalon.accounts import actions as accounts
from jalon.activities import actions as activities
from jalon.activities.models import Activity, Presence
from jalon.core.actor import Actor, system
from jalon.messaging.models import Preference
from jalon.people import actions as people
from jalon.people.duplicates.actions import merge_people
from jalon.people.erasing import erase_person
from jalon.people.models import ErasureRequest, ImportBatch, ImportRow, ImportState, Person, Verdict
from jalon.structures.models import Centre, Role
from jalon.structures.models.role import RoleKind
from jalon.surveys.models import NameRemark
from tests.factories import NOON, ActivityFactory, CentreFactory, PersonFactory, StudiesFactory, actor, adviser_of

IDENTITY = {
    "last_name": "Zzbenkirane",
    "first_name": "Qqyasmine",
    "last_name_ar": "بنكيران",
    "first_name_ar": "ياسمينة",
    "born_on": date(2003, 7, 19),
    "national_code": "K987654321",
    "student_number": "77665544",
    "institutional_email": "qq.zzbenkirane@etu.example",
    "personal_email": "qqyasmine@boite.example",
    "phone": "+212661998877",
}
SIGN_IN = "qq-connexion@boite.example"
TRACES = [
    *("zzbenkirane", "qqyasmine", "بنكيران", "ياسمينة", "2003-07-19", "k987654321", "77665544", "661998877"),
    *("boite.example", "zzancien"),
]
"""What must be found nowhere afterwards; « zzancien » is a former name, kept by the journal."""


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def centre(db: Any) -> Centre:
    return CentreFactory(code="essai")


@pytest.fixture
def adviser(centre: Centre) -> Actor:
    return adviser_of(centre)


@pytest.fixture
def manager(centre: Centre) -> Actor:
    rights = ("people.read", "people.edit", "people.erase", "people.merge", "accounts.invite", "people.appoint")
    return actor(PersonFactory(centre=centre, last_name="Fassi", first_name="Leïla"), *rights)


@pytest.fixture
def workshop(centre: Centre) -> Activity:
    made = ActivityFactory(centre=centre)
    made.type.certificate = "attestation"
    made.type.save()
    return made


@pytest.fixture
def somebody(centre: Centre, adviser: Actor, manager: Actor, workshop: Activity, settings: Any) -> Person:
    """Imported, corrected, merged, invited, signed in, written to, registered, present, certified, asking to go."""
    settings.MAILERS = {"default": {"BACKEND": "jalon.messaging.backend.OutboxBackend"}}
    jalon = system(centre.pk)
    person = people.add_person(centre, by=jalon, now=NOON, **{**IDENTITY, "last_name": "Zzancien"})
    people.correct_person(person, by=adviser, now=NOON, fields={"last_name": IDENTITY["last_name"]})
    person.refresh_from_db()
    StudiesFactory(person=person)
    _imported(person)
    role = Role.objects.create(
        centre=centre, code="jeune", label="Jeune", kind=RoleKind.BENEFICIARY, capabilities=[], position=9
    )
    invitation = accounts.invite(
        centre,
        email="qq-invitee@boite.example",
        roles=[role],
        by=manager,
        now=NOON,
        last_name="Zzbenkirane",
        first_name="Qqyasmine",
    )
    merge_people(person, invitation.person, by=manager, now=NOON)
    person.refresh_from_db()
    accounts.create_account(email=SIGN_IN, password=None, person=person, by=jalon, now=NOON)
    activities.register(workshop, person, by=actor(person), now=NOON)
    activities.confirm_registrations(workshop, by=adviser, now=NOON)
    activities.send_reminders(by=jalon, now=workshop.starts_at - timedelta(hours=40))
    at = workshop.starts_at + timedelta(minutes=5)
    activities.mark(workshop, [person], Presence.PRESENT, by=adviser, now=at, at=at, key=None)
    activities.close_activity(workshop, by=adviser, now=workshop.ends_at)
    NameRemark.objects.create(
        centre=centre, person=person, last_name="Zzbenkirane", first_name="Qqyasmine", written_on=NOON
    )
    Preference.objects.create(centre=centre, person=person, kind="activities.reminder", choice="now", chosen_at=NOON)
    ErasureRequest.objects.create(centre=centre, person=person, asked_at=NOON)
    mail.EmailMessage("Code", "123 456", to=[IDENTITY["personal_email"]], headers={"X-Jalon-Secret": "1"}).send()
    return person


def _imported(person: Person) -> None:
    """A line of a file that became this record, and one that was only compared with it."""
    batch = ImportBatch.objects.create(
        centre=person.centre,
        year=person.centre.academic_years.get(),
        file_name="inscrits.xlsx",
        state=ImportState.DONE,
        started_at=NOON,
        touched_at=NOON,
    )
    cells = [str(value) for value in IDENTITY.values()]
    common = {"batch": batch, "cells": cells, "values": {"last_name": "Zzbenkirane"}}
    ImportRow.objects.create(position=1, number=1, verdict=Verdict.CREATE, person=person, **common)
    ImportRow.objects.create(
        position=2, number=2, verdict=Verdict.DOUBTFUL, candidate=person, reason="Zzbenkirane ?", **common
    )


@pytest.fixture
def forgotten(somebody: Person, manager: Actor) -> Callable[[], Person]:
    """Carries the erasure out."""

    def carry_out() -> Person:
        return erase_person(somebody, by=manager, now=NOON + timedelta(days=10))

    return carry_out
