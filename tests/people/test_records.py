"""The team's pages of people: list, record, correction, erasure."""

from datetime import date

import pytest
from django.test import Client

from jalon.accounts.actions import create_account
from jalon.core.actor import system
from jalon.people import queries
from jalon.people.models import ErasureRequest, Mandate, Person
from jalon.structures.models import AcademicYear, Role
from tests.factories import NOON, StudiesFactory

TODAY = NOON.date()


@pytest.fixture
def signed_in(campus, record, monkeypatch):
    """The browser of somebody with these capabilities."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)

    def make(*capabilities: str) -> Client:
        person = record("Leïla", "Fassi")
        role = Role.objects.create(centre=campus, code="r", label="Rôle", kind="internal", capabilities=[*capabilities])
        Mandate.objects.create(centre=campus, person=person, role=role, starts_on=date(2020, 1, 1))
        client = Client()
        by = system(campus.pk)
        client.force_login(create_account(email="l@essai.example", password=None, person=person, by=by, now=NOON))
        return client

    return make


@pytest.mark.parametrize("typed", ["idrissi", "SALMA idr", "الإدريسي", "d1300", "20001", "s.idri@etu", "0661 23"])
def test_a_person_is_found_by_whatever_the_desk_knows(record, desk, campus, typed):
    found = record(
        last_name_ar="الإدريسي",
        national_code="D130000001",
        student_number="20001234",
        institutional_email="s.idri@etu.example",
        phone="+212661234567",
    )
    record("Karim", "Bennani")
    typed = typed.replace("0661 23", "066123")

    assert list(queries.people_list(desk, campus, text=typed, today=TODAY)) == [found]


def test_those_missing_from_this_years_file_are_listed_and_nobody_is_deleted(record, desk, campus):
    before = AcademicYear.objects.create(
        centre=campus, starts_on=date(2025, 9, 1), second_semester_on=date(2026, 2, 1), ends_on=date(2026, 8, 31)
    )
    gone, back = record(), record("Karim", "Bennani")
    for person in (gone, back):
        StudiesFactory(person=person, year=before, from_file=True)
    StudiesFactory(person=back, from_file=True)

    assert list(queries.people_list(desk, campus, state="left", today=TODAY)) == [gone]
    assert list(queries.people_list(desk, campus, state="enrolled", today=TODAY)) == [back]


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_asks_as_many_questions_whatever_its_length(signed_in, record, count, django_assert_max_num_queries):
    browser = signed_in("people.read")
    for number in range(count):
        StudiesFactory(person=record("Salma", f"Idrissi {number}"))
    browser.get("/essai/personnes/")

    with django_assert_max_num_queries(12):
        assert browser.get("/essai/personnes/").status_code == 200


def test_a_correction_is_kept_and_a_taken_code_is_said(signed_in, record):
    browser, person = signed_in("people.read", "people.edit"), record()
    record("Karim", "Bennani", national_code="D1")
    address = f"/essai/personnes/{person.public_id}/corriger/"
    said = {"last_name": "Idrissi", "first_name": "Salma", "phone": "06 61 23 45 67", "national_code": " d2 "}

    assert browser.post(address, said).status_code == 303
    person.refresh_from_db()
    assert (person.phone, person.national_code, person.staff_fields) == (
        "+212661234567",
        "D2",
        ["national_code", "phone"],
    )
    refused = browser.post(address, {**said, "national_code": "D1"})
    assert refused.status_code == 422
    assert "Ce code national est déjà celui d’une autre personne" in refused.content.decode()


def test_a_merged_record_leads_to_the_one_that_was_kept(signed_in, record):
    browser, kept = signed_in("people.read"), record()
    merged = record(merged_into=kept)

    assert browser.get(f"/essai/personnes/{merged.public_id}/")["Location"] == f"/essai/personnes/{kept.public_id}/"


def test_the_desk_joins_a_possible_same_record_from_the_page(signed_in, record):
    browser = signed_in("people.read", "people.edit", "people.merge")
    imported, signed_up = record(national_code="D1"), record(personal_email="s@boite.example")
    page = browser.get(f"/essai/personnes/{signed_up.public_id}/").content.decode()
    assert "Carte vérifiée : même personne" in page

    done = browser.post(f"/essai/personnes/{signed_up.public_id}/carte/{imported.public_id}/")

    assert done["Location"] == f"/essai/personnes/{imported.public_id}/"
    stranger = record("Omar", "Tazi")
    assert browser.post(f"/essai/personnes/{imported.public_id}/carte/{stranger.public_id}/").status_code == 404


def test_erasing_asks_for_the_word_and_for_the_right(signed_in, record):
    person = record()
    ErasureRequest.objects.create(centre=person.centre, person=person, asked_at=NOON)
    address = f"/essai/personnes/{person.public_id}/effacer/"
    browser = signed_in("people.read", "people.erase")
    assert "Effacements demandés" in browser.get("/essai/personnes/").content.decode()

    browser.post(address, {"typed": "oui"})
    assert Person.objects.get(pk=person.pk).erased_at is None
    browser.post(address, {"typed": "EFFACER"})
    assert Person.objects.get(pk=person.pk).erased_at == NOON
    assert (
        "Les données de cette personne ont été effacées"
        in browser.get(f"/essai/personnes/{person.public_id}/").content.decode()
    )
    assert Client().post(address, {"typed": "EFFACER"}).status_code == 302


def test_keeping_a_record_needs_a_reason(signed_in, record):
    person = record()
    asked = ErasureRequest.objects.create(centre=person.centre, person=person, asked_at=NOON)
    browser = signed_in("people.read", "people.erase")
    address = f"/essai/personnes/{person.public_id}/garder/"

    browser.post(address, {"reason": ""})
    asked.refresh_from_db()
    assert asked.answered_at is None
    browser.post(address, {"reason": "Un dossier est en cours."})
    asked.refresh_from_db()
    assert (asked.answered_at, asked.refusal) == (NOON, "Un dossier est en cours.")
