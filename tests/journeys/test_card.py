"""At the desk: the card shows whose record the sign-up belongs to. (*Carte vérifiée*)"""

import pytest
from playwright.sync_api import expect

from jalon.people.models import Person
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import PHONE, Campus


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desktop"])
def test_the_card_joins_a_sign_up_to_the_record_of_the_institution(campus: Campus, size, faults):
    signed_up = campus.person("Salma", "Idrissi", "jeune", personal_email="salma@boite.example")
    known = campus.person("Salma", "Idrissi", national_code="D130000001", institutional_email="s.idrissi@etu.example")
    campus.account(signed_up)
    manager = campus.person("Leïla", "Fassi", "manager")
    desk = campus.page(manager, size)

    desk.goto(f"/essai/personnes/{signed_up.public_id}/")
    expect(desk.get_by_role("heading", name="Peut-être la même personne")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Carte vérifiée : même personne").click()

    expect(desk.get_by_text("D130000001").first).to_be_visible()
    expect(desk.get_by_role("button", name="Carte vérifiée")).to_have_count(0)
    assert_accessible(desk)
    known.refresh_from_db()
    assert (known.personal_email, known.card_checked_at is not None) == ("salma@boite.example", True)
    assert Person.objects.get(pk=signed_up.pk).merged_into_id == known.pk

    phone = campus.page(known, PHONE)
    phone.goto("/essai/mes-activites/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bonjour Salma")
