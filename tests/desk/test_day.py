"""*Ma journée*: what waits, what stands on the days, the news; at the same cost for one row and for five."""

from datetime import date, time, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jalon.accounts.access import person_actor
from jalon.activities import acts
from jalon.activities.models import Activity, ActivityType
from jalon.core.actor import Actor, ActorKind, system, visitor
from jalon.desk import agenda, home, queries
from jalon.journal import recording as journal
from jalon.people.actions import add_person, appoint
from jalon.structures import actions as structures
from jalon.structures.models import Centre, Role
from jalon.ui.registries import search, waiting
from tests.desk.conftest import noon


@pytest.fixture
def adviser(centre):
    by = system(centre.pk)
    person = add_person(centre, by=by, now=noon, last_name="Tazi", first_name="Omar")
    role = Role.objects.get(centre=centre, code="conseiller-carriere")
    appoint(person, role, by=by, now=noon, starts_on=date(2026, 9, 1))
    return person


def workshop(centre: Centre, leader, *, days: int = 0, title: str = "CV", **fields) -> Activity:
    site = structures.add_site(centre, f"Site de {title}", by=system(centre.pk), now=noon)
    room = structures.add_room(site, "A1", by=system(centre.pk), now=noon)
    activity = Activity(
        centre=centre,
        type=ActivityType.objects.get(centre=centre, code="atelier"),
        title=title,
        leader=leader,
        site=site,
        room=room,
        day=date(2026, 11, 18) + timedelta(days=days),
        starts_clock=time(14),
        ends_clock=time(16),
        zone=centre.timezone,
        seats=20,
        created_at=noon,
        published_at=noon,
        **fields,
    )
    activity.derive_moments()
    activity.save()
    return activity


def test_today_and_the_rest_of_the_week(centre, manager, adviser, person):
    for days, title in [(-1, "hier"), (0, "aujourd’hui"), (3, "samedi"), (4, "dimanche"), (5, "lundi")]:
        workshop(centre, adviser, days=days, title=title)

    day = queries.day_of(manager, centre, noon)

    assert [item.title for item in day.now_on] == ["aujourd’hui"]
    assert [(on.day, [item.title for item in items]) for on, items in day.coming] == [
        (21, ["samedi"]),
        (22, ["dimanche"]),
    ]
    assert day.last == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 19), date(2026, 11, 22)),
        (date(2026, 11, 20), date(2026, 11, 29)),
        (date(2026, 11, 22), date(2026, 11, 29)),
    ],
)
def test_from_friday_on_the_next_week_is_shown_too(today, last):
    assert queries.last_shown(today) == last


def test_an_item_says_who_where_and_how_many(centre, adviser):
    workshop(centre, adviser)
    actor = person_actor(adviser, date(2026, 11, 18))

    (item,) = queries.day_of(actor, centre, noon).now_on

    assert (item.kind, item.where, item.who, item.detail, item.is_mine, item.state) == (
        "Atelier",
        "A1, Site de CV",
        "Omar Tazi",
        "0 inscrits sur 20 places",
        True,
        None,
    )


def test_the_host_institution_reads_what_is_announced_and_opens_no_list(centre, adviser):
    announced = workshop(centre, adviser)
    Activity.objects.filter(pk=workshop(centre, adviser, title="Brouillon").pk).update(published_at=None)
    by = system(centre.pk)
    host = add_person(centre, by=by, now=noon, last_name="Alaoui", first_name="Zineb")
    role = Role.objects.get(centre=centre, code="institution-hote")
    appoint(host, role, by=by, now=noon, starts_on=date(2026, 9, 1))

    items = queries.day_of(person_actor(host, date(2026, 11, 18)), centre, noon).now_on

    assert [(item.title, item.url) for item in items] == [(announced.title, "")]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"cancelled_at": noon}, ("muted", "annulée")),
        ({"closed_at": noon}, ("success", "clôturée")),
        ({}, None),
    ],
)
def test_an_item_shows_its_state(centre, manager, adviser, fields, state):
    workshop(centre, adviser, **fields)

    assert [item.state for item in queries.day_of(manager, centre, noon).now_on] == [state]


def test_the_news_are_what_others_did_about_me_and_my_activities(centre, manager, adviser, person):
    mine, other = workshop(centre, adviser, title="Le mien"), workshop(centre, person, title="Un autre", days=1)
    me = person_actor(adviser, date(2026, 11, 18))
    with transaction.atomic():
        journal.record(acts.PUBLISHED, mine, by=manager, at=noon - timedelta(hours=2))
        journal.record(acts.EDITED, mine, by=me, at=noon - timedelta(hours=1))
        journal.record(acts.PUBLISHED, other, by=manager, at=noon)
        journal.record(acts.PUBLISHED, mine, by=manager, at=noon - timedelta(days=15))
        journal.record(acts.EDITED, mine, by=system(centre.pk), at=noon - timedelta(hours=3))
        journal.record(acts.EDITED, mine, by=manager, at=noon - timedelta(days=1))

    news = queries.news_of(me, centre, noon)

    about_mine = [line for line in news if line.act.startswith("activities.")]
    assert [(line.act, line.at, line.url) for line in about_mine] == [
        (acts.PUBLISHED, noon - timedelta(hours=2), f"/essai/activites/{mine.public_id}/"),
        (acts.EDITED, noon - timedelta(days=1), f"/essai/activites/{mine.public_id}/"),
    ]


