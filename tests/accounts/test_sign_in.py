"""Signing in: what is mounted, what works, what it says; no form tells whether an address is known."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import hashers
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from jalon.accounts.models import Link, User
from jalon.accounts.root_urls import LIBRARY_ADDRESSES
from jalon.core.refusals import Refused
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "salma@essai.example", "inconnue@essai.example"


@pytest.fixture
def salma(person, account):
    return account(person("Salma", "Idrissi"), KNOWN)


def code_in(letter) -> str:
    return re.search(r"^\d{3} \d{3}$", letter.body, re.MULTILINE)[0]


def without_tokens(answer) -> str:
    """A page without what changes at each request: anti-forgery tokens and nonces; the typed address put aside."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', r"\1", answer.text)
    text = re.sub(r'(data-csrf|content|hx-headers)=(".{60,200}"|\'.{60,200}\')', r"\1", text)
    return text.replace(KNOWN, "ADDRESS").replace(UNKNOWN, "ADDRESS")


# What is there


def test_only_what_jalon_offers_is_mounted():
    mounted = {
        name for name in get_resolver().reverse_dict if isinstance(name, str) and re.match("account_|mfa_", name)
    }
    assert mounted == {*LIBRARY_ADDRESSES, "account_signup"}
    for absent in ("mfa_list_webauthn", "socialaccount_connections", "account_confirm_email"):
        with pytest.raises(NoReverseMatch):
            reverse(absent)


def test_sign_up_is_closed_and_says_where_to_go(client, centre):
    answer = client.get("/compte/ouvrir/")
    assert (answer.status_code, "Les jeunes s’inscrivent sur la page de leur centre." in answer.text) == (200, True)
    client.post("/compte/ouvrir/", {"email": UNKNOWN, "password1": PASSWORD})
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("connexion/", "Recevoir un code par e-mail"),
        ("connexion/code/", "Envoyer le code"),
        ("mot-de-passe/oublie/", "Envoyer le lien"),
        ("mot-de-passe/oublie/envoye/", "Regardez votre boîte"),
        ("mot-de-passe/change/", "Mot de passe changé"),
        ("mot-de-passe/nouveau/1-faux/", "Ce lien n’est plus valable"),
        ("ferme/", "Ce compte est fermé"),
    ],
)
def test_pages_for_everybody_are_in_french(client, db, path, words):
    answer = client.get(f"/compte/{path}")
    assert (answer.status_code, words in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("deconnexion/", "Se déconnecter ?"),
        ("adresse/", "Changer d’adresse"),
        ("mot-de-passe/", "Mot de passe actuel"),
        ("second-facteur/", "Il protège votre compte"),
    ],
)
def test_pages_of_one_s_own_account_are_in_french(client, salma, path, words):
    client.force_login(salma)
    answer = client.get(f"/compte/{path}")
    assert (answer.status_code, words in answer.text) == (200, True)


# Ways in


