"""A mailbox receives so many codes a day, whoever asks and by whichever form; the answer tells nothing of accounts."""

import pytest
from django.core import mail
from django.test import Client

from jalon.accounts import limits
from tests.accounts.test_sign_in import without_tokens

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "salma@essai.example", "inconnue@essai.example"


@pytest.fixture
def salma(person, account):
    return account(person("Salma", "Idrissi"), KNOWN)


@pytest.fixture(autouse=True)
def _few(monkeypatch, settings):
    monkeypatch.setitem(limits.RATES, "codes_day", "4/d/key")
    settings.ACCOUNT_RATE_LIMITS = False


def test_past_the_cap_of_the_day_no_more_codes_leave_and_the_answer_is_the_same_for_all(salma):
    answers = {}
    for address in (KNOWN, UNKNOWN):
        before = len(mail.outbox)
        asked = [Client().post("/compte/connexion/code/", {"email": address}) for _time in range(6)]
        refused = [without_tokens(answer) for answer in asked if answer.status_code == 429]
        answers[address] = ([answer.status_code for answer in asked], refused)
        assert len(mail.outbox) - before == 4

    assert answers[KNOWN] == answers[UNKNOWN]
    assert answers[KNOWN][0] == [302] * 4 + [429] * 2


def test_all_forms_count_against_one_mailbox(salma, centre):
    for _time in range(2):
        Client().post("/compte/connexion/code/", {"email": KNOWN})
        Client().post("/compte/mot-de-passe/oublie/", {"email": KNOWN})
    sent = len(mail.outbox)

    assert Client().post("/compte/mot-de-passe/oublie/", {"email": KNOWN.upper()}).status_code == 429
    assert Client().post("/compte/connexion/code/", {"email": KNOWN}).status_code == 429
    assert len(mail.outbox) == sent == 4


def test_notices_are_never_held_back(client, salma):
    for _time in range(5):
        Client().post("/compte/connexion/code/", {"email": KNOWN})
    client.force_login(salma)
    typed = {"oldpassword": "une-phrase-assez-longue", "password1": "une-autre-phrase-longue"}
    client.post("/compte/mot-de-passe/", typed)

    assert len(mail.outbox) == 5
