"""Signing up: whose record it becomes, and what an outsider learns."""

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from jalon.accounts.actions import create_account
from jalon.accounts.models import Link, User
from jalon.activities.models import Registration
from jalon.core.actor import system
from jalon.people.models import Origin, Person
from jalon.portal.actions import join
from jalon.portal.queries import Identity
from tests.factories import NOON
from tests.portal.conftest import Visitor, code_sent

ADDRESS = "s.idrissi@etu.example"
BORN = date(2004, 3, 2)


def test_an_unknown_address_makes_a_new_record(visitor):
    assert visitor.prove(ADDRESS)["Location"] == "/essai/rejoindre/identite/"
    assert visitor.say("salma", "IDRISSI")["Location"] == "/essai/mes-activites/"

    person = Person.objects.get(personal_email=ADDRESS)
    assert (person.full_name, person.registered_origin, person.registered_at) == ("Salma Idrissi", Origin.PORTAL, NOON)
    assert visitor.person() == person


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Salma", "Idrissi"),
        ("SALMA", "IDRISSI"),
        ("Idrissi", "Salma"),
        ("Selma", "Idrissi Alaoui"),
        ("سلمى", "الإدريسي"),
    ],
)
def test_the_address_of_one_record_with_an_agreeing_name_opens_that_record(visitor, record, first, last):
    known = record(institutional_email=ADDRESS, last_name_ar="الإدريسي", first_name_ar="سلمى")
    agrees = first != "Selma"

    visitor.prove(ADDRESS)
    visitor.say(first, last)

    assert (visitor.person() == known) is agrees
    known.refresh_from_db()
    assert (known.registered_at == NOON) is agrees


def test_a_disagreeing_name_never_opens_the_record_that_has_the_address(visitor, record):
    known = record(institutional_email=ADDRESS)

    visitor.prove(ADDRESS)
    visitor.say("Karim", "Bennani")

    known.refresh_from_db()
    assert known.registered_at is None
    assert not Link.objects.filter(person=known).exists()
    assert visitor.person().full_name == "Karim Bennani"


@pytest.mark.parametrize(
    ("said", "opens"),
    [
        ({"born_on": "2004-03-02"}, True),
        ({"number": " 2000 1234 "}, True),
        ({"number": "d130000001"}, True),
        ({"born_on": "2004-03-02", "number": "20001234"}, True),
        ({"born_on": "2004-03-03"}, False),
        ({"number": "20009999"}, False),
        ({"born_on": "2004-03-02", "number": "20009999"}, False),
        ({"born_on": "2004-03-03", "number": "20001234"}, False),
        ({"born_on": "2001-01-01", "number": "20005678"}, False),
    ],
)
def test_an_address_on_several_records_needs_the_birth_date_or_the_number(visitor, record, said, opens):
    own = record(institutional_email=ADDRESS, born_on=BORN, student_number="20001234", national_code="D130000001")
    record(institutional_email=ADDRESS, born_on=date(2001, 1, 1), student_number="20009998", national_code="E130000002")

    visitor.prove(ADDRESS)
    visitor.say("Salma", "Idrissi", **said)

    person = visitor.person()
    assert (person == own) is opens
    if not opens:
        assert (person.born_on, person.student_number) == (None, ""), "a proof that failed is not kept as a fact"
        assert Person.objects.count() == 3


def test_without_any_proof_the_form_asks_again(visitor, record):
    record(institutional_email=ADDRESS, born_on=BORN)
    record(institutional_email=ADDRESS, born_on=BORN)

    visitor.prove(ADDRESS)
    answer = visitor.say("Salma", "Idrissi")

    assert answer.status_code == 422
    assert "Donnez votre date de naissance ou votre numéro." in answer.content.decode()
    assert Person.objects.count() == 2


def test_two_twins_whom_the_proof_does_not_tell_apart_get_a_third_record(visitor, record):
    record(institutional_email=ADDRESS, born_on=BORN)
    record(institutional_email=ADDRESS, born_on=BORN)

    visitor.prove(ADDRESS)
    visitor.say("Salma", "Idrissi", born_on="2004-03-02")

    assert Person.objects.count() == 3
    assert visitor.person().born_on is None


