"""The page of an activity: what each person reads there, and what they can do."""

from datetime import timedelta

import pytest
from django.test import Client

from jalon.activities import actions
from jalon.activities.models import Activity, Presence, Registration
from jalon.core.actor import system
from jalon.people.models import Person
from tests.factories import ADVISER_RIGHTS, NOON, ActivityFactory, PersonFactory, actor


@pytest.fixture
def page(workshop):
    """The text of the workshop's page in this browser."""

    def read(client: Client) -> str:
        answer = client.get(f"/essai/programme/{workshop.public_id}/")
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def take(workshop: Activity, person: Person, minutes: int = 0) -> Registration:
    return actions.register(workshop, person, by=actor(person), now=NOON + timedelta(minutes=minutes))


def test_a_passer_by_reads_everything_and_may_register(client, page):
    text = page(client)

    assert "mardi 17 novembre 2026" in text
    assert "2 places libres sur 2" in text
    assert "Je m’inscris" in text


def test_registering_answers_with_the_state_and_a_second_time_changes_nothing(workshop, record, signed_in, page):
    browser = signed_in(record())
    address = f"/essai/programme/{workshop.public_id}/inscription/"

    for key in ("premier", "premier", "second", ""):
        answer = browser.post(address, {"arrival_key": key})
        assert (answer.status_code, answer["Location"]) == (303, f"/essai/programme/{workshop.public_id}/")

    assert Registration.objects.count() == 1
    assert "Votre demande est reçue" in page(browser)
    assert "Libérer ma place" in page(browser)


def test_whoever_waits_reads_their_rank(workshop, record, signed_in, page, centre):
    for minute, other in enumerate(PersonFactory.create_batch(3, centre=centre)):
        take(workshop, other, minute)
    person = record()
    take(workshop, person, 9)
    browser = signed_in(person)

    text = page(browser)

    assert "Votre rang : 2." in text
    assert "2 personnes attendent" in text
    assert "Quitter la liste d’attente" in text


def test_an_offered_place_shows_its_deadline_and_is_accepted_or_left(workshop, record, signed_in, page, centre):
    first, second = (take(workshop, other, 1) for other in PersonFactory.create_batch(2, centre=centre))
    person = record()
    mine = take(workshop, person, 5)
    actions.cancel_registration(first, by=system(centre.pk), now=NOON)
    browser = signed_in(person)

    text = page(browser)
    assert "Une place est à vous" in text
    assert "Acceptez-la avant le mercredi 11 novembre 2026 à 13\xa0h" in text, "noon UTC is 13 h on the centre's wall"

    browser.post(f"/essai/mes-activites/{mine.public_id}/accepter/")
    assert "Votre place est confirmée" in page(browser)
    assert second.pk != mine.pk


def test_a_place_whose_deadline_passed_is_refused_in_words(workshop, record, signed_in, centre, clock):
    first, _second = (take(workshop, other, 1) for other in PersonFactory.create_batch(2, centre=centre))
    person = record()
    mine = take(workshop, person, 5)
    actions.cancel_registration(first, by=system(centre.pk), now=NOON)
    browser = signed_in(person)
    clock(NOON + timedelta(hours=24))

    answer = browser.post(f"/essai/mes-activites/{mine.public_id}/accepter/")

    assert answer.status_code == 422
    assert "Le délai pour accepter cette place est passé" in answer.content.decode()


def test_leaving_frees_the_place_and_nobody_else_can_do_it(workshop, record, signed_in, page):
    mine = take(workshop, record())
    stranger = signed_in(record("Karim", "Bennani"))
    assert stranger.post(f"/essai/mes-activites/{mine.public_id}/annuler/").status_code == 404

    browser = signed_in(mine.person)
    browser.post(f"/essai/mes-activites/{mine.public_id}/annuler/")

    assert "Je m’inscris" in page(browser)
    assert workshop.registrations.live().count() == 0


@pytest.mark.parametrize(
    ("answered", "words"),
    [(False, ("2 sur 3", "il manque le questionnaire de satisfaction")), (True, ("Votre attestation est prête",))],
)
def test_after_the_roll_the_page_says_what_the_certificate_still_lacks(
    workshop, record, signed_in, page, clock, adviser, answered, words, monkeypatch
):
    workshop.type.questionnaire, workshop.type.certificate = "satisfaction", "attestation"
    workshop.type.save()
    monkeypatch.setattr("jalon.surveys.queries.has_answered", lambda *asked: answered)
    person = record()
    take(workshop, person)
    at = workshop.starts_at + timedelta(minutes=5)
    actions.mark(workshop, [person], Presence.PRESENT, by=adviser, now=at, at=at, key=None)
    Activity.objects.filter(pk=workshop.pk).update(closed_at=workshop.ends_at)
    workshop.refresh_from_db()
    if answered:
        actions.issue_certificate(workshop, person, by=system(workshop.centre_id), now=workshop.ends_at)
    browser = signed_in(person)
    clock(workshop.ends_at + timedelta(hours=1))

    for said in words:
        assert said in page(browser)


