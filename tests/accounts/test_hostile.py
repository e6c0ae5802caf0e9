"""What somebody who means harm tries at the door."""

import logging
import re

import pytest
from django.core import mail
from django.test import Client

from jalon.accounts import actions, limits
from jalon.core.actor import system
from jalon.core.logs import without_secrets
from jalon.core.refusals import Refused
from tests.accounts.conftest import NOON, PASSWORD

pytestmark = pytest.mark.django_db

KNOWN = "salma@essai.example"
TYPING = "/compte/connexion/code/saisie/"


@pytest.fixture
def salma(person, account):
    return account(person("Salma", "Idrissi"), KNOWN)


@pytest.fixture
def guesses(monkeypatch):
    monkeypatch.setitem(limits.RATES, "wrong_code", "4/h/ip")


def right_code() -> str:
    return re.search(r"^\d{3} \d{3}$", mail.outbox[-1].body, re.MULTILINE)[0]


def wrong_code() -> str:
    return "000 000" if right_code() != "000 000" else "111 111"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(salma, elsewhere):
    client = Client()
    answer = client.post("/compte/connexion/", {"login": KNOWN, "password": PASSWORD, "next": elsewhere})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_signing_in_changes_the_session_and_its_cookie_is_out_of_reach_of_scripts(salma):
    client = Client()
    client.post("/compte/connexion/code/", {"email": KNOWN})
    before = client.cookies["sessionid"].value
    client.post(TYPING, {"code": right_code()})
    cookie = client.cookies["sessionid"]

    assert client.session["_auth_user_id"] == str(salma.pk)
    assert (cookie.value != before, cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")


def test_guessing_codes_against_one_mailbox_after_another_is_stopped(salma, guesses):
    for _mailbox in range(2):
        client = Client()
        client.post("/compte/connexion/code/", {"email": KNOWN})
        for _guess in range(2):
            client.post(TYPING, {"code": wrong_code()})
    last = Client()
    last.post("/compte/connexion/code/", {"email": KNOWN})
    answer = last.post(TYPING, {"code": right_code()})

    assert (answer.status_code, limits.too_many() in answer.content.decode()) == (200, True)
    assert "_auth_user_id" not in last.session


def test_guessing_the_codes_of_the_portal_counts_with_the_others(salma, centre, guesses):
    for _mailbox in range(2):
        client = Client()
        client.post("/essai/rejoindre/", {"email": KNOWN})
        for _guess in range(2):
            client.post("/essai/rejoindre/code/", {"code": wrong_code()})
    last = Client()
    last.post("/essai/rejoindre/", {"email": KNOWN})
    answer = last.post("/essai/rejoindre/code/", {"code": right_code()})

    assert (answer.status_code, limits.too_many() in answer.content.decode()) == (422, True)
    assert "_auth_user_id" not in last.session


def test_looking_whether_a_try_is_left_takes_none(rf, guesses):
    request = rf.post("/")
    for _look in range(9):
        limits.take(request, "wrong_code", only_look=True)
    for _try in range(4):
        limits.take(request, "wrong_code")

    with pytest.raises(Refused):
        limits.take(request, "wrong_code", only_look=True)


def test_letters_name_the_installation_whatever_host_the_request_claims(salma, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"Host": "evil.example"})
    for path, address in [
        ("/compte/connexion/code/", "inconnue@essai.example"),
        ("/compte/mot-de-passe/oublie/", KNOWN),
        ("/compte/mot-de-passe/oublie/", "inconnue@essai.example"),
    ]:
        client.post(path, {"email": address})

    assert len(mail.outbox) == 3
    assert [letter for letter in mail.outbox if "evil.example" in letter.body] == []
    assert ["http://localhost:8000/" in letter.body for letter in mail.outbox] == [True, True, True]


def test_neither_codes_nor_secrets_of_addresses_reach_the_logs(salma, manager, as_manager, roles, centre, caplog):
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.post("/compte/connexion/code/", {"email": KNOWN})
    code = right_code()
    client.post(TYPING, {"code": wrong_code()})
    actions.invite(
        centre, email="neuf@essai.example", roles=[roles["conseiller"]], by=as_manager, now=NOON, last_name="Neuf"
    )
    token = re.search(r"/invitation/([^/]+)/", mail.outbox[-1].body)[1]
    client.post(f"/invitation/{token}/", {"way": "password", "password": ""})
    Client(enforce_csrf_checks=True).post(f"/invitation/{token}/", {})
    said = without_secrets("\n".join(record.getMessage() for record in caplog.records))

    assert [secret for secret in (code, code.replace(" ", ""), token) if secret in said] == []
    assert "/invitation/…/" in said


def test_a_new_line_in_a_name_adds_no_header_to_a_letter(centre, person, account):
    centre.name = "Centre\r\nBcc: victime@essai.example"
    centre.save()
    client = Client()
    answer = client.post("/essai/rejoindre/", {"email": KNOWN})

    assert (answer.status_code, [letter.message()["Bcc"] for letter in mail.outbox]) == (303, [None])


def test_a_closed_account_s_password_opens_nothing(person, account):
    somebody = person("Rim", "Alami")
    account(somebody, "rim@essai.example")
    actions.close_account(somebody, by=system(somebody.centre_id), now=NOON)

    assert not Client().login(username="rim@essai.example", password=PASSWORD)


def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser(salma):
    client = Client()
    assert "no-store" not in client.get("/essai/programme/").headers.get("Cache-Control", "")

    client.force_login(salma)

    assert client.get("/essai/programme/").headers["Cache-Control"] == "private, no-store"


def test_a_nul_character_is_refused_wherever_it_is_typed(salma):
    client = Client()
    client.force_login(salma)

    assert client.get("/essai/programme/?q=a%00b").status_code == 400
    assert client.get("/essai/programme/%00/").status_code == 400
    assert client.post("/compte/connexion/", "login=a%00b", "application/x-www-form-urlencoded").status_code == 400
