"""The screens of the desk."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from jalon.people.models import Person
from jalon.welcome import actions, queries
from jalon.welcome.models import State, Visit
from tests.answers import whole as read
from tests.factories import PersonFactory


@pytest.fixture
def at(centre):
    """An address of the desk."""
    return lambda path="": f"/{centre.code}/accueil/{path}"


def test_one_finds_receives_and_writes_the_record_in_three_gestures(desk, at, salma, lists):
    found = desk.get(at("?q=idrisi"))
    assert "Salma Idrissi" in found.content.decode()

    answer = desk.post(at("arrivee/"), {"person": salma.public_id, "state": "received", "arrival_key": "k"})
    visit = Visit.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, at(f"fiches/{visit.public_id}/"))

    page = at(f"fiches/{visit.public_id}/")
    told = {"needs": [lists["need"].pk], "services": [lists["service"].pk], "level": lists["level"].pk, "over": "1"}
    answer = desk.post(page, {**told, "establishment": lists["establishment"].pk})

    visit.refresh_from_db()
    assert (answer.status_code, visit.state, visit.completed_at is not None) == (303, State.SERVED, True)


def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_lost(desk, at, come, salma, lists):
    visit = come(salma)

    answer = desk.post(
        at(f"fiches/{visit.public_id}/"), {"phone": "06 12", "note": "veut un stage", "needs": [lists["need"].pk]}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ce numéro n’est pas valable" in page
    assert "veut un stage" in page
    assert Visit.objects.get().note == ""


def test_a_new_person_with_the_name_of_another_is_asked_about_first(desk, at, salma):
    new = {"first_name": "Salma", "last_name": "Idrissi", "state": "waiting"}

    asked = desk.post(at("arrivee/"), new)
    assert (asked.status_code, "Est-ce une de ces personnes" in asked.content.decode()) == (422, True)
    assert Visit.objects.count() == 0

    assert desk.post(at("arrivee/"), {**new, "sure": "1"}).status_code == 303
    assert Visit.objects.get().person_id != salma.pk


def test_the_queue_comes_alone_when_it_is_polled(desk, at, come, salma):
    come(salma)

    part = desk.get(at(), headers={"HX-Request": "true", "HX-Target": "section#queue"}).content.decode()

    assert ("Salma Idrissi" in part, "<html" in part, "Qui vient" in part) == (True, False, False)


def test_a_button_of_the_queue_moves_and_offers_the_way_back(desk, at, come, salma):
    visit = come(salma)

    part = desk.post(
        at(f"fiches/{visit.public_id}/etat/"),
        {"to": "left"},
        headers={"HX-Request": "true", "HX-Target": "section#queue"},
    )
    assert "est reparti sans être reçu" in part.content.decode()

    desk.post(at(f"fiches/{visit.public_id}/etat/"), {"to": "waiting", "undone": "1"})
    visit.refresh_from_db()
    assert visit.state == State.WAITING


def test_lists_and_queue_cost_the_same_for_one_and_for_five(
    desk, at, come, centre, salma, django_assert_num_queries, lists
):
    come(salma, state=State.SERVED, details=actions.Details(needs=(lists["need"],)))
    desk.get(at())
    with django_assert_num_queries(13):
        desk.get(at("fiches/?etat=incomplete"))
    with django_assert_num_queries(14):
        desk.get(at("?q=idrissi"))

    for _number in range(4):
        person = PersonFactory(centre=centre, last_name="Idrissi", name_key="idrissi salma")
        come(person, state=State.SERVED, details=actions.Details(needs=(lists["need"],)))
    desk.get(at())  # what the centre settles is read once after a change
    with django_assert_num_queries(13):
        desk.get(at("fiches/?etat=incomplete"))
    with django_assert_num_queries(14):
        desk.get(at("?q=idrissi"))


def test_the_list_says_what_is_missing(desk, at, come, salma):
    come(salma, state=State.SERVED)

    page = desk.get(at("fiches/?etat=incomplete")).content.decode()

    assert "Il manque : l’établissement et le niveau de cette année, au moins un besoin, ce qui a été fait." in page


def test_the_spreadsheet_holds_the_rows_of_the_list(desk, at, come, salma, lists):
    come(salma, state=State.SERVED, details=actions.Details(needs=(lists["need"],)))

    book = CalamineWorkbook.from_filelike(BytesIO(read(desk.get(at("fiches.xlsx")))))

    rows = book.get_sheet_by_index(0).to_python()
    assert [row[1:5] for row in rows[1:]] == [["Salma Idrissi", "الإدريسي", "Bureau d’accueil", "cv"]]


def test_the_persons_page_shows_visits_to_the_team(desk, come, salma, centre):
    come(salma)

    assert "Passages à l’accueil" in desk.get(f"/{centre.code}/personnes/{salma.public_id}/").content.decode()


def test_the_search_finds_with_studies_and_who_waits_already(come, salma, adviser, centre, now):
    come(salma)

    found = queries.people_called(centre, "salma idr", by=adviser, now=now)

    assert [(person.pk, person.is_here) for person in found] == [(salma.pk, True)]
    assert Person.objects.filter(pk=salma.pk).exists()


def test_settings_are_for_whoever_configures(desk, at, signed_in, centre):
    assert desk.get(at("reglages/")).status_code == 403

    manager = signed_in(PersonFactory(centre=centre), "structures.configure", "structures.read", "welcome.receive")
    assert manager.get(at("reglages/")).status_code == 200
    assert manager.post(at("reglages/"), {"statistics_day": "2", "required": ["needs"]}).status_code == 303
    assert queries.deciding(centre).before == 2