def test_a_cancelled_activity_says_why_and_takes_nobody(workshop, record, signed_in, page, adviser):
    person = record()
    take(workshop, person)
    actions.cancel_activity(workshop, reason="La salle est inondée.", by=adviser, now=NOON)
    browser = signed_in(person)

    assert "La salle est inondée." in page(browser)
    assert "Je m’inscris" not in page(browser)
    assert browser.post(f"/essai/programme/{workshop.public_id}/inscription/").status_code == 422
    listed = browser.get("/essai/mes-activites/").content.decode()
    assert workshop.title in listed, "nobody comes for nothing"
    assert "is-called-off" in listed


def test_closed_registrations_and_those_that_open_later_say_when(workshop, client, page, clock):
    Activity.objects.filter(pk=workshop.pk).update(registration_opens_at=NOON + timedelta(days=1))
    assert "Les inscriptions ouvrent le mercredi 11 novembre 2026 à 13\xa0h" in page(client)

    clock(workshop.starts_at)
    assert "Les inscriptions sont closes depuis le mardi 17 novembre 2026" in page(client)

    clock(workshop.ends_at)
    assert "Cette activité a eu lieu." in page(client)


def test_the_address_of_an_online_activity_is_for_those_who_hold_a_place(workshop, record, signed_in, page, client):
    Activity.objects.filter(pk=workshop.pk).update(online_url="https://salle.example/42")
    person = record()
    take(workshop, person)

    assert "https://salle.example/42" in page(signed_in(person))
    assert "https://salle.example/42" not in page(client)


def test_the_calendar_entry_is_for_everybody(workshop, client):
    answer = client.get(f"/essai/activites/{workshop.public_id}/agenda.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=Africa/Casablanca:20261117T140000" in answer.content.decode()


def test_the_team_is_led_to_its_own_page_and_young_people_are_not(workshop, record, signed_in, page):
    staff_page = f"/essai/activites/{workshop.public_id}/"

    assert staff_page in page(signed_in(record("Nadia", "Tahiri"), "activities.read"))
    assert f'"{staff_page}"' not in page(signed_in(record()))


def test_a_draft_is_for_the_team_only(centre, record, signed_in, client):
    draft = ActivityFactory(centre=centre, published_at=None)
    address = f"/essai/programme/{draft.public_id}/"

    assert client.get(address).status_code == 302
    assert signed_in(record()).get(address).status_code == 404
    seen = signed_in(record("Nadia", "Tahiri"), *ADVISER_RIGHTS).get(address)
    assert "Brouillon : seule l’équipe voit cette page." in seen.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "journee/",
        "personnes/",
        "personnes/ajouter/",
        "activites/",
        "activites/nouvelle/",
        "chiffres/",
        "equipe/",
        "messages/",
        "reglages/",
    ],
)
def test_young_people_never_see_a_page_of_the_team(centre, record, signed_in, path):
    assert signed_in(record()).get(f"/essai/{path}").status_code in (403, 404)


def test_the_programme_is_found_by_words_kind_and_day(centre, client):
    letter = ActivityFactory(centre=centre, title="Écrire une lettre")
    ActivityFactory(centre=centre, title="Un entretien réussi", type=letter.type)

    text = client.get("/essai/programme/", {"q": "ECRIRE"}).content.decode()

    assert letter.title in text
    assert "Un entretien réussi" not in text
    assert "Rien ne correspond" in client.get("/essai/programme/", {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_programme_asks_few_questions_of_the_database(centre, client, count, django_assert_num_queries):
    kind = ActivityFactory(centre=centre).type
    for _number in range(count - 1):
        ActivityFactory(centre=centre, type=kind)
    client.get("/essai/programme/")

    with django_assert_num_queries(2):
        client.get("/essai/programme/")


def test_the_page_of_an_activity_asks_few_questions_of_the_database(workshop, client, django_assert_max_num_queries):
    client.get(f"/essai/programme/{workshop.public_id}/")
    with django_assert_max_num_queries(6):
        client.get(f"/essai/programme/{workshop.public_id}/")
