"""What packages hang on pages that are not theirs."""

from datetime import UTC, datetime

import pytest

from jalon.core.actor import EVERYWHERE, Actor, ActorKind, visitor
from jalon.ui.registries import navigation, panels, search, timeline, waiting
from jalon.ui.registries.navigation import Entry
from jalon.ui.registries.panels import Panel
from jalon.ui.registries.search import Hit, Provider
from jalon.ui.registries.timeline import Line, Look
from jalon.ui.registries.waiting import Source

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ADVISER = Actor(ActorKind.PERSON, centre_id=1, person_id=1, user_id=1, grants={"test.see": EVERYWHERE})


@pytest.fixture
def put():
    """Registers entries and takes them out again."""
    done = []

    def register(registry, *entries):
        registry.register(*entries)
        done.extend((registry, entry) for entry in entries)

    yield register
    for registry, entry in done:
        registry.forget(entry.code)


def labels(sections, code):
    """The links under a heading that the tests registered."""
    return [
        link.label for section in sections if section.code == code for link in section.links if "Essai" in link.label
    ]


def test_navigation_shows_in_order_what_the_person_may_see(put, centre):
    put(
        navigation,
        Entry("test.b", "Essai B", "users", lambda centre: "/demo/b/", order=20),
        Entry("test.a", "Essai A", "users", lambda centre: "/demo/a/", order=10, capability="test.see"),
        Entry("test.c", "Essai C", "users", lambda centre: "/demo/c/", capability="test.other"),
        Entry("test.d", "Essai D", "users", lambda centre: None),
    )

    assert labels(navigation.sections(ADVISER, centre, "/"), "work") == ["Essai A", "Essai B"]
    assert labels(navigation.sections(visitor(), centre, "/"), "work") == ["Essai B"]


def test_the_entry_that_leads_closest_to_the_page_is_current(put, centre):
    put(
        navigation,
        Entry("test.a", "Essai A", "users", lambda centre: "/demo/essais/"),
        Entry("test.b", "Essai B", "users", lambda centre: "/demo/essais/ateliers/"),
    )

    links = [
        link
        for section in navigation.sections(ADVISER, centre, "/demo/essais/ateliers/7/")
        for link in section.links
        if "Essai" in link.label
    ]

    assert [(link.label, link.is_current) for link in links] == [("Essai A", False), ("Essai B", True)]


def test_an_entry_shows_how_many_wait_behind_it(put, centre):
    put(navigation, Entry("test.a", "Essai A", "users", lambda centre: "/a/", count=lambda actor, centre: 12))

    (link,) = [link for s in navigation.sections(ADVISER, centre, "/") for link in s.links if link.label == "Essai A"]

    assert link.count == 12


def test_the_portal_has_three_tabs_at_most(put, centre):
    put(navigation, *(Entry(f"test.{n}", f"T{n}", "users", lambda c: "/x/", order=-n, area="portal") for n in range(5)))

    assert [tab.label for tab in navigation.tabs(visitor(), centre, "/")] == ["T4", "T3", "T2"]


def test_an_entry_of_an_unknown_section_is_refused():
    with pytest.raises(ValueError, match="section"):
        Entry("test.a", "A", "users", lambda centre: "/", section="nowhere")


def test_one_code_has_one_content(put):
    put(search, Provider("test.a", "A", "users", lambda *arguments: []))

    with pytest.raises(ValueError, match="registered twice"):
        search.register(Provider("test.a", "B", "users", lambda *arguments: []))


def test_what_waits_is_counted_and_named(put, centre):
    def source(code, count, **options):
        return Source(code, "atelier", "ateliers", "users", lambda *arguments: count, lambda centre: "/x/", **options)

    put(waiting, source("test.one", 1, order=1), source("test.many", 4, order=2), source("test.none", 0))
    put(waiting, source("test.hidden", 9, capability="test.other"))

    found = [item for item in waiting.for_actor(ADVISER, centre, NOW) if item.code.startswith("test.")]

    assert [(item.count, item.label, item.url) for item in found] == [(1, "atelier", "/x/"), (4, "ateliers", "/x/")]


def test_panels_stand_on_pages_of_their_kind_when_they_have_something_to_say(put, ask):
    template = "ui/components/tabs.html"
    put(
        panels,
        Panel("test.a", "activity", "A", template, lambda request, obj: {"label": obj, "content": ""}),
        Panel("test.b", "activity", "B", template, lambda request, obj: None),
        Panel("test.c", "person", "C", template, lambda request, obj: {}),
        Panel("test.d", "activity", "D", template, lambda request, obj: {}, capability="test.see"),
    )

    shown = [panel for panel in panels.of("activity", ask(), "CV & lettre") if panel.code.startswith("test.")]

    assert [(panel.title, panel.content.strip()) for panel in shown] == [
        ("A", '<nav class="tabs" aria-label="CV &amp; lettre"></nav>')
    ]


def test_search_asks_the_packages_that_the_person_may_see(put, centre):
    put(
        search,
        Provider("test.a", "Essai", "users", lambda query, actor, centre, limit: [Hit(query, "/x/")]),
        Provider("test.b", "Vide", "users", lambda *arguments: []),
        Provider("test.c", "Caché", "users", lambda *arguments: [Hit("x", "/y/")], capability="test.other"),
    )

    groups = [
        group for group in search.results(" amina ", ADVISER, centre) if group.label in {"Essai", "Vide", "Caché"}
    ]

    assert [(group.label, group.hits) for group in groups] == [("Essai", [Hit("amina", "/x/")])]
    assert search.results("a", ADVISER, centre) == []


def test_a_line_of_the_timeline_looks_like_its_act():
    timeline.register("test.closed", Look("clipboard-check", "success"))

    assert Line(NOW, "Clôturé.", "test.closed").look == Look("clipboard-check", "success")
    assert Line(NOW, "Autre.", "test.unknown").look == timeline.PLAIN