def test_signing_in_by_password(client, salma):
    answer = client.post("/compte/connexion/", {"login": "Salma@ESSAI.example", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(salma.pk)


def test_a_session_ends_with_the_browser_unless_one_asks_to_stay(client, salma):
    client.post("/compte/connexion/", {"login": KNOWN, "password": PASSWORD})
    assert client.session.get_expire_at_browser_close()
    client.logout()
    client.post("/compte/connexion/", {"login": KNOWN, "password": PASSWORD, "remember": "on"})
    assert not client.session.get_expire_at_browser_close()


def test_a_wrong_password_is_said_in_french(client, salma):
    answer = client.post("/compte/connexion/", {"login": KNOWN, "password": "faux"})
    assert "L’adresse ou le mot de passe n’est pas le bon." in answer.text


def test_signing_in_by_code(client, salma):
    answer = client.post("/compte/connexion/code/", {"email": KNOWN})
    assert answer.headers["Location"] == "/compte/connexion/code/saisie/"
    letter = mail.outbox[0]
    assert (letter.subject, letter.to, letter.extra_headers["X-Jalon-Secret"]) == (
        "Votre code pour vous connecter",
        [KNOWN],
        "1",
    )
    assert client.get("/compte/connexion/code/saisie/").status_code == 200

    answer = client.post("/compte/connexion/code/saisie/", {"code": code_in(letter).replace(" ", "")})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(salma.pk)


def test_three_wrong_codes_end_the_attempt(client, salma):
    client.post("/compte/connexion/code/", {"email": KNOWN})
    right = code_in(mail.outbox[0])
    wrong = "000 000" if right != "000 000" else "111 111"
    answers = [client.post("/compte/connexion/code/saisie/", {"code": wrong}).status_code for _try in range(3)]
    assert answers == [200, 200, 302]
    client.post("/compte/connexion/code/saisie/", {"code": right})
    assert "_auth_user_id" not in client.session


def test_a_new_password_by_a_link(client, salma):
    client.post("/compte/mot-de-passe/oublie/", {"email": KNOWN})
    link = re.search(r"http://localhost:8000(/compte/mot-de-passe/nouveau/\S+)", mail.outbox[0].body)[1]
    assert mail.outbox[0].extra_headers["X-Jalon-Secret"] == "1"
    form = client.get(link).headers["Location"]
    assert link != form

    answer = client.post(form, {"password1": "encore-une-autre-phrase"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    salma.refresh_from_db()
    assert salma.check_password("encore-une-autre-phrase")
    assert "Demander un autre lien" in Client().get(link).text
    assert mail.outbox[-1].subject == "Votre mot de passe a changé"
    assert "X-Jalon-Secret" not in mail.outbox[-1].extra_headers


def test_an_account_without_password_may_choose_one(client, person, account):
    user = account(person(), password=None)
    client.force_login(user)
    assert client.get("/compte/mot-de-passe/").headers["Location"] == "/compte/mot-de-passe/premier/"
    assert client.post("/compte/mot-de-passe/premier/", {"password1": PASSWORD}).headers["Location"] == "/compte/"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_address_changes_once_the_new_mailbox_is_proven(client, salma):
    client.force_login(salma)
    client.post("/compte/adresse/", {"email": "neuve@essai.example", "action_add": "1"})
    salma.refresh_from_db()
    assert salma.email == KNOWN

    client.post("/compte/adresse/code/", {"code": code_in(mail.outbox[0])})

    salma.refresh_from_db()
    assert salma.email == "neuve@essai.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("neuve@essai.example", True, True)
    ]
    assert mail.outbox[-1].to == [KNOWN]


def test_a_closed_account_does_not_sign_in(client, salma):
    User.objects.update(is_active=False)
    answer = client.post("/compte/connexion/", {"login": KNOWN, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert answer.headers["Location"] == "/compte/ferme/"


def test_the_demonstration_s_password_opens_nothing_elsewhere(client, person, account, settings):
    settings.JALON_DEMO = True
    account(person(), KNOWN, password="jalon-demo")
    form = {"login": KNOWN, "password": "jalon-demo"}

    settings.JALON_DEMO = False
    assert "L’adresse ou le mot de passe n’est pas le bon." in client.post("/compte/connexion/", form).text
    with pytest.raises(Refused, match="celui de la démonstration"):
        account(person("Rim"), "rim@essai.example", password="jalon-demo")

    settings.JALON_DEMO = True
    assert client.post("/compte/connexion/", form).headers["Location"] == "/"


# Second factor


def totp_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_second_factor_is_asked_after_the_password(client, salma):
    secret = generate_totp_secret()
    TOTP.activate(salma, secret)
    RecoveryCodes.activate(salma)
    assert get_adapter().is_mfa_enabled(salma)

    answer = client.post("/compte/connexion/", {"login": KNOWN, "password": PASSWORD})
    assert answer.headers["Location"] == "/compte/connexion/second-facteur/"
    assert "Le code de votre application" in client.get("/compte/connexion/second-facteur/").text
    assert "_auth_user_id" not in client.session

    client.post("/compte/connexion/second-facteur/", {"code": totp_now(secret)})
    assert client.session["_auth_user_id"] == str(salma.pk)


def test_turning_the_second_factor_on_asks_the_password_again_and_gives_spare_codes(client, salma):
    client.force_login(salma)
    start = "/compte/second-facteur/application/"
    assert client.get(start).headers["Location"] == f"/compte/confirmer/?next={start.replace('/', '%2F')}"
    assert "Confirmer que c’est vous" in client.get("/compte/confirmer/").text
    assert client.post(f"/compte/confirmer/?next={start}", {"password": PASSWORD}).headers["Location"] == start
    page = client.get(start).text
    secret = re.search(r"<code>(\w+)</code>", page)[1]

    answer = client.post(start, {"code": totp_now(secret)})

    assert answer.headers["Location"] == "/compte/second-facteur/secours/"
    assert len(re.findall(r"<code>\d{8}</code>", client.get("/compte/second-facteur/secours/").text)) == 10
    assert client.get("/compte/second-facteur/secours/fichier/").text.count("\n") >= 10
    assert "Retirer le second facteur" in client.get("/compte/second-facteur/").text
    assert "Faire de nouveaux codes" in client.get("/compte/second-facteur/secours/nouveaux/").text
    assert "Retirer le second facteur ?" in client.get("/compte/second-facteur/application/retirer/").text
    client.post("/compte/second-facteur/application/retirer/")
    assert Authenticator.objects.filter(user=salma, type="totp").count() == 0


# Nobody learns who has an account


@pytest.fixture
def hashing(monkeypatch):
    """Counts the passwords that were digested: the slow part of an answer."""
    counted = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *a, **k: counted.append(1) or encode(self, *a, **k))
    return counted


@pytest.mark.parametrize(
    ("path", "data", "letters"),
    [
        ("/compte/connexion/", {"login": "", "password": "faux-mais-long"}, 0),
        ("/compte/connexion/code/", {"email": ""}, 1),
        ("/compte/mot-de-passe/oublie/", {"email": ""}, 1),
    ],
    ids=["password", "code", "reset"],
)
def test_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work(salma, hashing, path, data, letters):
    seen = []
    for address in (KNOWN, UNKNOWN):
        browser = Client()
        del hashing[:]
        mail.outbox.clear()
        answer = browser.post(path, {k: v or address for k, v in data.items()})
        after = browser.get(answer.headers["Location"]) if answer.status_code == 302 else None
        seen.append(
            (
                answer.status_code,
                answer.headers.get("Location"),
                without_tokens(answer),
                without_tokens(after) if after else "",
                len(hashing),
                len(mail.outbox),
                [letter.to == [address] for letter in mail.outbox],
            )
        )
    assert seen[0] == seen[1]
    assert seen[0][5] == letters


def test_a_wrong_code_is_the_same_for_a_known_and_an_unknown_address(salma):
    pages = []
    for address in (KNOWN, UNKNOWN):
        browser = Client()
        browser.post("/compte/connexion/code/", {"email": address})
        pages.append(without_tokens(browser.post("/compte/connexion/code/saisie/", {"code": "999 99"})))
    assert pages[0] == pages[1]
    assert "Ce code n’est pas le bon." in pages[0]


def test_taking_somebody_s_address_looks_like_taking_a_free_one(salma, person, account):
    hiba = account(person("Hiba", "Tazi"), "hiba@essai.example")
    pages = []
    for address in (KNOWN, UNKNOWN):
        browser = Client()
        browser.force_login(hiba)
        answer = browser.post("/compte/adresse/", {"email": address, "action_add": "1"})
        pages.append(
            (answer.status_code, answer.headers["Location"], without_tokens(browser.get(answer.headers["Location"])))
        )
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_inviting_a_known_address_looks_like_inviting_an_unknown_one(manager_browser, roles, salma):
    Link.objects.filter(user=salma).delete()
    pages = []
    for address in (KNOWN, UNKNOWN):
        mail.outbox.clear()
        names = {"first_name": "Rim", "last_name": "Alami", "email": address, "roles": [roles["conseiller"].pk]}
        answer = manager_browser.post("/essai/equipe/inviter/", names)
        pages.append((answer.status_code, answer.headers["Location"], len(mail.outbox)))
    assert pages == [(303, "/essai/equipe/", 1)] * 2


# Limits


def test_tries_against_one_mailbox_are_limited_with_a_sentence(client, salma):
    for _try in range(5):
        client.post("/compte/connexion/", {"login": KNOWN, "password": "faux"})
    answer = client.post("/compte/connexion/", {"login": KNOWN, "password": PASSWORD})
    assert "Trop d’essais en peu de temps." in answer.text
    assert "_auth_user_id" not in client.session


def test_limits_are_the_same_for_an_unknown_mailbox(client, salma):
    for _try in range(5):
        client.post("/compte/connexion/", {"login": UNKNOWN, "password": "faux"})
    assert (
        "Trop d’essais en peu de temps." in client.post("/compte/connexion/", {"login": UNKNOWN, "password": "x"}).text
    )


def test_codes_sent_to_one_mailbox_are_limited(client, salma):
    answers = [Client().post("/compte/connexion/code/", {"email": KNOWN}) for _try in range(4)]
    assert [a.status_code for a in answers] == [302, 302, 302, 200]
    assert "Trop d’essais en peu de temps." in answers[-1].text
    assert len(mail.outbox) == 3


def test_reset_links_sent_to_one_mailbox_are_limited(client, salma):
    answers = [client.post("/compte/mot-de-passe/oublie/", {"email": KNOWN}) for _try in range(6)]
    assert [a.status_code for a in answers] == [302] * 5 + [429]
    assert "Attendez quelques minutes" in answers[-1].text


def test_a_classroom_behind_one_address_is_not_stopped(person, account):
    for n in range(40):
        account(person(f"P{n}", f"N{n}"), f"p{n}@essai.example", password=None)
    answers = [
        Client().post("/compte/connexion/code/", {"email": f"p{n}@essai.example"}).status_code for n in range(40)
    ]
    assert answers == [302] * 40


def test_the_notice_of_a_change_repeats_nothing_that_the_browser_says_of_itself(client, salma):
    client.force_login(salma)
    typed = {"oldpassword": PASSWORD, "password1": "une-autre-phrase-longue"}
    client.post("/compte/mot-de-passe/", typed, HTTP_USER_AGENT="Gagnez ! https://evil.example")

    (letter,) = mail.outbox
    assert "Adresse du réseau" in letter.body
    assert "evil.example" not in letter.body
