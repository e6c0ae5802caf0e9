"""Coming in, inviting a colleague, being away: what the team does before anything else."""

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from jalon.accounts.models import User
from jalon.people.models import Absence
from tests.accounts.conftest import (  # noqa: F401 - fixtures
    PASSWORD,
    account,
    as_manager,
    centre,
    manager,
    member,
    person,
    roles,
)
from tests.journeys.axe import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def team(manager: Any, member: Any, roles: Any, account: Any) -> None:  # noqa: F811
    """A Manager and an adviser with accounts."""
    account(manager, "nadia@essai.example")
    account(member(roles["conseiller"]), "salma@essai.example", password=None)


def sign_in(page: Page) -> None:
    page.goto("/compte/connexion/?next=/essai/equipe/")
    page.get_by_label("Adresse e-mail").fill("nadia@essai.example")
    page.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Équipe")


def test_a_colleague_is_invited_and_joins(page: Page, browser: Browser, base_url: str) -> None:
    page.goto("/compte/connexion/")
    assert_accessible(page)
    sign_in(page)
    assert_accessible(page)

    page.get_by_role("link", name="Inviter").click()
    page.get_by_label("Prénom").fill("Rim")
    page.get_by_label("Nom", exact=True).or_(page.locator("[name=last_name]")).first.fill("Alami")
    page.get_by_label("Adresse e-mail").fill("rim@essai.example")
    page.get_by_label("Conseiller carrière").check()
    assert_accessible(page)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.get_by_text("Invitation envoyée à rim@essai.example.")).to_be_visible()

    link = re.search(r"/invitation/[\w-]+/", mail.outbox[-1].body)[0]  # type: ignore[index]
    phone = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844}, locale="fr-FR").new_page()
    phone.goto(link)
    assert_accessible(phone)
    phone.get_by_role("button", name="Accepter l’invitation").click()
    phone.wait_for_url(lambda url: "/invitation/" not in url)
    phone.goto("/essai/equipe/")
    expect(phone.get_by_role("row", name="Rim Alami")).to_contain_text("Compte actif")
    phone.context.close()
    assert User.objects.filter(email="rim@essai.example").count() == 1


def test_signing_in_by_code(page: Page) -> None:
    page.goto("/compte/connexion/?next=/essai/mon-compte/")
    page.get_by_role("link", name="Recevoir un code par e-mail").click()
    page.get_by_label("Adresse e-mail").fill("salma@essai.example")
    page.get_by_role("button", name="Envoyer le code").click()
    assert_accessible(page)
    page.get_by_label("Code").fill(re.search(r"\d{3} \d{3}", mail.outbox[-1].body)[0])  # type: ignore[index]
    page.get_by_role("button", name="Valider").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")
    assert_accessible(page)


def test_being_away_takes_three_clicks_and_can_be_undone(page: Page) -> None:
    sign_in(page)
    page.get_by_role("button", name="Nadia Berrada").click()
    page.locator("#account-menu").get_by_role("link", name="Je serai absent·e").click()
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Absence notée")).to_be_visible()
    assert Absence.objects.filter(cancelled_at=None).count() == 1

    page.locator("#toasts").get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Absence annulée")).to_be_visible()
    assert Absence.objects.filter(cancelled_at=None).count() == 0


def test_a_role_is_given_and_taken_back_at_once(page: Page) -> None:
    sign_in(page)
    page.get_by_role("link", name="Salma Idrissi").click()
    page.get_by_label("Rôle").select_option(label="Business Developer")
    assert_accessible(page)
    page.get_by_role("button", name="Confier ce rôle").click()
    expect(page.get_by_role("list").filter(has_text="Business Developer").last).to_be_visible()
    page.locator("#toasts").get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Rôle « Business Developer » retiré")).to_be_visible()
