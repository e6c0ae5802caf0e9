"""Where `/` leads, and who one is once signed in."""

import pytest
from django.test import RequestFactory

from jalon.accounts import entrance
from jalon.accounts.models import Link
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.ui.registries import layout
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(centre):
    return Centre.objects.create(code="autre", name="Autre centre", created_at=NOON)


@pytest.fixture(autouse=True)
def no_desk(monkeypatch):
    """Home is told by a higher package: without it, the address of the centre."""
    monkeypatch.setattr(layout, "_home", [])


def test_a_visitor_goes_to_the_only_centre(client, centre):
    assert client.get("/").headers["Location"] == "/essai/"


def test_a_visitor_chooses_among_several(client, centre, other):
    page = client.get("/").text
    assert ('href="/essai/"' in page, 'href="/autre/"' in page) == (True, True)


def test_an_empty_installation_leads_to_its_opening(client, db, monkeypatch):
    monkeypatch.setattr(entrance, "_opening", [])
    assert "pas encore de centre" in client.get("/").text
    monkeypatch.setattr(entrance, "_opening", [lambda request: "/ouvrir/"])
    assert client.get("/").headers["Location"] == "/ouvrir/"


def test_an_account_goes_to_its_only_centre(client, centre, other, person, account):
    client.force_login(account(person()))
    assert client.get("/").headers["Location"] == "/essai/"
    assert client.get("/compte/").headers["Location"] == "/essai/mon-compte/"


def test_home_is_told_by_the_package_that_holds_the_first_page(client, roles, manager_browser, monkeypatch):
    seen = []
    monkeypatch.setattr(layout, "_home", [lambda request: seen.append(request) or "/essai/ma-journee/"])
    assert manager_browser.get("/").headers["Location"] == "/essai/ma-journee/"
    assert (seen[0].centre.code, seen[0].actor.can("people.appoint")) == ("essai", True)


def test_an_account_of_several_centres_chooses(client, other, person, account):
    user = account(person())
    twin = Person.objects.create(centre=other, last_name="Idrissi", created_at=NOON)
    Link.objects.create(centre=other, user=user, person=twin, created_at=NOON)
    client.force_login(user)
    assert 'href="/autre/"' in client.get("/").text
    assert 'href="/autre/mon-compte/"' in client.get("/compte/").text


def test_an_account_without_centre_is_told(client, centre, person, account):
    client.force_login(account(person()))
    Link.objects.update(ended_at=NOON)
    assert "Aucun centre pour l’instant" in client.get("/").text
    assert client.get("/essai/mon-compte/").status_code == 404


def test_a_visitor_who_asks_for_their_account_signs_in_first(client, centre):
    assert client.get("/compte/").headers["Location"] == "/compte/connexion/"
    assert client.get("/essai/mon-compte/").headers["Location"] == "/compte/connexion/?next=/essai/mon-compte/"


def test_the_account_page_of_a_young_person_and_of_the_team(client, roles, manager_browser, person, account):
    client.force_login(account(person("Rim", "Alami"), "rim@essai.example", password=None))
    young, team = client.get("/essai/mon-compte/").text, manager_browser.get("/essai/mon-compte/").text
    assert ("portal-head" in young, "Aucun : vous vous connectez par un code" in young, "Mes rôles" in young) == (
        True,
        True,
        False,
    )
    assert ("portal-head" in team, "Changer de mot de passe" in team, "Mes rôles" in team) == (False, True, True)


def test_signing_in_by_proof_asks_the_second_factor(person, account, client):
    from allauth.core import context
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.contrib.sessions.backends.db import SessionStore

    user = account(person())
    TOTP.activate(user, generate_totp_secret())
    request = RequestFactory().post("/essai/inscription/")
    request.session, request.user = SessionStore(), AnonymousUser()
    request._messages = FallbackStorage(request)
    with context.request_context(request):
        answer = entrance.sign_in(request, user, email=user.email, to="/essai/")
    assert answer.headers["Location"] == "/compte/connexion/second-facteur/"
    assert "_auth_user_id" not in request.session
