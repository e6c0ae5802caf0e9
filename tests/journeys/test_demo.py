"""The demonstration as people find it: every role walks through its pages, and the README's picture is taken."""

import os
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation

from jalon.accounts.models import User
from jalon.activities.models import Activity
from jalon.demo.loading import load
from jalon.demo.story import AROUND, TEAM
from jalon.structures.models import Centre
from tests.answers import whole
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import DESKTOP

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "ma-journee.png"
LINK = re.compile(r'href="(/demo/[^"#]*)"')
IDENTIFIER = re.compile(r"/[0-9a-hjkmnp-tv-z]{17}(?=[/.]|$)")
PAGES = 45


@pytest.fixture
def demo(transactional_db, settings) -> Centre:
    """The demonstration, loaded as `./jalon demo` loads it."""
    settings.JALON_DEMO = True
    with translation.override("fr"):
        return load(timezone.now(), lambda part: None)


def walk(login: str) -> list[str]:
    """Follow the links that this person is shown, two of each shape; what does not answer well."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=f"{login}@demo.example"))
    todo, seen, shapes, faults = ["/demo/"], set(), {}, []
    while todo and len(seen) < PAGES:
        address = todo.pop(0)
        shape = IDENTIFIER.sub("/…", address.split("?")[0])
        if address in seen or shapes.get(shape, 0) == 2:
            continue
        seen.add(address)
        shapes[shape] = shapes.get(shape, 0) + 1
        answer = client.get(address)
        if answer.status_code == 302:
            todo.append(answer.headers["Location"])
        elif answer.status_code != 200:
            faults.append(f"{answer.status_code} {address}")
        body = whole(answer)
        if answer.headers["Content-Type"].startswith("text/html"):
            todo += [found.replace("&amp;", "&") for found in LINK.findall(body.decode())]
    return faults


def test_the_demonstration_tells_of_a_centre_in_the_middle_of_its_year_and_leads_no_role_to_a_dead_end(
    demo, browser, base_url
):
    now = timezone.now()
    months = {activity.day.strftime("%Y-%m") for activity in Activity.objects.closed()}
    assert len(months) >= 5
    assert Activity.objects.to_close(now).count() == 1
    assert Activity.objects.published().coming(now).count() >= 6

    assert {member.login: walk(member.login) for member in (*TEAM, *AROUND)} == {
        member.login: [] for member in (*TEAM, *AROUND)
    }

    page = browser.new_context(base_url=base_url, viewport=DESKTOP, locale="fr-FR", reduced_motion="reduce").new_page()
    page.goto("/demo/ma-journee/")
    page.locator("input[type=email]").fill("coordination@demo.example")
    page.locator("input[type=password]").fill("jalon-demo")
    page.locator("main button[type=submit]").first.click()
    page.get_by_role("heading", name="Bonjour Nadia").wait_for()
    assert_accessible(page)
    if os.environ.get("JALON_PICTURES") == "1":
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
    page.context.close()
    assert PICTURE.is_file()
