"""Proof of a mailbox, which the portal's registration stands on."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.test import RequestFactory

from jalon.accounts import proof
from jalon.core.refusals import Refused
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def visit():
    request = RequestFactory().post("/essai/inscription/")
    request.session = SessionStore()
    return request


def code() -> str:
    return mail.outbox[-1].body.split("\n\n")[2]


def start(request, centre, now=NOON, email="Rim@Essai.example"):
    proof.start_proof(request, email=email, centre=centre, now=now)


def finish(request, centre, typed, now=NOON):
    return proof.finish_proof(request, code=typed, centre=centre, now=now)


def test_the_code_leaves_as_a_secret_letter(visit, centre):
    start(visit, centre)
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["rim@essai.example"], "Votre code de vérification")
    assert letter.extra_headers == {
        "X-Jalon-Reason": "Vous recevez ce message parce que cette adresse a été saisie sur le site de Centre d’essai.",
        "X-Jalon-Centre": "essai",
        "X-Jalon-Secret": "1",
    }
    assert len(code().replace(" ", "")) == 6


def test_the_session_never_holds_the_code(visit, centre):
    start(visit, centre)
    kept = json.dumps(dict(visit.session))
    assert (code() in kept, code().replace(" ", "") in kept.replace('"digest"', "")) == (False, False)


@pytest.mark.parametrize("typed", [lambda c: c, lambda c: c.replace(" ", ""), lambda c: f" {c}\u00a0"])
def test_the_right_code_proves_the_address_for_an_hour(visit, centre, typed):
    start(visit, centre)
    assert proof.asked_address(visit, centre=centre) == "rim@essai.example"

    assert finish(visit, centre, typed(code())) == "rim@essai.example"

    ages = [timedelta(0), timedelta(minutes=59), timedelta(minutes=60)]
    assert [proof.proven_address(visit, centre=centre, now=NOON + age) for age in ages] == [
        "rim@essai.example",
        "rim@essai.example",
        None,
    ]
    assert proof.asked_address(visit, centre=centre) is None


def test_the_code_lasts_fifteen_minutes(visit, centre):
    start(visit, centre)
    with pytest.raises(Refused, match="n’est plus valable"):
        finish(visit, centre, code(), now=NOON + 15 * MINUTE)
    start(visit, centre)
    assert finish(visit, centre, code(), now=NOON + 15 * MINUTE - timedelta(seconds=1)) == "rim@essai.example"


def test_five_wrong_tries_end_the_code(visit, centre):
    start(visit, centre)
    wrong = "000000" if code() != "000 000" else "111111"
    sentences = []
    for _try in range(5):
        with pytest.raises(Refused) as refusal:
            finish(visit, centre, wrong)
        sentences.append((refusal.value.field, str(refusal.value)))
    said = ("code", "Ce code n’est pas le bon. Vérifiez le dernier message reçu.")
    assert sentences == [said] * 4 + [("code", "Trop d’essais : demandez un nouveau code.")]
    with pytest.raises(Refused, match="Demandez d’abord un code"):
        finish(visit, centre, code())


def test_a_second_code_replaces_the_first(visit, centre):
    start(visit, centre)
    former = code()
    start(visit, centre)
    assert former != code()
    with pytest.raises(Refused, match="n’est pas le bon"):
        finish(visit, centre, former)


def test_a_proof_holds_in_its_centre_only(visit, centre):
    from jalon.structures.models import Centre

    other = Centre.objects.create(code="autre", name="Autre", created_at=NOON)
    start(visit, centre)
    finish(visit, centre, code())
    assert proof.proven_address(visit, centre=other, now=NOON) is None


def test_a_code_serves_once_and_a_forgotten_proof_is_gone(visit, centre):
    start(visit, centre)
    right = code()
    finish(visit, centre, right)
    with pytest.raises(Refused):
        finish(visit, centre, right)
    proof.forget_proof(visit)
    assert proof.proven_address(visit, centre=centre, now=NOON) is None


def test_codes_to_one_mailbox_are_limited_with_a_sentence(visit, centre):
    for _try in range(5):
        start(visit, centre)
    with pytest.raises(Refused, match="Trop d’essais en peu de temps"):
        start(visit, centre)
    start(visit, centre, email="autre@essai.example")
    assert len(mail.outbox) == 6


def test_a_known_and_an_unknown_address_get_the_same_letter(visit, centre, person, account, django_assert_num_queries):
    account(person(), "rim@essai.example")
    for address in ("rim@essai.example", "inconnue@essai.example"):
        with django_assert_num_queries(0):
            start(visit, centre, email=address)
    first, second = ("\n".join(letter.body.split("\n\n")[:2]) for letter in mail.outbox)
    assert first == second