def test_one_row_costs_as_much_as_five(centre, manager, person, adviser):
    later = noon + timedelta(days=21)  # the opening itself is no news any more

    def fill(number: int) -> None:
        for days in (21, 22):
            activity = workshop(centre, person, days=days, title=f"CV {number} {days}")
            with transaction.atomic():
                journal.record(acts.PUBLISHED, activity, by=person_actor(adviser, later.date()), at=later)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            day = queries.day_of(manager, centre, later)
        return len(captured), len(day.now_on) + sum(len(items) for _on, items in day.coming) + len(day.news)

    fill(1)
    once, rows = cost()
    for number in range(2, 6):
        fill(number)

    assert (rows, cost()) == (4, (once, 20))
    assert once <= 8 + len(list(waiting._sources))


def test_nothing_waiting_teaches_what_will_appear_here(centre, signed_in):
    page = signed_in.get("/essai/ma-journee/").text

    assert "Bonjour" in page
    assert "Rien ne vous attend" in page
    assert "un atelier à clôturer" in page


def test_a_count_leads_to_its_list(centre, signed_in):
    waiting.register(
        waiting.Source(
            "test.one", "chose", "choses", "flag", count=lambda a, c, n: 3, url=lambda c: f"/{c.code}/choses/"
        )
    )
    try:
        page = signed_in.get("/essai/ma-journee/").text
    finally:
        waiting.forget("test.one")

    assert 'href="/essai/choses/"' in page
    assert "choses" in page


def test_the_agenda_takes_each_source_once():
    def find(actor, centre, first, last):
        return []

    agenda.register("test", find)
    try:
        agenda.register("test", find)
        with pytest.raises(ValueError, match="twice"):
            agenda.register("test", lambda actor, centre, first, last: [])
    finally:
        agenda.forget("test")


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("manager", "/essai/ma-journee/"),
        ("conseiller-carriere", "/essai/ma-journee/"),
        ("resp-communication", "/essai/ma-journee/"),
        ("business-developer", "/essai/ma-journee/"),
        ("stagiaire", "/essai/ma-journee/"),
        ("institution-hote", "/essai/ma-journee/"),
        ("point-focal", "/essai/ma-journee/"),
        ("ambassadeur", "/essai/"),
        ("jeune", "/essai/"),
        ("entreprise", "/essai/"),
    ],
)
def test_where_each_role_starts(centre, role, address):
    by = system(centre.pk)
    person = add_person(centre, by=by, now=noon, last_name="Tazi", first_name="Omar")
    appoint(person, Role.objects.get(centre=centre, code=role), by=by, now=noon, starts_on=date(2026, 9, 1))

    assert home.home(person_actor(person, date(2026, 11, 18)), centre) == address


def test_a_visitor_starts_on_the_portal(centre):
    assert home.home(visitor(centre.pk), centre) == "/essai/"
    assert Client().get("/essai/ma-journee/").status_code == 302


class TestSearch:
    """One box for everything, each package finding what its policies allow."""

    @pytest.fixture(autouse=True)
    def provider(self):
        def find(query, actor, centre, limit):
            return [search.Hit(f"Trouvé {query}", "/essai/x/", "détail")] if query == "cv" else []

        search.register(search.Provider("test", "Essais", "flag", find))
        yield
        search.forget("test")

    def test_what_is_found_stands_under_its_kind(self, centre, signed_in):
        page = signed_in.get("/essai/recherche/", {"q": " cv "}).text

        assert "Essais" in page
        assert "Trouvé cv" in page

    def test_nothing_found_says_what_to_try(self, centre, signed_in):
        assert "Rien sous ces mots" in signed_in.get("/essai/recherche/", {"q": "zzzzzz"}).text

    def test_one_letter_is_too_short_to_search(self, centre, signed_in):
        assert "Deux lettres suffisent" in signed_in.get("/essai/recherche/", {"q": "c"}).text

    def test_what_was_typed_is_shown_as_text(self, centre, signed_in):
        assert "<script>x" not in signed_in.get("/essai/recherche/", {"q": "<script>x"}).text

    def test_a_visitor_searches_nothing(self, centre):
        assert Client().get("/essai/recherche/", {"q": "cv"}).status_code == 302


def test_an_actor_without_a_person_has_no_news(centre):
    assert queries.news_of(Actor(ActorKind.VISITOR, centre.pk), centre, noon) == []
