"""The pages of messages: the team's list, one's own choices, the link at the foot, the demonstration's mailbox."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from jalon.accounts.models import Link, User
from jalon.messaging import actions, addresses, delivery
from jalon.messaging.models import Message, Preference, State
from jalon.ui.registries import panels, waiting
from tests.messaging.conftest import NOON, Server, actor_of, make_person

SECRET = {"subject": "Sujet caché", "text": "Votre code est 482915, ou https://jalon.example/p/caché-1"}
ORDINARY = {"subject": "Votre place", "text": "Je libère ma place : https://jalon.example/p/jeton-9"}


def signed_in(client, person):
    user = User.objects.create_user(person.email)
    Link.objects.create(centre=person.centre, user=user, person=person, created_at=NOON)
    client.force_login(user)
    return client


@pytest.fixture
def team(client, adviser):
    return signed_in(client, adviser)


@pytest.fixture
def sent(young, by):
    secret = actions.send("workshop.code", young, by=by, now=NOON, key="1", about=young, **SECRET)
    ordinary = actions.send("workshop.confirmed", young, by=by, now=NOON, key="1", about=young, **ORDINARY)
    return secret, ordinary


def test_the_list_shows_what_was_written_but_no_code_and_no_link(team, sent, caplog):
    page = team.get("/demo/messages/").content.decode()
    assert "Votre place" in page
    assert "Amina Idrissi" in page
    for message in sent:
        page += team.get(f"/demo/messages/{message.public_id}/").content.decode()
    assert "Contenu confidentiel" in page
    assert "[lien personnel]" in page
    for hidden in ("482915", "caché-1", "jeton-9", "Sujet caché"):
        assert hidden not in page
        assert hidden not in caplog.text


def test_a_confidential_message_is_not_found_by_its_subject(team, sent):
    assert team.get("/demo/messages/", {"q": "votre place"}).context["listing"].total == 1
    assert team.get("/demo/messages/", {"q": "caché"}).context["listing"].total == 0
    assert team.get("/demo/messages/", {"q": "idrissi"}).context["listing"].total == 2
    assert team.get("/demo/messages/", {"kind": "workshop.code", "state": "waiting"}).context["listing"].total == 1
    assert team.get("/demo/messages/", {"state": "sent"}).context["listing"].total == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_row_and_for_many(team, by, young, rows, django_assert_num_queries):
    for number in range(rows):
        actions.send("workshop.confirmed", young, by=by, now=NOON, key=str(number), **ORDINARY)
    team.get("/demo/messages/")  # what the centre settles is read once after a change
    with django_assert_num_queries(9):
        team.get("/demo/messages/")


def test_the_panel_of_a_person_shows_no_secret(sent, young, by):
    request = RequestFactory().get("/")
    request.actor, request.centre = by, young.centre
    shown = [panel for panel in panels.of("person", request, young) if panel.code == "messaging.person"]
    assert len(shown) == 1
    assert "Votre place" in shown[0].content
    assert "Sujet caché" not in shown[0].content


def test_only_the_team_sees_the_list(client, young, sent):
    assert client.get("/demo/messages/").status_code == 302
    signed_in(client, young)
    assert client.get("/demo/messages/").status_code == 403
    assert client.get(f"/demo/messages/{sent[1].public_id}/").status_code == 404


def test_failures_wait_for_the_team_until_they_are_dealt_with(team, sent, by, young):
    Message.objects.filter(pk=sent[1].pk).update(state=State.FAILED, last_error="Le serveur refuse l’adresse (550)")
    counted = [item for item in waiting.for_actor(by, young.centre, NOON) if item.code == "messaging.failed"]
    assert [(item.count, item.label, item.url) for item in counted] == [
        (1, "message en échec", "/demo/messages/?state=failed")
    ]
    address = f"/demo/messages/{sent[1].public_id}/"
    assert "Renvoyer" in team.get(address).content.decode()
    assert team.post(f"{address}renvoyer/").status_code == 303
    assert Message.objects.get(pk=sent[1].pk).state == State.WAITING
    Message.objects.filter(pk=sent[1].pk).update(state=State.FAILED, handled_at=None)
    assert team.post(f"{address}classer/").status_code == 303
    assert [item for item in waiting.for_actor(by, young.centre, NOON) if item.code == "messaging.failed"] == []


def test_everybody_chooses_what_they_receive(client, young):
    signed_in(client, young)
    page = client.get("/demo/mes-messages/").content.decode()
    assert "Nouveautés" in page
    assert "Désistement" not in page
    assert client.post("/demo/mes-messages/", {"workshop-news": "morning"}).status_code == 422
    assert client.post("/demo/mes-messages/", {"workshop-news": "now"}).status_code == 303
    assert list(Preference.objects.values_list("kind", "choice")) == [("workshop.news", "now")]


def test_the_team_chooses_among_now_morning_and_never(team):
    page = team.get("/demo/mes-messages/").content.decode()
    assert "Désistement" in page
    assert "Nouveautés" not in page
    assert team.post("/demo/mes-messages/", {"workshop-left": "now"}).status_code == 303
    assert Preference.objects.get().choice == "now"


def test_the_link_at_the_foot_shows_first_and_acts_on_post(client, young):
    address = addresses.unsubscribe(young, young.centre, "workshop.news").removeprefix("http://localhost:8000")
    assert "Ne plus recevoir ces messages" in client.get(address).content.decode()
    assert Preference.objects.count() == 0
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get().choice == "never"
    assert "Vous ne recevrez plus ces messages" in client.get(address).content.decode()
    client.post(address, {"again": "1"})
    assert Preference.objects.get().choice == "now"
    assert client.get(address[:-3] + "xx/").status_code == 404
    essential = addresses.unsubscribe(young, young.centre, "workshop.confirmed").removeprefix("http://localhost:8000")
    assert client.get(essential).status_code == 404


def test_one_click_works_without_the_forms_token(young):
    from django.test import Client

    address = addresses.unsubscribe(young, young.centre, "workshop.news").removeprefix("http://localhost:8000")
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, Preference.objects.get().choice) == (200, "never")


def test_the_mailbox_exists_in_the_demonstration_only(client, sent, settings):
    pages = ["/courrier/", f"/courrier/{sent[0].public_id}/", f"/courrier/{sent[0].public_id}/html/"]
    settings.JALON_DEMO = False
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    settings.JALON_DEMO = True
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert "482915" in client.get(pages[1]).content.decode()
    frame = client.get(pages[2])
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    assert "script-src" not in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in client.get(pages[1]).content.decode()


def test_the_mailbox_shows_one_address(client, sent, centre, by, settings):
    settings.JALON_DEMO = True
    actions.send("workshop.confirmed", make_person(centre, "Nour"), by=by, now=NOON, key="1", **ORDINARY)
    assert client.get("/courrier/").context["listing"].total == 3
    assert client.get("/courrier/", {"address": "nour@example.org"}).context["listing"].total == 1


def test_what_is_left_of_the_hour_is_shown(team, sent, settings):
    settings.JALON_SMTP_URL, settings.JALON_MAIL_PER_HOUR = "smtp://mail.example", 100
    delivery.deliver(now=NOON + timedelta(minutes=1), transport=Server())
    flow = team.get("/demo/messages/").context["flow"]
    assert (flow.waiting, flow.failing, flow.limit) == (0, 0, 100)


def test_a_message_of_another_centre_does_not_exist(team, sent):
    Message.objects.update(centre=None)
    assert team.get(f"/demo/messages/{sent[1].public_id}/").status_code == 404


def test_nobody_mends_without_the_capability(client, young, sent):
    signed_in(client, young)
    assert client.post(f"/demo/messages/{sent[1].public_id}/renvoyer/").status_code == 404
    assert actor_of(young).can("messaging.mend") is False