def test_a_record_that_has_an_account_is_never_opened_by_another_address(visitor, record, centre):
    known = record(institutional_email=ADDRESS, born_on=BORN)
    create_account(email="ailleurs@example.org", password=None, person=known, by=system(centre.pk), now=NOON)

    visitor.prove(ADDRESS)
    visitor.say("Salma", "Idrissi")

    assert visitor.person() != known
    assert Link.objects.filter(person=known).count() == 1


def test_whoever_has_an_account_is_signed_in_by_the_code_alone(visitor, record, centre, workshop):
    known = record(personal_email=ADDRESS)
    create_account(email=ADDRESS, password=None, person=known, by=system(centre.pk), now=NOON)

    assert visitor.prove(ADDRESS, wanted=workshop.public_id)["Location"] == f"/essai/programme/{workshop.public_id}/"
    assert visitor.person() == known
    assert Person.objects.filter(first_name="Salma", last_name="Idrissi").count() == 1


def test_whoever_has_an_account_and_comes_for_an_activity_is_registered_by_the_code(visitor, record, centre, workshop):
    known = record(personal_email=ADDRESS)
    create_account(email=ADDRESS, password=None, person=known, by=system(centre.pk), now=NOON)
    answer = visitor.prove(ADDRESS, wanted=workshop.public_id)

    assert Registration.objects.get().person == known
    assert "Votre demande est reçue" in visitor.client.get(answer["Location"]).content.decode()


def test_an_account_with_a_second_factor_is_not_acted_for_by_its_mailbox(visitor, record, centre, workshop):
    known = record(personal_email=ADDRESS)
    user = create_account(email=ADDRESS, password=None, person=known, by=system(centre.pk), now=NOON)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})

    assert visitor.prove(ADDRESS, wanted=workshop.public_id)["Location"] == "/compte/connexion/second-facteur/"
    assert Registration.objects.count() == 0


def test_an_activity_that_closed_is_said_to_whoever_signs_in_for_it(visitor, record, centre, workshop, clock):
    known = record(personal_email=ADDRESS)
    create_account(email=ADDRESS, password=None, person=known, by=system(centre.pk), now=NOON)
    clock(workshop.starts_at)
    answer = visitor.prove(ADDRESS, wanted=workshop.public_id)

    assert "Les inscriptions sont closes" in visitor.client.get(answer["Location"]).content.decode()
    assert Registration.objects.count() == 0


def test_looking_at_the_first_step_leaves_no_trace(client, workshop):
    page = client.get(f"/essai/rejoindre/?pour={workshop.public_id}")

    assert "Un CV qui donne envie" in page.content.decode()
    assert (Session.objects.count(), dict(client.session)) == (0, {})


@pytest.mark.parametrize("wanted", ["nowhere", "9" * 40, "%00", "a/../b", "x&next=//evil.example"])
def test_a_wanted_activity_that_is_none_leads_to_one_s_own_page(wanted, visitor):
    visitor.prove(ADDRESS, wanted=quote(wanted) if wanted != "%00" else "zz")

    assert visitor.last_step.startswith("/essai/rejoindre/identite/?pour=")
    assert visitor.say("Salma", "Idrissi")["Location"] == "/essai/mes-activites/"


