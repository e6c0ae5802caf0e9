"""One workshop from programme to certificate, for each of those who take part. (D)"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from jalon.activities.models import Activity, Certificate, Registration
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import PHONE, Campus, next_weekday

ADDRESS = "salma@boite.example"
TITLE = "Un CV qui donne envie"


def programmed(campus: Campus, desk: Page) -> Activity:
    """The adviser programmes and publishes the workshop; the clock's start is in three working days at ten."""
    day = next_weekday(campus.now.date(), 3)
    campus.go(desk, "activites/")
    desk.get_by_role("link", name="Nouvelle activité").click()
    assert_accessible(desk)
    desk.get_by_label("Titre").fill(TITLE)
    desk.get_by_label("Jour", exact=False).first.fill(day.isoformat())
    desk.get_by_label("Début").fill("10:00")
    desk.get_by_label("Fin").fill("12:00")
    desk.get_by_label("Salle").select_option(index=1)
    desk.get_by_label("Places").fill("20")
    desk.get_by_label("Description").fill("Apportez votre CV, même un brouillon.")
    desk.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert_accessible(desk)
    desk.get_by_role("button", name="Publier").click()
    expect(desk.get_by_text("Publiée").first).to_be_visible()
    return Activity.objects.get()


def signed_up(campus: Campus, phone: Page) -> None:
    """A young person finds the workshop on a phone, and signs up with the code received by e-mail."""
    campus.go(phone, "programme/")
    phone.get_by_role("link", name=TITLE).click()
    assert_accessible(phone)
    expect(phone.get_by_text("20 places libres sur 20")).to_be_visible()
    phone.get_by_role("button", name="Je m’inscris").click()

    expect(phone.get_by_role("heading", name="Me connecter ou m’inscrire")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_label("Votre adresse e-mail").fill(ADDRESS)
    phone.get_by_role("button", name="Recevoir un code").click()
    assert_accessible(phone)
    phone.get_by_label("Code reçu par e-mail").fill(campus.code_for(ADDRESS))
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_role("heading", name="Encore votre nom")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_label("Prénom").fill("Salma")
    phone.get_by_label("Nom", exact=True).or_(phone.locator("[name=last_name]")).first.fill("Idrissi")
    phone.get_by_role("button", name="Terminer et m’inscrire").click()

    expect(phone.get_by_text("Votre demande est reçue")).to_be_visible()
    assert_accessible(phone)


def confirmed_and_called(campus: Campus, desk: Page, workshop: Activity) -> None:
    """The adviser confirms, calls the roll on the day, and closes."""
    campus.go(desk, f"activites/{workshop.public_id}/")
    desk.get_by_role("button", name="Confirmer l’inscription").click()
    expect(desk.get_by_text("Salma Idrissi").first).to_be_visible()
    assert Registration.objects.get().status == "confirmed"

    campus.pass_time(workshop.starts_at + timedelta(minutes=10))
    campus.go(desk, f"activites/{workshop.public_id}/appel/")
    desk.get_by_role("button", name="Présent", exact=True).first.click()
    expect(desk.locator("#roll-counts")).to_contain_text("1 présent")
    assert_accessible(desk)

    campus.pass_time(workshop.ends_at + timedelta(minutes=10))
    campus.go(desk, f"activites/{workshop.public_id}/cloture/")
    desk.get_by_role("button", name="Clôturer l’activité").click()
    expect(desk.get_by_text("Clôturée").first).to_be_visible()
    assert_accessible(desk)


def answered(campus: Campus, phone: Page) -> str:
    """The young person reads what is missing, answers, and gets the certificate; its verification address."""
    campus.go(phone, "mes-activites/")
    expect(phone.get_by_text("Un questionnaire vous attend")).to_be_visible()
    phone.get_by_role("link", name=TITLE).last.click()
    expect(phone.get_by_text("2 sur 3")).to_be_visible()
    expect(phone.get_by_text("il manque le questionnaire de satisfaction")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_role("link", name="Répondre au questionnaire").click()
    assert_accessible(phone)
    for group in phone.get_by_role("group").all():  # the last mark, or the last choice, of each question
        radio = group.get_by_role("radio")
        if radio.count():
            phone.locator(f"label[for={radio.last.get_attribute('id')}]").click()
    phone.get_by_role("button", name="Envoyer mes réponses").click()
    expect(phone.get_by_role("heading", name="Merci, c’est envoyé")).to_be_visible()
    assert_accessible(phone)

    campus.go(phone, "mes-activites/")
    expect(phone.get_by_text("Attestation").first).to_be_visible()
    phone.get_by_role("link", name=TITLE).last.click()
    expect(phone.get_by_text("Votre attestation est prête")).to_be_visible()
    assert_accessible(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Télécharger l’attestation").click()
    assert download.value.suggested_filename.endswith(".pdf")
    return phone.get_by_role("link", name="Voir sa page de vérification").get_attribute("href") or ""


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desktop"])
def test_a_workshop_goes_from_programme_to_certificate(campus: Campus, size):
    campus.pass_time(datetime.combine(campus.now.date(), time(11), ZoneInfo("Africa/Casablanca")))
    adviser = campus.person("Nadia", "Tahiri", "resp-coordination")
    manager = campus.person("Leïla", "Fassi", "manager")
    desk, phone = campus.page(adviser), campus.page(size=size)

    workshop = programmed(campus, desk)
    signed_up(campus, phone)
    confirmed_and_called(campus, desk, workshop)
    check = answered(campus, phone)

    certificate = Certificate.objects.get()
    assert (certificate.person.full_name, certificate.printed["title"]) == ("Salma Idrissi", TITLE)
    stranger = campus.page(size=PHONE)
    stranger.goto(check)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Cette attestation est authentique")
    expect(stranger.get_by_text("Salma Idrissi")).to_be_visible()
    assert ADDRESS not in stranger.content()
    assert_accessible(stranger)
    stranger.goto("/verifier/")
    assert_accessible(stranger)
    stranger.get_by_label("Code").fill(f"{certificate.code[:4]} {certificate.code[4:]}")
    stranger.get_by_role("button", name="Vérifier").click()
    expect(stranger.get_by_text(certificate.number)).to_be_visible()

    office = campus.page(manager, size)
    campus.go(office, "chiffres/")
    office.get_by_role("link", name="Participants").first.click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Participants")
    assert_accessible(office)
    office.get_by_role("link", name="Voir les lignes").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Participants : 1")
    expect(office.locator(".table-count")).to_have_text("1 participation")
    expect(office.get_by_role("link", name="Salma Idrissi")).to_be_visible()
    assert_accessible(office)
