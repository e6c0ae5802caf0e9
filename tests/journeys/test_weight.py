"""What a phone fetches at the first visit, from files as production serves them, and how long slow 3G takes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, expect

from jalon.activities import actions
from jalon.activities.models import Activity, Presence
from jalon.core.actor import system
from jalon.people.models import Person
from jalon.surveys import ways
from jalon.surveys.queries import survey_of
from tests.factories import ADVISER_RIGHTS, ActivityFactory, actor
from tests.journeys.campus import PHONE, Campus, next_weekday

LIMIT = 100_000
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""400 kbit/s each way, 400 ms before each answer."""


@pytest.fixture
def production(campus: Campus, settings: Any, tmp_path: Path) -> Iterator[str]:
    """A second server, with the compressed files and far expiry dates of a real one."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "jalon.config.staticfiles.HashedStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    shared = {db.alias: db for db in connections.all() if db.vendor == "sqlite" and db.is_in_memory_db()}
    for db in shared.values():
        db.inc_thread_sharing()  # for good: the last of the browser's connections end after the test
    server = LiveServerThread("localhost", static_handler=lambda application: application, connections_override=shared)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def workshop(campus: Campus) -> Activity:
    """One that is announced, with a description, among others."""
    adviser = campus.person("Nadia", "Tahiri", "resp-coordination")
    common = {
        "centre": campus.centre,
        "type": campus.centre.activity_types.get(code="atelier"),
        "leader": adviser,
        "created_at": campus.now,
        "published_at": campus.now,
        "description": "Apportez votre CV, même un brouillon. " * 20,
    }
    for days in range(5, 45):
        ActivityFactory(day=campus.now.date() + timedelta(days=days), **common)
    made: Activity = ActivityFactory(day=next_weekday(campus.now.date(), 3), **common)
    return made


@pytest.fixture
def present(campus: Campus, workshop: Activity) -> Person:
    """Somebody whom the questionnaire awaits."""
    person = campus.person("Salma", "Idrissi")
    by = actor(workshop.leader, *ADVISER_RIGHTS)
    actions.register(workshop, person, by=actor(person), now=campus.now)
    at = workshop.starts_at + timedelta(minutes=5)
    actions.mark(workshop, [person], Presence.PRESENT, by=by, now=at, at=at, key=None)
    actions.close_activity(workshop, by=by, now=workshop.ends_at)
    campus.pass_time(workshop.ends_at + timedelta(hours=1))
    return person


USABLE = """() => new Promise(done => {
    const whole = performance.getEntriesByType('navigation')[0].responseEnd;
    new PerformanceObserver(list => {
        const painted = list.getEntries().find(entry => entry.name === 'first-contentful-paint');
        if (painted) done(Math.max(whole, painted.startTime) / 1000);
    }).observe({type: 'paint', buffered: true});
})"""
"""When the page is there to its end and painted with its styles: its links and buttons work without any script."""


def visit(page: Page, address: str) -> tuple[int, float]:
    """Bytes that came over the wire for a first visit, and seconds until the page can be used, on slow 3G."""
    page.request.get(address)  # the server is awake; the browser keeps nothing of this
    received: list[int] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_3G)
    wire.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(address, wait_until="load")
    seconds = float(page.evaluate(USABLE))
    return sum(received), seconds


PAGES: dict[str, Callable[[Activity], str]] = {
    "programme": lambda workshop: "/essai/programme/",
    "activity": lambda workshop: f"/essai/programme/{workshop.public_id}/",
    "sign-up": lambda workshop: f"/essai/rejoindre/?pour={workshop.public_id}",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_is_light_and_soon_usable(campus: Campus, production: str, workshop: Activity, name: str):
    page = campus.page(size=PHONE)

    weight, seconds = visit(page, production + PAGES[name](workshop))

    assert 5_000 < weight <= LIMIT
    assert seconds < 5


def test_the_questionnaire_is_light_and_soon_usable(
    campus: Campus, production: str, workshop: Activity, present: Person
):
    survey = survey_of("activity", workshop.pk)
    assert survey
    link = ways.personal_link(survey, present, by=system(campus.centre.pk), now=campus.now)
    page = campus.page(size=PHONE)

    weight, seconds = visit(page, production + link[link.index("/essai/") :])

    expect(page.get_by_role("button", name="Envoyer mes réponses")).to_be_visible()
    assert 5_000 < weight <= LIMIT
    assert seconds < 5
