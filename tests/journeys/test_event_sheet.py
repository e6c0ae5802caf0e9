"""An event sheet is written, approved by the Manager, then by the host institution. (M33, P13.11)"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from jalon.activities.models import Visa
from tests.factories import ActivityFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import DESKTOP, PHONE, Campus, next_weekday

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_sheet_goes_from_its_first_word_to_its_two_visas(campus: Campus, size):
    adviser = campus.person("Nadia", "Tahiri", "conseiller-carriere")
    manager = campus.person("Samira", "Ouazzani", "manager")
    host = campus.person("Driss", "Bennani", "point-focal")
    fair = ActivityFactory(
        centre=campus.centre,
        type=campus.centre.activity_types.get(code="salon-organisation"),
        leader=adviser,
        title="Salon de mars",
        day=next_weekday(campus.now.date(), 30),
    )
    desk = campus.page(adviser, size)
    campus.go(desk, f"activites/{fair.public_id}/fiche/")
    desk.get_by_role("button", name="Commencer la fiche").click()
    assert_accessible(desk)
    for label, text in (("But", "Faire se rencontrer"), ("Résultats attendus", "30 entreprises")):
        desk.get_by_role("link", name=f"Écrire {label}").click()
        desk.get_by_role("textbox", name=label).fill(text)
        desk.evaluate("scrollTo(0, 0)")  # what slides under the bar is no target that is too small
        assert_accessible(desk)
        desk.get_by_role("button", name="Enregistrer").click()
        expect(desk.get_by_text(text)).to_be_visible()
    desk.get_by_label("Dépense").fill("Affiches")
    desk.get_by_label("Montant").fill("1 200")
    desk.get_by_role("button", name="Ajouter la dépense").click()
    expect(desk.get_by_role("rowheader", name="Affiches")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Demander les visas").click()
    expect(desk.get_by_text("Attend le Manager", exact=True)).to_be_visible()

    office = campus.page(manager, size)
    campus.go(office, "ma-journee/")
    office.get_by_role("link", name="fiche évènement à viser").click()
    assert_accessible(office)
    office.get_by_role("link", name="Salon de mars").click()
    assert_accessible(office)
    office.get_by_role("button", name="Donner mon visa").click()
    expect(office.get_by_text("Attend l’institution hôte", exact=True)).to_be_visible()

    rectorate = campus.page(host, size)
    campus.go(rectorate, "fiches-evenement/")
    rectorate.get_by_role("link", name="Salon de mars").click()
    assert_accessible(rectorate)
    rectorate.get_by_role("button", name="Donner mon visa").click()
    expect(rectorate.get_by_text("Visée", exact=True).first).to_be_visible()
    assert list(Visa.objects.values_list("step", "signatory")) == [
        ("manager", "Samira Ouazzani"),
        ("host", "Driss Bennani"),
    ]

    campus.pass_time(fair.ends_at + timedelta(hours=1))
    desk = campus.page(adviser, size)  # weeks later, the session has ended
    campus.go(desk, f"activites/{fair.public_id}/bilan/")
    expect(desk.get_by_label("Attendu")).to_have_value("30 entreprises")
    desk.get_by_label("À changer").fill("La date")
    desk.get_by_role("button", name="Enregistrer le bilan").click()
    expect(desk.get_by_text("Bilan enregistré")).to_be_visible()
    assert_accessible(desk)
