"""The centre's calendar in a browser: days off, hours, equipment, calendars, on a desk and on a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from jalon.activities.models import Activity
from jalon.bookings.models import Equipment, Feed, Holiday, Occupation, WorkingTime
from jalon.messaging.models import Message
from tests.factories import ActivityFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import DESKTOP, PHONE, Campus, next_weekday

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@SIZES
def test_the_manager_moves_a_feast_onto_a_workshop_after_reading_whom_it_tells(campus: Campus, size):
    manager = campus.person("Samira", "Ouazzani", "manager")
    leader = campus.person("Hicham", "Bennani", "conseiller-carriere", personal_email="hicham@boite.example")
    day = next_weekday(campus.now.date(), 5)
    feast = Holiday.objects.create(
        centre=campus.centre,
        kind="holiday",
        label="Aïd al-Fitr",
        starts_on=day - timedelta(days=1),
        ends_on=day - timedelta(days=1),
    )
    kind = campus.centre.activity_types.get(code="atelier")
    ActivityFactory(centre=campus.centre, type=kind, leader=leader, title="Un CV qui donne envie", day=day)
    page = campus.page(manager, size)
    campus.go(page, f"jours/?annee={day.year}")
    page.get_by_role("link", name="Aïd al-Fitr").first.click()
    assert_accessible(page)
    page.get_by_label("Premier jour").fill(day.isoformat())
    page.get_by_label("Dernier jour").fill("")
    page.get_by_role("button", name="Déplacer", exact=True).click()
    expect(page.get_by_role("link", name="Un CV qui donne envie")).to_be_visible()
    assert_accessible(page)
    assert Holiday.objects.get(pk=feast.pk).starts_on == day - timedelta(days=1)

    page.get_by_role("button", name="Déplacer et prévenir").click()
    expect(page.get_by_text("« Aïd al-Fitr » est déplacé.")).to_be_visible()
    assert Message.objects.get(kind="bookings.day_moved").person == leader
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Les jours sont remis à leur date.")).to_be_visible()
    assert Holiday.objects.get(pk=feast.pk).starts_on == day - timedelta(days=1)


@SIZES
def test_hours_and_equipment_are_set_and_warn_while_an_activity_is_programmed(campus: Campus, size):
    manager = campus.person("Samira", "Ouazzani", "manager")
    page = campus.page(manager, size)
    campus.go(page, "horaires/")
    campus.go(page, "horaires/ajouter/")
    page.get_by_label("Nom").fill("Horaire d’été")
    page.get_by_label("À partir du").fill("2027-07-01")
    page.get_by_label("Jusqu’au").fill("2027-08-31")
    page.get_by_label("Lundi").fill("le matin")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Écrivez les heures comme ceci").first).to_be_visible()
    expect(page.get_by_label("Nom")).to_have_value("Horaire d’été")
    assert_accessible(page)
    page.get_by_label("Lundi").fill("9h-13h")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Horaire d’été")).to_be_visible()

    campus.go(page, "absences-et-horaires/")
    campus.go(page, "mes-horaires/")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Horaires de travail enregistrés.")).to_be_visible()
    assert WorkingTime.objects.get().person == manager

    campus.go(page, "materiel/")
    page.get_by_label("Nom").fill("Vidéoprojecteur 1")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("link", name="Vidéoprojecteur 1")).to_be_visible()
    assert_accessible(page)
    assert Equipment.objects.get().name == "Vidéoprojecteur 1"

    day = next_weekday(campus.now.date(), 5)
    campus.go(page, "activites/nouvelle/")
    page.get_by_label("Titre").fill("Un atelier du soir")
    page.get_by_label("Jour", exact=False).first.fill(day.isoformat())
    page.get_by_label("Début").fill("20:00")
    page.get_by_label("Fin").fill("21:00")
    page.get_by_label("Vidéoprojecteur 1").check()
    expect(page.get_by_text("en dehors des heures d’ouverture")).to_be_visible()
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un atelier du soir")
    assert Activity.objects.get().equipment.get().name == "Vidéoprojecteur 1"


@SIZES
def test_an_adviser_opens_and_closes_a_calendar_and_brings_in_their_own(campus: Campus, size, tmp_path):
    adviser = campus.person("Nadia", "Tahiri", "conseiller-carriere")
    page = campus.page(adviser, size)
    campus.go(page, "mes-agendas/")
    page.get_by_role("button", name="Mon agenda").click()
    expect(page.get_by_label("Adresse privée")).to_have_value(
        f"{campus.base_url}/essai/agenda/{Feed.objects.get().secret}.ics"
    )
    assert_accessible(page)
    page.get_by_role("button", name="Fermer cette adresse").click()
    expect(page.get_by_text("Adresse fermée : elle ne donne plus rien.")).to_be_visible()

    campus.go(page, "mon-agenda/")
    day = next_weekday(campus.now.date(), 5)
    file = tmp_path / "agenda.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Essai//FR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Dentiste\n"
        f"DTSTART:{day:%Y%m%d}T140000Z\nDTEND:{day:%Y%m%d}T150000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_role("button", name="Regarder ce fichier").click()
    expect(page.get_by_text("1 évènement à venir")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_text("1 ajoutés, 0 mis à jour, 0 déjà là.")).to_be_visible()
    assert_accessible(page)
    assert Occupation.objects.get().title == "Dentiste"
