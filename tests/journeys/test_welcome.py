"""At the desk: two computers, a phone at a stand, an ambassador during a shift. (P06, P24.1, M19)"""

from datetime import time, timedelta

import pytest
from playwright.sync_api import Page, expect

from jalon.core.actor import system
from jalon.core.moments import local
from jalon.people.models import Person
from jalon.structures.models import Establishment
from jalon.welcome import actions
from jalon.welcome.models import Shift, Visit
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import DESKTOP, PHONE, Campus


@pytest.fixture
def salma(campus: Campus) -> Person:
    """Somebody whom the centre knows."""
    Establishment.objects.create(centre=campus.centre, name="École de Tanger", name_key="ecole tanger")
    return campus.person("Salma", "El Idrissi", personal_email="salma@boite.example", phone="+212661234567")


def look(page: Page) -> None:
    """Accessible on a desktop and on a phone."""
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert_accessible(page)
    page.set_viewport_size(DESKTOP)


def test_two_desks_share_the_queue_and_a_record_is_written_in_seconds(campus: Campus, salma: Person):
    nadia = campus.page(campus.person("Nadia", "Tahiri", "resp-coordination"))
    karim = campus.page(campus.person("Karim", "Rachidi", "resp-ambassadeurs"))
    nadia.goto("/essai/accueil/")
    look(nadia)

    nadia.get_by_label("Nom, numéro d’étudiant").press_sequentially("idrsisi")
    nadia.get_by_role("button", name="Mettre Salma El Idrissi en attente").click()
    expect(nadia.get_by_role("heading", name="Attendent")).to_be_visible()
    look(nadia)

    karim.goto("/essai/accueil/")
    karim.get_by_role("button", name="Recevoir").click()
    expect(karim.get_by_role("heading", name="Salma El Idrissi")).to_be_visible()
    karim.get_by_label("Faire ou revoir son CV").check()
    karim.get_by_label("Conseil sur place").check()
    look(karim)
    karim.get_by_role("button", name="Enregistrer et terminer").click()
    expect(karim.get_by_text("est enregistrée")).to_be_visible()

    expect(nadia.get_by_text("Terminée", exact=True)).to_be_visible(timeout=30_000)  # the other desk asks by itself

    nadia.goto("/essai/accueil/fiches/?etat=incomplete")
    expect(nadia.get_by_text("Il manque : l’établissement et le niveau de cette année.")).to_be_visible()
    look(nadia)


def test_contacts_of_a_stand_are_written_one_after_the_other_on_a_phone(campus: Campus, salma: Person):
    phone = campus.page(campus.person("Nadia", "Tahiri", "resp-coordination"), PHONE)
    phone.goto("/essai/accueil/stand/")
    assert_accessible(phone)
    phone.get_by_label("Nom de l’évènement").fill("Forum de Tétouan")
    phone.get_by_role("button", name="Ouvrir le stand").click()

    for number in range(2):
        phone.get_by_label("Prénom").fill("Aya")
        phone.locator("[name=last_name]").fill(f"Naciri {'AB'[number]}")
        phone.get_by_role("button", name="Noter, et au suivant").click()
        expect(phone.get_by_text(f"{number + 1} contact")).to_be_visible()
    phone.get_by_label("Déjà venue").press_sequentially("salma idr")
    phone.get_by_role("button", name="Choisir Salma El Idrissi").click()
    phone.get_by_role("button", name="Noter, et au suivant").click()
    expect(phone.get_by_text("3 contacts notés")).to_be_visible()
    assert_accessible(phone)
    assert Visit.objects.filter(person=salma, occasion="Forum de Tétouan").count() == 1


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_an_ambassador_welcomes_during_a_shift_and_reads_nothing_back(campus: Campus, salma: Person, script: bool):
    by, now = system(campus.centre.pk), campus.now
    ilham = campus.person("Ilham", "Aït Baha", "ambassadeur")
    there = local(now, campus.centre.timezone)
    shift: Shift = actions.plan_shift(
        campus.centre,
        ilham,
        day=there.date(),
        starts_clock=time(there.hour),
        ends_clock=(there + timedelta(hours=1)).time().replace(minute=59),
        by=by,
        now=now,
    )
    phone = campus.page(ilham, PHONE, java_script_enabled=script)

    phone.goto("/essai/accueil/creneaux/")
    if script:
        assert_accessible(phone)
    phone.get_by_role("link", name="Accueillir", exact=True).click()
    if script:
        phone.get_by_label("Déjà venue").press_sequentially("idrissi")
    else:
        phone.goto(f"/essai/accueil/creneaux/{shift.public_id}/?q=idrissi")
    phone.get_by_role("button", name="Choisir Salma El Idrissi").click()
    if script:
        assert_accessible(phone)
    assert "salma@boite.example" not in phone.content()
    phone.get_by_label("Trouver un stage").check()
    phone.get_by_role("button", name="Noter, et au suivant").click()
    expect(phone.get_by_text("C’est noté")).to_be_visible()
    assert Visit.objects.get().person == salma

    campus.pass_time(now + timedelta(hours=3))
    phone.goto(f"/essai/accueil/creneaux/{shift.public_id}/?q=idrissi")
    expect(phone.get_by_text("Votre créneau est terminé")).to_be_visible()
    assert "Salma" not in phone.content()


def test_the_week_of_the_desk_is_planned_on_one_page(campus: Campus):
    campus.person("Ilham", "Aït Baha", "ambassadeur")
    nadia = campus.page(campus.person("Nadia", "Tahiri", "resp-coordination"))
    nadia.goto("/essai/accueil/planning/")
    look(nadia)
    nadia.get_by_label("Qui").select_option(label="Ilham Aït Baha")
    nadia.locator("[name=starts_clock]").fill("09:00")
    nadia.locator("[name=ends_clock]").fill("11:00")
    nadia.get_by_role("button", name="Ajouter au planning").click()
    expect(nadia.get_by_text("Ilham Aït Baha est au planning.")).to_be_visible()
    look(nadia)
