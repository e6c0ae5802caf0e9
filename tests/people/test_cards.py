"""*Carte vérifiée*: which records may be the same person's, and joining them on sight of the card."""

import pytest

from jalon.accounts.actions import create_account
from jalon.accounts.models import Link
from jalon.core.actor import system
from jalon.core.refusals import Forbidden, Refused
from jalon.people.cards import join_on_card, possibly_same
from jalon.people.duplicates.actions import keep_apart
from tests.factories import NOON, actor


def test_the_same_name_or_a_common_address_makes_records_possibly_the_same(record, desk):
    signed_up = record(personal_email="s@boite.example")
    same_name = record(national_code="D1", institutional_email="s.idrissi@etu.example")
    same_address = record("Salma", "El Idrissi", institutional_email="s@boite.example")
    record("Karim", "Bennani")

    assert set(possibly_same(signed_up, by=desk)) == {same_name, same_address}


def test_another_national_code_or_a_said_distinction_is_another_person(record, desk):
    one = record(national_code="D1")
    record(national_code="D2")
    told_apart = record()
    keep_apart(one, told_apart, by=desk, now=NOON)

    assert list(possibly_same(one, by=desk)) == []


def test_the_card_joins_what_the_person_did_to_the_institutions_record(record, desk, campus):
    imported = record(national_code="D1")
    signed_up = record(personal_email="s@boite.example", registered_at=NOON)
    create_account(email="s@boite.example", password=None, person=signed_up, by=system(campus.pk), now=NOON)

    merge = join_on_card(signed_up, imported, by=desk, now=NOON)

    assert (merge.kept, merge.merged) == (imported, signed_up)
    imported.refresh_from_db()
    assert (imported.card_checked_at, imported.personal_email) == (NOON, "s@boite.example")
    assert Link.objects.get(ended_at=None).person == imported


def test_two_codes_are_never_joined(record, desk):
    one, other = record(national_code="D1"), record(national_code="D2")

    with pytest.raises(Refused, match="deux codes nationaux"):
        join_on_card(one, other, by=desk, now=NOON)


def test_joining_needs_the_right_to_merge(record, desk):
    reader = actor(record("Omar", "Tazi"), "people.read", "people.edit")

    with pytest.raises(Forbidden):
        join_on_card(record(), record(), by=reader, now=NOON)
