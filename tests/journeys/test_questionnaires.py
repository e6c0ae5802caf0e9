"""A questionnaire from a blank page to its results: written at a desk, answered on phones, read after five answers."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from jalon.core.actor import system
from jalon.surveys.actions import publish_due
from jalon.surveys.models import Sheet, Survey
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import DESKTOP, PHONE, Campus

TITLE = "Votre accueil au Career Center"


def kind_chosen(desk: Page, kind: str) -> None:
    """Open the form of a question of this kind in the first section."""
    added = desk.locator(".draft-add").first
    if not added.evaluate("part => part.open"):
        added.locator("summary").click()
    desk.get_by_role("link", name=kind).first.click()
    assert_accessible(desk)


def kept(desk: Page) -> None:
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert_accessible(desk)


def written(campus: Campus, desk: Page) -> None:
    """The manager writes four questions, one of which is asked of some only, puts them in order, and publishes."""
    campus.go(desk, "satisfaction/questionnaires/")
    desk.get_by_role("link", name="Nouveau questionnaire").click()
    assert_accessible(desk)
    desk.get_by_label("Titre").fill(TITLE)
    desk.get_by_role("button", name="Composer les questions").click()
    expect(desk.get_by_text("pas encore de question")).to_be_visible()
    expect(desk.get_by_role("button", name="Publier la version 1")).to_be_disabled()
    assert_accessible(desk)

    kind_chosen(desk, "Oui ou non")
    desk.get_by_label("Question", exact=False).first.fill("Étiez-vous déjà venu·e ?")
    kept(desk)
    kind_chosen(desk, "Un choix")
    desk.get_by_label("Question", exact=False).first.fill("Comment nous avez-vous connus ?")
    desk.locator("fieldset", has_text="1. Étiez-vous déjà venu·e").locator("label", has_text="Non").last.click()
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_text("Proposez au moins deux réponses")).to_be_visible()
    assert_accessible(desk)
    for position, words in enumerate(("Un ami", "Les réseaux")):
        desk.locator(f"[name=line{position}-label_fr]").fill(words)
    kept(desk)
    kind_chosen(desk, "Grille de notes")
    desk.get_by_label("Question", exact=False).first.fill("Que pensez-vous de…")
    desk.locator("[name=low_fr]").fill("Insuffisant")
    desk.locator("[name=high_fr]").fill("Excellent")
    for position, words in enumerate(("L’accueil", "La salle")):
        desk.locator(f"[name=line{position}-label_fr]").fill(words)
    kept(desk)
    kind_chosen(desk, "Texte libre")
    desk.get_by_label("Question", exact=False).first.fill("Un mot ?")
    kept(desk)

    desk.get_by_role("button", name="Monter la question 4").click()
    expect(desk.get_by_text("3. Un mot ?")).to_be_visible()
    desk.get_by_role("button", name="Annuler la dernière modification").click()
    expect(desk.get_by_text("4. Un mot ?")).to_be_visible()
    desk.get_by_role("link", name="Essayer comme un jeune").click()
    assert_accessible(desk)
    expect(desk.get_by_text("Comment nous avez-vous connus ?")).to_be_hidden()
    desk.locator("label", has_text="Non").first.click()
    expect(desk.get_by_text("Comment nous avez-vous connus ?")).to_be_visible()
    desk.get_by_role("link", name="Revenir au brouillon").click()
    desk.get_by_role("button", name="Publier la version 1").click()
    expect(desk.get_by_text("Version 1, du")).to_be_visible()
    assert_accessible(desk)


def opened(desk: Page) -> str:
    """An edition for whoever has the link; the address behind the QR code."""
    desk.get_by_role("link", name="Ouvrir une enquête").click()
    assert_accessible(desk)
    desk.get_by_label("Titre").fill("Accueil de rentrée")
    desk.get_by_role("button", name="Ouvrir l’enquête").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Accueil de rentrée")
    expect(desk.get_by_text("Pas encore de réponse publiée")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("link", name="Affiche et code QR").click()
    assert_accessible(desk)
    return str(desk.locator(".survey-poster strong").first.text_content())


def answered(phone: Page, address: str, *, came: bool) -> None:
    """Somebody answers; who came before is not asked how they know the place."""
    phone.goto(address)
    assert_accessible(phone)
    expect(phone.get_by_text("Réponses : 0 sur 3")).to_be_visible()
    phone.locator("label", has_text="Oui" if came else "Non").first.click()
    how = phone.get_by_role("group", name="Comment nous avez-vous connus")
    if came:
        expect(how).to_be_hidden()
    else:
        expect(phone.get_by_text("Réponses : 1 sur 4")).to_be_visible()
        phone.get_by_role("button", name="Envoyer mes réponses").click()
        expect(phone.get_by_text("Il manque une réponse").first).to_be_visible()
        assert_accessible(phone)
        how.locator("label", has_text="Un ami").click()
    for row in phone.locator(".answer-grid .field").all():
        row.locator("label.scale-mark").nth(4 if came else 3).click()
    phone.get_by_role("button", name="Envoyer mes réponses").click()
    expect(phone.get_by_role("heading", name="Merci, c’est envoyé")).to_be_visible()
    assert_accessible(phone)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_questionnaire_goes_from_a_blank_page_to_its_results(campus: Campus, size):
    campus.pass_time(datetime.combine(campus.now.date(), time(11), ZoneInfo("Africa/Casablanca")))
    manager = campus.person("Leïla", "Fassi", "manager")
    desk = campus.page(manager, size)

    written(campus, desk)
    address = opened(desk)
    for came in (True, True, True, False, False):
        phone = campus.page(size=PHONE)
        answered(phone, address, came=came)
        phone.context.close()

    survey = Survey.objects.get()
    campus.pass_time(campus.now + timedelta(days=1))
    assert publish_due(by=system(), now=campus.now) == 5
    assert Sheet.objects.count() == 5
    campus.go(desk, f"satisfaction/{survey.public_id}/")
    expect(desk.get_by_text("moins de 5 réponses")).to_be_visible()
    expect(desk.get_by_role("heading", name="1. Étiez-vous déjà venu·e")).to_be_visible()
    desk.get_by_role("link", name="Comparer").click()
    assert_accessible(desk)
    row = desk.get_by_role("row", name="L’accueil")
    expect(row.first).to_contain_text("4,6")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Tableur").click()
    assert download.value.suggested_filename == "votre-accueil-au-career-center.xlsx"


def test_without_a_script_every_question_is_there_with_its_condition_and_nothing_is_lost(campus: Campus):
    manager = campus.person("Leïla", "Fassi", "manager")
    desk = campus.page(manager)
    written(campus, desk)
    address = opened(desk)
    bare = campus.page(size=PHONE, java_script_enabled=False)

    bare.goto(address)
    expect(bare.get_by_text("Seulement si vous avez répondu « Non » à la question 1.")).to_be_visible()
    bare.locator("label", has_text="Oui").first.click()
    bare.locator("label", has_text="Un ami").click()
    bare.locator("textarea").fill("Bravo")
    bare.get_by_role("button", name="Envoyer mes réponses").click()
    expect(bare.get_by_text("Il manque une réponse").first).to_be_visible()
    expect(bare.locator("textarea")).to_have_value("Bravo")
    for row in bare.locator(".answer-grid .field").all():
        row.locator("label.scale-mark").nth(2).click()
    bare.get_by_role("button", name="Envoyer mes réponses").click()
    expect(bare.get_by_role("heading", name="Merci, c’est envoyé")).to_be_visible()
