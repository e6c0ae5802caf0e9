"""A full workshop: waiting, being offered a place, taking it or leaving it; with and without JavaScript. (D.2)"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from jalon.activities import actions
from jalon.activities.models import Activity, Registration
from jalon.core.actor import system
from tests.factories import ActivityFactory, actor
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import PHONE, Campus, next_weekday


@pytest.fixture
def full(campus: Campus) -> Activity:
    """A workshop with one seat, taken by somebody else."""
    adviser = campus.person("Nadia", "Tahiri", "resp-coordination")
    kind = campus.centre.activity_types.get(code="atelier")
    workshop: Activity = ActivityFactory(
        centre=campus.centre,
        type=kind,
        leader=adviser,
        seats=1,
        day=next_weekday(campus.now.date(), 6),
        created_at=campus.now,
        published_at=campus.now,
    )
    first = campus.person("Karim", "Bennani")
    actions.register(workshop, first, by=actor(first), now=campus.now)
    return workshop


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_freed_place_is_offered_and_taken(campus: Campus, full: Activity, script: bool):
    salma = campus.person("Salma", "Idrissi", personal_email="salma@boite.example")
    phone = campus.page(salma, PHONE, java_script_enabled=script)
    page = f"/essai/programme/{full.public_id}/"

    def look() -> None:
        if script:
            assert_accessible(phone)

    phone.goto(page)
    expect(phone.get_by_text("complet", exact=True)).to_be_visible()
    phone.get_by_role("button", name="M’inscrire en liste d’attente").click()
    expect(phone.get_by_text("Votre rang : 1.")).to_be_visible()
    look()

    taken = full.registrations.get(person__first_name="Karim")
    actions.cancel_registration(taken, by=system(campus.centre.pk), now=campus.now)
    phone.goto("/essai/mes-activites/")
    expect(phone.get_by_text("Une place est à vous")).to_be_visible()
    look()
    phone.get_by_role("link", name="Voir et répondre").click()
    expect(phone.get_by_text("Acceptez-la avant le")).to_be_visible()
    look()
    phone.get_by_role("button", name="J’accepte la place").click()
    expect(phone.get_by_text("Votre place est confirmée")).to_be_visible()
    look()
    assert full.registrations.get(person=salma).status == "confirmed"

    phone.get_by_role("button", name="Libérer ma place").click()
    expect(phone.get_by_role("button", name="Je m’inscris")).to_be_visible()
    look()


def test_a_place_left_unanswered_goes_to_the_next(campus: Campus, full: Activity):
    salma, hind = campus.person("Salma", "Idrissi"), campus.person("Hind", "Alami")
    for minute, person in enumerate((salma, hind)):
        actions.register(full, person, by=actor(person), now=campus.now + timedelta(minutes=minute))
    taken = full.registrations.get(person__first_name="Karim")
    actions.cancel_registration(taken, by=system(campus.centre.pk), now=campus.now)
    late = campus.now + timedelta(hours=25)
    phone = campus.page(salma, PHONE)
    phone.goto(f"/essai/programme/{full.public_id}/")
    campus.pass_time(late)

    phone.get_by_role("button", name="J’accepte la place").click()
    expect(phone.get_by_text("Le délai pour accepter cette place est passé")).to_be_visible()
    assert_accessible(phone)

    actions.lapse_offers(by=system(), now=late)
    assert Registration.objects.get(person=hind).status == "offered"
    phone.goto(f"/essai/programme/{full.public_id}/")
    expect(phone.get_by_role("button", name="M’inscrire en liste d’attente")).to_be_visible()
