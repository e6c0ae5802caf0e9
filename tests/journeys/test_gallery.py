"""Every component, in a browser: accessible in light, dark, on a phone and mirrored; lists and dialogs answer."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import assert_accessible

PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _the_gallery_is_there(settings):
    settings.ROOT_URLCONF = "tests.ui.addresses"
    settings.JALON_DEMO = True


@pytest.mark.parametrize("layout", ["", "portail", "simple", "feuille"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_layout_is_accessible_in_light_and_dark(page: Page, layout, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/composants/?mise-en-page={layout}")
    if not layout:
        expect(page.locator(".chart-drawing svg").last).to_be_visible()

    assert_accessible(page)


@pytest.mark.parametrize("query", ["", "dir=rtl", "mise-en-page=portail", "mise-en-page=portail&dir=rtl"])
def test_nothing_is_wider_than_a_phone(page: Page, query):
    page.set_viewport_size(PHONE)
    page.goto(f"/composants/?{query}")

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert_accessible(page)


def test_what_young_people_touch_is_large_enough(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/composants/?mise-en-page=portail")

    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
            .filter(element => element.checkVisibility() && !element.matches('.skip-link, p a, li > a:not(.list-row)'))
            .map(element => [element.closest('label') || element, element])
            .filter(([target]) => target.getBoundingClientRect().height < 44)
            .map(([, element]) => element.outerHTML.slice(0, 120))"""
    )

    assert small == []


def test_the_list_follows_while_one_types_and_its_address_can_be_kept(page: Page):
    page.goto("/composants/")
    page.get_by_label("Rechercher", exact=True).fill("CV")

    expect(page.locator(".table-count").first).to_have_text("19 ateliers")
    expect(page.locator("#announcer")).to_have_text("19 ateliers")
    assert page.url.endswith("/composants/?q=CV")
    page.reload()
    expect(page.locator(".table-count").first).to_have_text("19 ateliers")


def test_rows_are_chosen_together(page: Page):
    page.goto("/composants/")
    page.get_by_label("Tout choisir sur cette page").check()

    expect(page.locator("[data-bulk-count]")).to_have_text("12")
    expect(page.get_by_role("button", name="Confirmer", exact=True)).to_be_visible()


def test_a_dialog_opens_keeps_the_keyboard_and_closes_by_escape(page: Page):
    page.goto("/composants/")
    page.get_by_role("button", name="Nouvel atelier").click()
    expect(page.get_by_role("dialog", name="Nouvel atelier")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Nouvel atelier")).to_be_hidden()
    expect(page.get_by_role("button", name="Nouvel atelier")).to_be_focused()


def test_the_navigation_of_a_phone_opens_and_closes(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/composants/")
    expect(page.get_by_role("link", name="Réglages")).to_be_hidden()

    page.get_by_role("button", name="Ouvrir le menu").click()
    expect(page.get_by_role("link", name="Réglages")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Réglages")).to_be_hidden()


def test_the_chosen_colours_are_remembered(page: Page):
    page.emulate_media(color_scheme="light")
    page.goto("/composants/?mise-en-page=portail")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Sombre").click()
    page.reload()

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    expect(page.get_by_role("button", name="Sombre")).to_have_attribute("aria-pressed", "true")


def test_without_javascript_the_list_is_searched_and_sorted_all_the_same(browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/composants/")
    page.get_by_label("Rechercher", exact=True).fill("CV")
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name="Inscrits").last.click()

    expect(page.locator(".table-count").first).to_have_text("19 ateliers")
    assert "tri=seated" in page.url
    assert "q=CV" in page.url
    context.close()
