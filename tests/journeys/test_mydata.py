"""What is held about me: read, taken away, erased. (B, privacy)"""

import json

import pytest
from playwright.sync_api import expect

from jalon.people.models import Person
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import PHONE, Campus


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desktop"])
def test_a_young_person_reads_takes_away_and_asks_to_be_erased(campus: Campus, size, faults):
    salma = campus.person("Salma", "Idrissi", "jeune", personal_email="salma@boite.example", phone="+212661234567")
    manager = campus.person("Leïla", "Fassi", "manager")
    phone = campus.page(salma, size)

    campus.go(phone, "mes-donnees/")
    phone.get_by_text("Ma fiche", exact=True).click()
    expect(phone.get_by_text("+212661234567")).to_be_visible()
    assert_accessible(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Tout télécharger").click()
    data = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert data["people.Person"]["rows"][0]["personal_email"] == "salma@boite.example"
    phone.get_by_role("button", name="Demander l’effacement de ma fiche").click()
    expect(phone.get_by_text("Votre demande est enregistrée").first).to_be_visible()
    assert_accessible(phone)

    office = campus.page(manager, size)
    campus.go(office, "personnes/")
    office.get_by_role("link", name="Salma Idrissi").first.click()
    expect(office.get_by_text("Cette personne demande l’effacement de sa fiche")).to_be_visible()
    assert_accessible(office)
    salma.mandates.update(ended_at=campus.now)
    office.reload()
    office.get_by_role("button", name="Effacer la fiche").click()
    assert_accessible(office)
    office.get_by_label("Pour confirmer, écrivez EFFACER").fill("EFFACER")
    office.get_by_role("button", name="Effacer définitivement").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Fiche effacée")
    assert_accessible(office)

    assert Person.objects.get(pk=salma.pk).last_name == ""
    phone.goto("/essai/mes-activites/")
    expect(phone.get_by_role("heading", name="Me connecter ou m’inscrire")).to_be_visible()
