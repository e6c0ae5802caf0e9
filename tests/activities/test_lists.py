"""The lists cost the same for one row and for many, and their views show what they say."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.activities import actions, searching
from jalon.ui.registries import search, waiting
from tests.factories import ActivityFactory, ActivityTypeFactory, PersonFactory, actor


def queries_of(client, address: str) -> int:
    client.get(address)  # what the centre settles is read once after a change
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def titles(client, address: str) -> list[str]:
    return [activity.title for activity in client.get(address).context["listing"]]


@pytest.fixture
def kind(centre):
    return ActivityTypeFactory(centre=centre)


def test_the_list_takes_eight_queries_at_most_whatever_the_number_of_rows(desk, centre, kind):
    ActivityFactory(centre=centre, type=kind)
    one = queries_of(desk, f"/{centre.code}/activites/")
    for day in range(4):
        activity = ActivityFactory(centre=centre, type=kind, day=date(2026, 11, 18) + timedelta(days=day))
        actions.register(activity, person := PersonFactory(centre=centre), by=actor(person), now=activity.published_at)

    assert one == queries_of(desk, f"/{centre.code}/activites/")
    assert one <= 8


@pytest.mark.parametrize("page", ["", "appel/", "cloture/", "attestations/", "historique/", "avis/"])
def test_the_pages_of_an_activity_cost_the_same_for_one_person_and_for_five(page, desk, centre, adviser, clock, now):
    small, large = (
        ActivityFactory(centre=centre, type__certificate="attestation", day=day, seats=9)
        for day in (date(2026, 11, 9), date(2026, 11, 8))
    )
    for activity, count in ((small, 1), (large, 5)):
        for person in PersonFactory.create_batch(count, centre=centre):
            actions.add_registration(activity, person, by=adviser, now=now)
        people = [row.person for row in activity.registrations.all()]
        actions.mark(activity, people, "present", by=adviser, now=now, at=now, key=None)
        actions.close_activity(activity, by=adviser, now=now)
        if page == "appel/":
            actions.reopen_activity(activity, by=adviser, now=now)

    costs = [queries_of(desk, f"/{centre.code}/activites/{activity.public_id}/{page}") for activity in (small, large)]

    assert costs[0] == costs[1]


def test_a_sheet_of_five_lines_is_matched_at_the_cost_of_one(centre, adviser, now):
    from jalon.activities.sheets import Signed, match_lines

    activity = ActivityFactory(centre=centre)
    for person in PersonFactory.create_batch(5, centre=centre):
        actions.add_registration(activity, person, by=adviser, now=now)
    lines = [Signed(number, f"Nom{number}", "Salma") for number in range(5)]
    costs = []
    for some in (lines[:1], lines):
        with CaptureQueriesContext(connection) as queries:
            match_lines(activity, some)
        costs.append(len(queries))

    assert costs == [2, 2]


def test_the_views_of_the_list_hold_what_they_say(desk, centre, kind, adviser, now):
    make = lambda title, **fields: ActivityFactory(centre=centre, type=kind, title=title, **fields)  # noqa: E731
    make("coming")
    make("draft", published_at=None)
    make("past", day=date(2026, 11, 9))
    closed = make("closed", day=date(2026, 11, 6))
    actions.close_activity(closed, by=adviser, now=now)
    actions.cancel_activity(make("cancelled"), reason="Grève.", by=adviser, now=now)
    asked = make("asked", day=date(2026, 11, 20))
    actions.register(asked, person := PersonFactory(centre=centre), by=actor(person), now=now)
    path = f"/{centre.code}/activites/"

    assert titles(desk, path) == ["coming", "asked"]
    assert titles(desk, f"{path}?etat=draft") == ["draft"]
    assert titles(desk, f"{path}?etat=to_close") == ["past"]
    assert titles(desk, f"{path}?etat=closed") == ["closed"]
    assert titles(desk, f"{path}?etat=cancelled") == ["cancelled"]
    assert titles(desk, f"{path}?etat=to_confirm") == ["asked"]
    assert len(titles(desk, f"{path}?etat=all")) == 6
    assert titles(desk, f"{path}?etat=nonsense&type=nowhere&leader=x&first=31/02") == ["coming", "asked"]
    assert titles(desk, f"{path}?q=ask&first=2026-11-19&last=2026-11-21") == ["asked"]


def test_what_waits_counts_the_rows_of_the_list_to_which_it_leads(centre, adviser, now, desk):
    past = ActivityFactory(centre=centre, day=date(2026, 11, 9))
    coming = ActivityFactory(centre=centre, type=past.type, seats=1)
    first, second = PersonFactory.create_batch(2, centre=centre)
    for person in (first, second):
        actions.register(coming, person, by=actor(person), now=now)
    found = {one.code: one for one in waiting.for_actor(adviser, centre, now) if one.code.startswith("activities.")}

    assert {code: one.count for code, one in found.items()} == {"activities.to_close": 1, "activities.to_confirm": 1}
    for one in found.values():
        assert len(titles(desk, one.url)) == one.count


def test_a_queue_is_to_be_looked_at_once_a_place_is_free_and_nobody_gets_it(centre, adviser, now):
    activity = ActivityFactory(centre=centre, seats=1)
    rows = [actions.register(activity, p, by=actor(p), now=now) for p in PersonFactory.create_batch(2, centre=centre)]

    assert searching.queues(adviser, now).count() == 0
    late = activity.starts_at - timedelta(hours=2)
    actions.cancel_registration(rows[0], by=adviser, now=late)

    assert list(searching.queues(adviser, late)) == [activity]


def test_the_search_box_finds_activities_by_their_title(centre, adviser, now):
    activity = ActivityFactory(centre=centre, title="Réussir son entretien")
    groups = search.results("entretien", adviser, centre)

    assert [hit.url for group in groups for hit in group.hits] == [f"/{centre.code}/activites/{activity.public_id}/"]


@pytest.mark.parametrize("typed", ["reussir", "RÉUSSIR entretien", "l’entretien", "نجاح المقابله", "المقابلة"])
def test_titles_are_found_whatever_the_accents_and_the_signs_of_arabic(typed, desk, centre, adviser):
    activity = ActivityFactory(centre=centre, title="Réussir l’entretien – نَجاح المُقابَلة")
    ActivityFactory(centre=centre, type=activity.type, title="Autre chose")

    assert titles(desk, f"/{centre.code}/activites/?q={typed}") == [activity.title]
    assert searching.activities_called(typed, by=adviser, limit=5) == [activity]


def test_a_title_that_changes_is_found_by_its_new_words(adviser, centre, now):
    activity = ActivityFactory(centre=centre)
    actions.edit_activity(activity, by=adviser, now=now, fields={"title": "Été"})

    assert searching.activities_called("ete", by=adviser, limit=5) == [activity]
    assert searching.activities_called("envie", by=adviser, limit=5) == []
    assert searching.activities_called("--", by=adviser, limit=5) == []


@pytest.mark.parametrize("typed", ["tahi", "Salma FASSI", "salma@", "20001234", "g13000", "06 61 23 45 67", "الفاسي"])
def test_people_to_add_are_found_by_name_address_number_or_phone(typed, centre, adviser):
    activity = ActivityFactory(centre=centre)
    PersonFactory(
        centre=centre,
        last_name="Fassi",
        name_key="fassi salma tahi",
        name_key_ar="الفاسي",
        personal_email="salma@example.org",
        student_number="20001234",
        national_code="G13000",
        phone="+212661234567",
    )

    assert "Fassi" in [person.last_name for person in searching.people_to_add(activity, by=adviser, text=typed)]


@pytest.mark.parametrize("typed", ["", "a", "%", "--", "@", "🚀🚀", "\x00\x00", "x" * 3000])
def test_nothing_is_found_under_words_that_say_nothing(typed, centre, adviser):
    activity = ActivityFactory(centre=centre)

    assert searching.people_to_add(activity, by=adviser, text=typed) == []
