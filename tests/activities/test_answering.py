"""What people do without signing in, what the team undoes, and what leaves as a file."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from jalon.accounts.actions import issue_link
from jalon.activities import actions, papers, tasks
from jalon.activities.models import Certificate, Status
from jalon.core import periodic
from jalon.core.actor import system
from jalon.messaging.models import Message
from tests.factories import ActivityFactory, ActivityTypeFactory, PersonFactory, actor


@pytest.fixture
def answer_page(centre, clock, now):
    """The address of the reminder's page for a registration."""

    def make(registration) -> str:
        token = issue_link(
            registration.person,
            capability="activities.answer",
            obj=registration,
            expires_at=registration.activity.starts_at,
            by=system(centre.pk),
            now=now,
        )
        return reverse("activities:answer", args=[centre.code, token])

    return make


@pytest.fixture
def registration(centre, people, now):
    activity = ActivityFactory(centre=centre, seats=1)
    return actions.register(activity, people[0], by=actor(people[0]), now=now)


def test_opening_the_link_changes_nothing_then_saying_i_come_is_kept(answer_page, registration, now):
    client, page = Client(), answer_page(registration)

    shown = client.get(page).content.decode()
    assert "Je viens" in shown and "Je libère ma place" in shown
    registration.refresh_from_db()
    assert registration.coming_at is None

    assert client.post(page, {"answer": "coming"}).status_code == 303
    registration.refresh_from_db()
    assert registration.coming_at == now
    assert "nous vous attendons" in client.get(page).content.decode()


def test_a_freed_place_goes_to_the_queue_and_the_page_says_thanks(answer_page, registration, people, now):
    waiting = actions.register(registration.activity, people[1], by=actor(people[1]), now=now)
    client, page = Client(), answer_page(registration)

    client.post(page, {"answer": "release"})
    client.post(page, {"answer": "release"})

    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert "Votre place est libérée" in client.get(page).content.decode()


def test_an_offered_place_is_taken_from_the_same_page(answer_page, registration, people, adviser, now):
    waiting = actions.register(registration.activity, people[1], by=actor(people[1]), now=now)
    actions.cancel_registration(registration, by=adviser, now=now)
    client, page = Client(), answer_page(waiting)

    assert "J’accepte la place" in client.get(page).content.decode()
    client.post(page, {"answer": "accept"})

    waiting.refresh_from_db()
    assert waiting.status == Status.CONFIRMED


def test_an_unknown_answer_or_link_does_nothing(answer_page, registration, centre):
    client = Client()

    assert client.post(answer_page(registration), {"answer": "drop table"}).status_code == 303
    assert client.get(f"/{centre.code}/lien/nothing/reponse/").status_code == 410
    registration.refresh_from_db()
    assert registration.status == Status.REQUESTED


def test_after_the_start_the_link_has_ended(answer_page, registration, clock):
    page = answer_page(registration)
    clock.now = registration.activity.starts_at + timedelta(minutes=1)

    assert Client().get(page).status_code == 410


def test_a_cancelled_registration_is_taken_up_again_and_its_offer_withdrawn(desk, centre, registration, people, now):
    waiting = actions.register(registration.activity, people[1], by=actor(people[1]), now=now)
    Message.objects.all().delete()
    path = f"/{centre.code}/inscriptions/{registration.public_id}"

    desk.post(f"{path}/annuler/")
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED

    desk.post(f"{path}/retablir/")
    for row in (registration, waiting):
        row.refresh_from_db()
    assert (registration.status, waiting.status) == (Status.REQUESTED, Status.WAITING)
    assert set(Message.objects.values_list("state", flat=True)) == {"recalled"}


def test_a_place_taken_meanwhile_is_not_given_back(desk, centre, registration, people, now):
    waiting = actions.register(registration.activity, people[1], by=actor(people[1]), now=now)
    path = f"/{centre.code}/inscriptions/{registration.public_id}"
    desk.post(f"{path}/annuler/")
    actions.accept_offer(waiting, by=actor(people[1]), now=now)

    desk.post(f"{path}/retablir/")

    registration.refresh_from_db()
    assert registration.status == Status.ENDED


