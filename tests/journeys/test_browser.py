"""The tools of the journeys notice what they are there for."""

from playwright.sync_api import Page

from tests.journeys import axe
from tests.journeys.conftest import Faults


def test_what_the_browser_complains_about_is_noticed(page: Page, faults: Faults):
    page.goto("/sante")
    faults.expect("status of 503")  # no worker runs beside the tests
    page.evaluate("console.error('a fault')")
    page.evaluate("setTimeout(() => { throw new Error('a broken script') })")
    page.wait_for_timeout(100)

    assert sorted(faults.unexpected()) == ["a fault", "script: a broken script"]

    faults.expect("a fault")
    faults.expect("a broken script")


def test_an_inline_style_is_refused_by_the_security_policy(page: Page, faults: Faults):
    page.goto("/sante")
    faults.expect("status of 503")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.wait_for_timeout(100)

    assert "Content Security Policy" in " ".join(faults.unexpected())

    faults.expect("Content Security Policy")


def test_a_picture_without_words_is_an_accessibility_fault(page: Page):
    page.set_content("<html lang='fr'><title>x</title><main><h1>x</h1><img src='data:,'></main></html>")

    assert [line.split(":")[0] for line in axe.violations(page)] == ["image-alt"]
