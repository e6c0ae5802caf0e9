"""Opening a centre in ten minutes, from an empty installation to Ma journée. (A.5)"""

import pytest
from playwright.sync_api import Page, expect

from jalon.accounts.models import Invitation
from jalon.desk import opening_code
from jalon.structures.models import AcademicYear, Centre, Room
from tests.journeys.axe import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


def found(page: Page) -> None:
    """Fill the first page and open the centre."""
    page.goto("/")
    expect(page.get_by_role("heading", name="Ouvrir mon centre")).to_be_visible()
    page.get_by_label("Nom du centre").fill("Career Center Ibn Battouta")
    page.get_by_label("Institution hôte").fill("Université Ibn Battouta")
    page.get_by_label("Votre prénom").fill("Nadia")
    page.get_by_label("Votre nom").fill("Berrada")
    page.get_by_label("Votre adresse e-mail").fill("nadia@essai.example")
    page.get_by_label("Votre mot de passe").fill("une-phrase-assez-longue")


def test_a_manager_opens_a_centre_and_leaves_a_part_for_later(page: Page, settings, tmp_path):
    settings.JALON_DATA_DIR = tmp_path
    found(page)
    assert_accessible(page)
    page.get_by_role("button", name="Ouvrir le centre").click()

    expect(page.get_by_role("heading", name="L’année universitaire")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_role("heading", name="Les lieux")).to_be_visible()
    page.get_by_label("Nom du site").fill("Campus")
    page.get_by_label("Salle 1").fill("Salle A1")
    page.get_by_label("Places").first.fill("30")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_role("heading", name="L’équipe")).to_be_visible()
    guest = page.get_by_role("group", name="Personne 1")
    guest.get_by_label("Prénom").fill("Omar")
    guest.get_by_label("Nom", exact=True).fill("Tazi")
    guest.get_by_label("Adresse e-mail").fill("omar@essai.example")
    guest.get_by_label("Rôle").select_option(label="Conseiller carrière")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_role("heading", name="La réunion")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Plus tard").click()

    expect(page.get_by_role("heading", name="Les étudiants")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Plus tard").click()

    expect(page.get_by_role("heading", name="Presque prêt")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Aller à Ma journée").click()

    expect(page.get_by_role("heading", name="Bonjour Nadia")).to_be_visible()
    expect(page.get_by_text("Il manque le jour de la réunion.")).to_be_visible()
    assert_accessible(page)
    centre = Centre.objects.get()
    assert (centre.code, centre.kit) == ("career-center-ibn-battouta", "centre-de-carriere")
    assert AcademicYear.objects.filter(centre=centre).count() == 1
    assert list(Room.objects.values_list("name", "seats")) == [("Salle A1", 30)]
    assert list(Invitation.objects.values_list("email", flat=True)) == ["omar@essai.example"]

    page.get_by_role("link", name="La réunion").click()
    page.get_by_label("Jeudi").check()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.goto(f"/{centre.code}/ma-journee/")
    expect(page.get_by_text("Il manque la liste des étudiants.")).to_be_visible()
    expect(page.get_by_text("Il manque le jour de la réunion.")).to_have_count(0)
    page.get_by_role("button", name="Ne plus me le proposer").click()
    expect(page.get_by_text("Il manque la liste des étudiants.")).to_have_count(0)


def test_the_whole_opening_works_without_javascript(browser, base_url, settings, tmp_path):
    settings.JALON_DATA_DIR = tmp_path
    with browser.new_context(java_script_enabled=False, base_url=base_url, locale="fr-FR") as context:
        page = context.new_page()
        found(page)
        page.get_by_role("button", name="Ouvrir le centre").click()
        page.get_by_role("button", name="Enregistrer et continuer").click()
        page.get_by_label("Nom du site").fill("Campus")
        page.get_by_role("button", name="Enregistrer et continuer").click()
        for _part in ("équipe", "réunion", "étudiants"):
            page.get_by_role("link", name="Plus tard").click()
        page.get_by_role("link", name="Aller à Ma journée").click()

        expect(page.get_by_role("heading", name="Bonjour Nadia")).to_be_visible()


def test_from_another_machine_the_opening_asks_for_the_code_of_the_server(page: Page, settings, tmp_path, faults):
    settings.JALON_DATA_DIR = tmp_path
    settings.JALON_BASE_URL = "https://centre.example"
    faults.expect("422")
    found(page)
    page.get_by_role("button", name="Ouvrir le centre").click()
    expect(page.get_by_text("Écrivez le code d’ouverture").first).to_be_visible()
    assert_accessible(page)

    page.get_by_label("Votre mot de passe").fill("une-phrase-assez-longue")
    page.get_by_label("Code d’ouverture").fill(opening_code.ensure())
    page.get_by_role("button", name="Ouvrir le centre").click()

    expect(page.get_by_role("heading", name="L’année universitaire")).to_be_visible()


def test_the_settings_of_a_centre_are_accessible_on_a_phone(page: Page, settings, tmp_path):
    settings.JALON_DATA_DIR = tmp_path
    page.set_viewport_size({"width": 390, "height": 844})
    found(page)
    page.get_by_role("button", name="Ouvrir le centre").click()
    page.wait_for_url("**/ouverture/annee/")
    code = Centre.objects.get().code
    for address in (
        "",
        "centre/",
        "annees/",
        "lieux/",
        "etablissements/",
        "roles/",
        "roles/manager/",
        "listes/level/",
        "listes/field/",
    ):
        page.goto(f"/{code}/reglages/{address}")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