def test_confirming_one_some_or_all(desk, centre, now):
    activity = ActivityFactory(centre=centre)
    rows = [actions.register(activity, p, by=actor(p), now=now) for p in PersonFactory.create_batch(4, centre=centre)]
    path = f"/{centre.code}/activites/{activity.public_id}"
    confirmed = lambda: activity.registrations.filter(status=Status.CONFIRMED).count()  # noqa: E731

    desk.post(f"{path}/confirmer/", {"one": rows[0].pk, "chosen": [rows[1].pk]})
    assert confirmed() == 1
    desk.post(f"{path}/confirmer/", {"chosen": ["x", "999999", "9" * 40]})
    desk.post(f"{path}/confirmer/", {})
    assert confirmed() == 1
    assert "Confirmer les 3" in desk.get(f"{path}/").content.decode()
    desk.post(f"{path}/confirmer/", {"all": "1"})
    assert confirmed() == 4


def test_adding_somebody_by_hand_and_in_the_queue_when_it_is_full(desk, centre, now):
    activity = ActivityFactory(centre=centre, seats=1)
    first, second = PersonFactory.create_batch(2, centre=centre)
    path = f"/{centre.code}/activites/{activity.public_id}"

    desk.post(f"{path}/inscrire/", {"person": first.public_id})
    desk.post(f"{path}/inscrire/", {"person": second.public_id})
    assert list(activity.registrations.values_list("person", "status")) == [(first.pk, "confirmed")]

    desk.post(f"{path}/inscrire/", {"person": second.public_id, "queue": "1"})
    desk.post(f"{path}/inscrire/", {"person": "nobody"})
    assert activity.registrations.get(person=second).status == Status.WAITING


def test_the_calendar_entry_has_the_clock_of_its_place_and_says_when_it_is_cancelled(centre, adviser, now):
    activity = ActivityFactory(centre=centre, title="CV; lettre, « entretien »", description="Deux\nlignes")
    read = lambda: Calendar.from_ical(papers.calendar_file(activity, now=now))  # noqa: E731

    (event,) = read().walk("VEVENT")
    assert str(event["uid"]) == f"{activity.public_id}@jalon"
    assert event["dtstart"].params["TZID"] == "Africa/Casablanca"
    assert event.decoded("dtstart") == activity.starts_at
    assert event.decoded("dtend") == activity.ends_at
    assert str(event["summary"]) == activity.title
    assert str(event["status"]) == "CONFIRMED"
    assert len(list(read().walk("VTIMEZONE"))) == 1

    activity = actions.cancel_activity(activity, reason="Grève.", by=adviser, now=now)
    (event,) = read().walk("VEVENT")
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)


@pytest.fixture
def certificate(centre, adviser, people, now):
    kind = ActivityTypeFactory(centre=centre, certificate="attestation")
    activity = ActivityFactory(centre=centre, type=kind, day=date(2026, 11, 9))
    actions.add_registration(activity, people[0], by=adviser, now=now)
    actions.mark(activity, [people[0]], "present", by=adviser, now=now, at=now, key=None)
    actions.close_activity(activity, by=adviser, now=now)
    return Certificate.objects.get()


def test_a_certificate_is_printed_as_issued_and_withdrawn_with_a_reason(desk, centre, certificate):
    path = f"/{centre.code}/attestations/{certificate.code}"
    assert desk.get(f"{path}/attestation.pdf").content.startswith(b"%PDF")
    assert papers.certificate_pdf(certificate) == papers.certificate_pdf(certificate)

    assert desk.post(f"{path}/retirer/", {"reason": ""}).status_code == 422
    desk.post(f"{path}/retirer/", {"reason": "Erreur de personne."})

    certificate.refresh_from_db()
    assert certificate.withdrawn_reason == "Erreur de personne."
    assert desk.get(f"{path}/attestation.pdf").status_code == 404


@pytest.mark.parametrize(
    ("minutes", "said"), [(120, "2 heures"), (90, "1 heure 30"), (45, "45 minutes"), (0, ""), (60, "1 heure")]
)
def test_a_duration_in_words(minutes, said):
    assert papers.duration(minutes) == said


def test_background_work_does_its_part_in_every_centre(registration, clock, now):
    clock.now = registration.activity.starts_at - timedelta(hours=3)

    assert tasks.confirm_due.call() == 1
    assert tasks.send_reminders.call() == 1
    assert tasks.pass_places_on.call() == 0
    assert tasks.issue_due_certificates.call() == 0
    registration.refresh_from_db()
    assert (registration.status, registration.reminded_at) == (Status.CONFIRMED, clock.now)
    declared = {entry.name for entry in periodic.entries()}
    assert {
        f"jalon.activities.tasks.{name}" for name in ("confirm_due", "send_reminders", "pass_places_on")
    } <= declared
