"""The three ways in, and what the team reads."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalon.core.actor import system
from jalon.people.models import Person
from jalon.surveys import actions, ways
from jalon.surveys.models import Completion, NameRemark, Unpublished
from tests.factories import PersonFactory
from tests.surveys.conftest import posted, sheet


def path(address: str) -> str:
    """The address on this server."""
    return address.removeprefix("http://localhost:8000")


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_somebody_signed_in_finds_answers_and_is_thanked(live_survey, present, signed_in):
    person = present()
    client = signed_in(person)
    mine = client.get(reverse("surveys:mine", args=[live_survey.centre.code]))
    assert ways.address(live_survey) in words(mine)

    page = client.get(ways.address(live_survey))
    assert "Vos réponses sont anonymes" in words(page)
    assert "qui administre la base de données" in words(page)

    sent = client.post(ways.address(live_survey), posted(remarques="Merci", arrival_key="k" * 20))
    assert (sent.status_code, sent["Location"]) == (303, ways.address(live_survey) + "merci/")
    thanks = client.get(sent["Location"])
    assert "Votre attestation est prête." in words(thanks)
    assert ways.address(live_survey) not in words(client.get(reverse("surveys:mine", args=[live_survey.centre.code])))
    assert Unpublished.objects.get().answers == sheet(remarques="Merci")


def test_what_was_typed_stays_when_an_answer_is_missing(live_survey, present, signed_in):
    client = signed_in(present())

    page = client.post(ways.address(live_survey), posted(satisfaction="", remarques="Longue remarque", suite="seance"))

    assert page.status_code == 422
    assert "Il manque une réponse." in words(page)
    assert "Longue remarque" in words(page)
    assert page.context["form"]["suite"].value() == ["seance"]
    assert not Completion.objects.exists()


def test_a_second_answer_shows_the_sentence_and_the_same_form_again_is_thanked(live_survey, present, signed_in):
    client = signed_in(present())
    first = posted(arrival_key="a" * 20)
    client.post(ways.address(live_survey), first)

    assert client.post(ways.address(live_survey), first).status_code == 303
    other = client.post(ways.address(live_survey), posted(arrival_key="b" * 20, remarques="encore"))
    assert other.status_code == 422
    assert "Vous avez déjà répondu à ce questionnaire" in words(other)
    assert Unpublished.objects.count() == 1
    assert client.get(ways.address(live_survey)).status_code == 303


def test_a_stranger_learns_nothing_of_a_survey(live_survey, centre, signed_in):
    client = signed_in(PersonFactory(centre=centre))
    there = client.get(ways.address(live_survey))
    nowhere = client.get(reverse("surveys:answer", args=[centre.code, "0" * 17]))

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert words(there).split("<main")[1] == words(nowhere).split("<main")[1]
    assert Client().get(ways.address(live_survey)).status_code == 302


def test_a_personal_link_needs_no_account_and_only_post_writes(live_survey, present):
    person = present()
    by = system(live_survey.centre_id)
    address = path(ways.personal_link(live_survey, person, by=by, now=timezone.now()))
    client = Client()

    for _n in range(2):
        assert client.get(address).status_code == 200
    assert not Completion.objects.exists()

    assert client.post(address, posted()).status_code == 303
    assert Completion.objects.get().person == person
    assert "Votre attestation est prête." in words(client.get(address + "merci/"))


def test_the_code_on_the_wall_and_a_name_lead_to_the_questions(live_survey, present):
    person = present(last_name="El Amrani", first_name="Rim")
    client = Client()
    wall = reverse("surveys:wall", args=[live_survey.centre.code])
    assert live_survey.wall_code in words(client.get(path(ways.wall_address(live_survey))))

    typed = {"code": live_survey.wall_code.lower(), "last_name": "ELAMRANI", "first_name": "rim"}
    found = client.post(wall, typed)
    assert found.status_code == 303
    assert "Rim El Amrani" in words(client.get(found["Location"]))

    questions = found["Location"].removesuffix("nom/")
    assert client.get(questions).status_code == 200
    assert client.post(questions, posted()).status_code == 303
    assert Completion.objects.get().person == person

    assert client.post(questions + "merci/")["Location"] == wall
    assert client.get(questions)["Location"] == wall


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "AAAAAA"}, "Aucun questionnaire ouvert n’a ce code"),
        ({"last_name": "Inconnu"}, "Ce nom n’est pas parmi les personnes notées présentes"),
    ],
)
def test_a_wrong_code_or_name_says_what_to_do(live_survey, present, typed, sentence):
    present(last_name="El Amrani", first_name="Rim")
    right = {"code": live_survey.wall_code, "last_name": "El Amrani", "first_name": "Rim"}

    page = Client().post(reverse("surveys:wall", args=[live_survey.centre.code]), right | typed)

    assert page.status_code == 422
    assert sentence in words(page)
    assert page.context["form"]["first_name"].value() == "Rim"


def test_homonyms_are_told_apart_by_their_day_of_birth(live_survey, present):
    present(last_name="Alaoui", first_name="Salma", born_on="2004-01-02")
    younger = present(last_name="Alaoui", first_name="Salma", born_on="2006-03-04")
    wall = reverse("surveys:wall", args=[live_survey.centre.code])
    typed = {"code": live_survey.wall_code, "last_name": "Alaoui", "first_name": "Salma"}
    client = Client()

    asked = client.post(wall, typed)
    assert (asked.status_code, "ajoutez votre date de naissance" in words(asked)) == (422, True)

    found = client.post(wall, typed | {"born_on": "2006-03-04"})
    client.post(found["Location"].removesuffix("nom/"), posted())
    assert Completion.objects.get().person == younger


def test_days_of_birth_are_not_guessed_one_after_the_other(live_survey, present):
    for born_on in ("2004-01-02", "2006-03-04"):
        present(last_name="Alaoui", first_name="Salma", born_on=born_on)
    wall = reverse("surveys:wall", args=[live_survey.centre.code])
    typed = {"code": live_survey.wall_code, "last_name": "ALAOUI", "first_name": "salma"}
    for day in range(10, 20):
        Client().post(wall, typed | {"born_on": f"2005-05-{day}"})

    answer = Client().post(wall, typed | {"born_on": "2006-03-04"})
    assert (answer.status_code, "Trop d’essais" in words(answer)) == (422, True)

    present(last_name="Berrada", first_name="Aya", born_on="2005-05-05")
    other = {"code": live_survey.wall_code, "last_name": "Berrada", "first_name": "Aya", "born_on": "2005-05-05"}
    assert Client().post(wall, other).status_code == 303


def test_a_device_forgets_who_was_named_after_two_hours(live_survey, present, monkeypatch):
    present(last_name="El Amrani", first_name="Rim")
    client = Client()
    typed = {"code": live_survey.wall_code, "last_name": "El Amrani", "first_name": "Rim"}
    found = client.post(reverse("surveys:wall", args=[live_survey.centre.code]), typed)

    later = timezone.now() + ways.REMEMBERED + timedelta(minutes=1)
    monkeypatch.setattr("jalon.surveys.views.portal.timezone.now", lambda: later)

    assert client.get(found["Location"]).status_code == 303


def test_a_name_is_corrected_by_a_remark_that_the_team_settles(live_survey, present, signed_in, centre):
    person = present(last_name="Elamrani", first_name="Rym")
    client = signed_in(person)
    names = {"last_name": "El Amrani", "first_name": "Rim", "last_name_ar": "العمراني", "first_name_ar": "ريم"}
    client.post(ways.address(live_survey) + "nom/", names)
    assert "Votre correction est transmise" in words(client.get(ways.address(live_survey) + "nom/"))
    assert Person.objects.get(pk=person.pk).full_name == "Rym Elamrani"

    staff = signed_in(PersonFactory(centre=centre), "people.edit", "people.read")
    assert "Rim El Amrani" in words(staff.get(reverse("surveys:names", args=[centre.code])))
    settle = reverse("surveys:settle", args=[centre.code, NameRemark.objects.get().pk])
    assert client.post(settle, {"accept": "1"}).status_code == 403
    assert staff.post(settle, {"accept": "1"}).status_code == 303
    assert Person.objects.get(pk=person.pk).full_name == "Rim El Amrani"


def test_results_say_nothing_before_a_lot_and_never_how_many_wait(live_survey, present, signed_in, centre, answered):
    staff = signed_in(PersonFactory(centre=centre), "surveys.read")
    results = reverse("surveys:results", args=[centre.code, live_survey.public_id])
    now = timezone.now()
    seen = set()
    for _n in range(4):
        answered(live_survey, present(), now=now, remarques="Seule")
        page = words(staff.get(results))
        seen.add(page.split("<main", 1)[1])
        assert "Seule" not in page
        assert "Moins de cinq réponses attendent" in page
    assert len(seen) == 1, "the page is the same whether one or four wait"

    answered(live_survey, present(), now=now)
    assert "Au moins cinq réponses attendent" in words(staff.get(results))
    actions.publish_due(by=system(), now=now + timedelta(days=1))

    page = words(staff.get(results))
    assert "Seule" in page
    assert "Ces mots peuvent faire reconnaître leur auteur" in page
    sheets = words(staff.get(results + "reponses/"))
    assert sheets.count("<h2>Feuille") == 5


def test_only_whoever_may_read_results_reads_them(live_survey, present, signed_in, centre):
    results = reverse("surveys:results", args=[centre.code, live_survey.public_id])
    client = signed_in(present(), "people.read")

    assert client.get(results).status_code == 404
    assert client.get(reverse("surveys:surveys", args=[centre.code])).status_code == 403
    assert Client().get(results).status_code == 302


def test_the_team_closes_a_survey(live_survey, signed_in, centre):
    staff = signed_in(PersonFactory(centre=centre), "surveys.read", "surveys.open")
    close = reverse("surveys:close", args=[centre.code, live_survey.public_id])

    assert staff.get(close).status_code == 405
    assert staff.post(close).status_code == 303
    live_survey.refresh_from_db()
    assert live_survey.state == "closed"


def test_the_sheet_for_the_wall_shows_the_code_and_its_address(live_survey, signed_in, centre):
    staff = signed_in(PersonFactory(centre=centre), "surveys.read")

    page = words(staff.get(reverse("surveys:poster", args=[centre.code, live_survey.public_id])))

    assert live_survey.wall_code in page
    assert reverse("surveys:wall", args=[centre.code]) in page
    assert "data:image/svg+xml" in page


def test_a_questionnaire_is_previewed_as_it_is_asked(centre, signed_in):
    staff = signed_in(PersonFactory(centre=centre), "surveys.read")
    models = reverse("surveys:questionnaires", args=[centre.code])

    assert "Satisfaction après un atelier" in words(staff.get(models))
    page = words(staff.get(models + "satisfaction-atelier/"))
    assert "La clarté des explications" in page
    assert "<fieldset" in page
    assert "disabled" in page


def count(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_lists_cost_as_many_queries_for_one_row_as_for_many(centre, present, signed_in, open_one, answered):
    now = timezone.now() - timedelta(days=2)
    person = present()
    member = signed_in(person)
    staff = signed_in(PersonFactory(centre=centre), "surveys.read")
    first = open_one(now=now)
    for _n in range(5):
        answered(first, present(), now=now)
    actions.publish_due(by=system(), now=now + timedelta(days=1))
    addresses = [
        (member, reverse("surveys:mine", args=[centre.code])),
        (staff, reverse("surveys:surveys", args=[centre.code])),
        (staff, reverse("surveys:results", args=[centre.code, first.public_id])),
        (staff, reverse("surveys:sheets", args=[centre.code, first.public_id])),
    ]
    few = [count(client, address) for client, address in addresses]

    for _n in range(6):
        open_one(now=now)
    for _n in range(20):
        answered(first, present(), now=now)
    actions.publish_due(by=system(), now=now + timedelta(days=1))

    assert [count(client, address) for client, address in addresses] == few
    assert few == [ANY] * 4
    assert max(few) <= 12


def test_answering_costs_a_fixed_number_of_queries(survey, present, answered):
    counts = []
    for _n in range(3):
        person = present()
        with CaptureQueriesContext(connection) as queries:
            answered(survey, person)
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 10
