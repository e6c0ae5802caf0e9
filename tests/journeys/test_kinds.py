"""The Manager sets what each kind of activity asks and triggers. (P08.5)"""

import pytest
from playwright.sync_api import expect

from jalon.activities.models import ActivityType
from tests.factories import ActivityFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import DESKTOP, PHONE, Campus, next_weekday

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_delay_is_changed_after_seeing_whom_it_touches(campus: Campus, size):
    manager = campus.person("Samira", "Ouazzani", "manager")
    kind = campus.centre.activity_types.get(code="atelier")
    ActivityFactory(
        centre=campus.centre,
        type=kind,
        leader=manager,
        title="Lettre de motivation",
        day=next_weekday(campus.now.date(), 9),
    )
    page = campus.page(manager, size)
    campus.go(page, "reglages/")
    page.get_by_role("link", name="Types d’activité").click()
    assert_accessible(page)

    page.get_by_role("button", name="Descendre « Atelier »").click()
    expect(page.get_by_text("« Atelier » a changé de place.")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".kind-row").first).to_contain_text("Atelier")

    page.get_by_role("link", name="Atelier", exact=True).click()
    assert_accessible(page)
    page.get_by_label("Rappel, heures avant le début").fill("24")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Lettre de motivation")
    assert_accessible(page)
    assert ActivityType.objects.get(pk=kind.pk).reminder_hours == 48
    page.get_by_role("button", name="Enregistrer ces réglages").click()
    expect(page.get_by_text("Réglages de « Atelier » enregistrés.")).to_be_visible()
    assert ActivityType.objects.get(pk=kind.pk).reminder_hours == 24

    page.get_by_role("link", name="Nouveau type").click()
    assert_accessible(page)
    page.get_by_label("Nom du type").fill("Tournée des lycées")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("link", name="Tournée des lycées").click()
    page.get_by_role("button", name="Archiver").click()
    expect(page.get_by_role("heading", name="Archivés")).to_be_visible()
    assert_accessible(page)
