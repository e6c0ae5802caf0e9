"""The Business Developer’s partners: a file brought in, a call noted on the phone, a call-back, speakers. (BD01)"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from jalon.partners.models import CallBack, Contact, Exchange, Organisation
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import PHONE, Campus, campus  # noqa: F401 - a fixture

LINES = (
    "Raison sociale,Secteur,Ville,Contact,Fonction,Téléphone,E-mail,Intérêt,Dernier échange,Remarques",
    "Rif Textiles,Textile,CASA,Mme Aït Lahcen Rim,DRH,06.6123.4567,rim@rif.example,intervention; visite,juin 2026,",
    "Rif Textiles SARL,Textile,casablanca ,M. Tazi Omar,Gérant,néant,,sponsoring,,Ne souhaite plus être contacté",
    "Atlas Hôtels,Tourisme,Agadir,M. Sbaï Anas,,0661998877,rim@rif.example,,,",
    "<b>Faux</b>,Tourisme,Agadir,M. Sbaï Anas,,,,,,",
)


@pytest.mark.django_db(transaction=True)
def test_a_file_of_contacts_comes_in_and_is_taken_back(campus: Campus, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(LINES), encoding="utf-8")
    desk = campus.page(campus.person("Houda", "Sqalli", "business-developer", personal_email="h@centre.example"))

    campus.go(desk, "partenaires/")
    desk.get_by_role("link", name="Importer votre fichier de contacts").click()
    assert_accessible(desk)
    desk.get_by_label("Fichier de contacts").set_input_files(path)
    desk.get_by_role("button", name="Lire ce fichier").click()
    expect(desk.get_by_label("Raison sociale")).to_have_value("organisation")
    assert_accessible(desk)
    desk.get_by_role("button", name="Vérifier les lignes").click()
    expect(desk.get_by_text("contient du code de page web")).to_be_visible()
    assert_accessible(desk)
    assert not Organisation.objects.exists()
    desk.get_by_role("link", name="4", exact=True).click()
    expect(desk.get_by_text("Cette adresse e-mail est celle d’un contact connu")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="C’est quelqu’un d’autre").click()
    desk.get_by_role("button", name="Importer", exact=True).click()
    expect(desk.get_by_role("button", name="Annuler cet import")).to_be_visible()
    assert Contact.objects.count() == 3

    campus.go(desk, "partenaires/")
    expect(desk.get_by_text("1 à ne plus solliciter")).to_be_visible()
    desk.get_by_role("link", name="Rif Textiles SARL").click()
    expect(desk.get_by_text("ne souhaite plus être contacté").first).to_be_visible()
    assert_accessible(desk)
    campus.go(desk, "partenaires/doublons/")
    desk.get_by_role("link", name="Rif Textiles / Rif Textiles SARL").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="C’est la même : réunir").click()
    expect(desk.get_by_role("heading", name="Rif Textiles")).to_be_visible()
    expect(desk.get_by_text("Omar Tazi").first).to_be_visible()
    campus.go(desk, "partenaires/doublons/")
    desk.get_by_role("button", name="Séparer").click()
    expect(desk.get_by_text("séparées depuis")).to_be_visible()

    campus.go(desk, "partenaires/imports/")
    desk.get_by_role("link", name="contacts.csv").click()
    desk.get_by_role("button", name="Annuler cet import").click()
    expect(desk.get_by_text("annulé").first).to_be_visible()
    assert_accessible(desk)


@pytest.mark.django_db(transaction=True)
def test_a_call_is_noted_on_the_phone_and_called_back(campus: Campus) -> None:  # noqa: F811
    houda = campus.person("Houda", "Sqalli", "business-developer", personal_email="h@centre.example")
    phone = campus.page(houda, PHONE)
    campus.go(phone, "partenaires/ajouter/")
    phone.get_by_label("Nom", exact=False).first.fill("Détroit Câblage")
    phone.get_by_label("Ville").fill("Tanger")
    phone.get_by_role("button", name="Enregistrer").click()
    phone.get_by_role("link", name="Ajouter un contact").click()
    phone.get_by_label("Prénom", exact=True).fill("Meriem")
    phone.get_by_label("Nom", exact=True).fill("Benjelloun")
    phone.get_by_label("Intervention").check()
    assert_accessible(phone)
    phone.get_by_role("button", name="Enregistrer").click()
    assert_accessible(phone)

    campus.go(phone, "partenaires/")
    phone.get_by_role("link", name="Noter un échange").click()
    phone.get_by_label("Organisation, contact ou téléphone").fill("benjell")
    assert_accessible(phone)
    phone.get_by_role("link", name="Détroit Câblage").click()
    phone.get_by_label("En une ligne").fill("Cherche six stagiaires")
    phone.get_by_text("Demain").click()
    assert_accessible(phone)
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_text("Cherche six stagiaires").first).to_be_visible()
    exchange = Exchange.objects.get()
    assert (exchange.contact, exchange.channel.code) == (Contact.objects.get(), "telephone")

    CallBack.objects.update(due_on=campus.now.date())
    campus.go(phone, "ma-journee/")
    phone.get_by_role("link", name="partenaire à rappeler").click()
    assert_accessible(phone)
    phone.get_by_role("button", name="Fait").click()
    expect(phone.get_by_text("Personne à rappeler")).to_be_visible()
    phone.get_by_role("button", name="Annuler").click()
    expect(phone.get_by_role("button", name="Fait")).to_be_visible()
    campus.go(phone, "partenaires/intervenants/")
    expect(phone.get_by_text("pas d’e-mail")).to_be_visible()
    phone.get_by_role("link", name="Meriem Benjelloun").click()
    phone.get_by_label("Comment l’a-t-il demandé ?").fill("Au téléphone")
    phone.get_by_role("button", name="Ne souhaite plus être contacté").click()
    expect(phone.get_by_text("ne souhaite plus être contacté").first).to_be_visible()
    campus.go(phone, f"partenaires/{Organisation.objects.get().public_id}/echange/")
    expect(phone.get_by_text("À ne plus solliciter")).to_be_visible()