def test_five_wrong_codes_end_the_try(visitor):
    visitor.client.post("/essai/rejoindre/", {"email": ADDRESS})
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"

    answers = [visitor.client.post("/essai/rejoindre/code/", {"code": wrong}) for _try in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 5
    assert "Trop d’essais : demandez un nouveau code." in answers[-1].content.decode()

    assert visitor.client.post("/essai/rejoindre/code/", {"code": right})["Location"] == "/essai/rejoindre/"
    assert visitor.client.get("/essai/rejoindre/identite/")["Location"] == "/essai/rejoindre/"


def test_nobody_learns_whether_an_address_is_known(centre, record):
    one = record(institutional_email="une@etu.example")
    create_account(email="compte@etu.example", password=None, person=one, by=system(centre.pk), now=NOON)
    record(institutional_email="deux@etu.example")
    record(institutional_email="deux@etu.example")
    seen = set()
    for address in ("personne@etu.example", "une@etu.example", "deux@etu.example", "compte@etu.example"):
        client, before = Client(), len(mail.outbox)
        asked = client.post("/essai/rejoindre/", {"email": address})
        page = client.get(asked["Location"]).content.decode().replace(address, "")
        seen.add((asked.status_code, asked["Location"], len(mail.outbox) - before, _without_secrets(page)))

    assert len(seen) == 1


def _without_secrets(page: str) -> str:
    """The page without what differs on each visit."""
    return re.sub(r'(value|nonce|content)="[\w+/=-]{20,}"|csrfmiddlewaretoken[^>]*|"X-CSRFToken"[^}]*', "", page)


def test_the_wanted_activity_is_registered_when_the_sign_up_completes(visitor, workshop):
    asked = visitor.client.post(f"/essai/programme/{workshop.public_id}/inscription/")
    assert asked["Location"] == f"/essai/rejoindre/?pour={workshop.public_id}"

    visitor.prove(ADDRESS, wanted=workshop.public_id)
    done = visitor.say("Salma", "Idrissi")

    assert done["Location"] == f"/essai/programme/{workshop.public_id}/"
    assert Registration.objects.get().person == visitor.person()
    assert "Votre demande est reçue" in visitor.client.get(done["Location"]).content.decode()


def test_an_activity_that_closed_meanwhile_is_said_and_the_account_is_open_all_the_same(visitor, workshop, clock):
    visitor.prove(ADDRESS, wanted=workshop.public_id)
    clock(workshop.starts_at)
    visitor.prove(ADDRESS, wanted=workshop.public_id)
    page = visitor.client.get(visitor.say("Salma", "Idrissi")["Location"]).content.decode()

    assert "Les inscriptions sont closes" in page
    assert Registration.objects.count() == 0
    assert User.objects.count() == 1


def test_the_last_step_sent_twice_gives_one_person_one_account_and_one_registration(visitor, workshop):
    visitor.prove(ADDRESS, wanted=workshop.public_id)
    twin = Visitor()
    twin.last_step = visitor.last_step
    twin.client.cookies = visitor.client.cookies.copy()  # the same phone, its form sent again before the answer came
    session = dict(visitor.client.session)

    visitor.say("Salma", "Idrissi", arrival_key="cle-du-formulaire")
    again = visitor.client.session
    again.update(session)
    again.pop("_auth_user_id", None)
    again.save()
    twin.say("Salma", "Idrissi", arrival_key="cle-du-formulaire")

    assert Person.objects.filter(personal_email=ADDRESS).count() == 1
    assert User.objects.count() == 1
    assert Registration.objects.count() == 1


def test_two_tabs_with_two_keys_give_one_person_too(centre, workshop):
    said = Identity("Idrissi", "Salma")
    first, second = (
        join(centre, address=ADDRESS, identity=said, wanted=workshop.public_id, key=key, now=NOON)
        for key in ("a", None)
    )

    assert first == second
    assert Person.objects.filter(personal_email=ADDRESS).count() == 1
    assert Registration.objects.count() == 1


def test_a_proof_is_good_for_one_hour(visitor, clock):
    visitor.prove(ADDRESS)
    clock(NOON + timedelta(hours=1))

    assert visitor.say("Salma", "Idrissi")["Location"] == "/essai/rejoindre/"
    assert not Person.objects.filter(personal_email=ADDRESS).exists()


def test_passers_by_are_asked_who_they_are_before_their_own_pages(client, centre):
    assert client.get("/essai/mes-activites/")["Location"] == "/essai/rejoindre/"
    assert client.get("/essai/mes-donnees/").status_code == 302
