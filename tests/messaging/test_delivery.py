"""Sending what is due."""

import smtplib
from datetime import timedelta

import pytest

from jalon.core.refusals import Refused
from jalon.messaging import actions, delivery
from jalon.messaging.models import MailServer, Message, State, Why
from jalon.messaging.rendering import html_of
from jalon.messaging.transport import smtp
from tests.messaging.conftest import NOON, Server, actor_of, make_person

WORDS = {"subject": "Objet", "text": "Bonjour,\n\nVenez : https://jalon.example/p/secret-1"}
LATER = NOON + timedelta(minutes=1)
REFUSED = smtplib.SMTPRecipientsRefused({"x": (550, b"5.1.1 secret-1 no such user")})
FULL = smtplib.SMTPRecipientsRefused({"x": (452, b"4.2.2 mailbox full")})


def send(person, by, kind="workshop.confirmed", key="1", now=NOON, **options):
    return actions.send(kind, person, by=by, now=now, key=key, **(WORDS | options))


def fresh(message):
    message.refresh_from_db()
    return message


def test_nothing_leaves_within_the_undo_window(young, by):
    message = send(young, by)
    server = Server()
    assert delivery.deliver(now=NOON + timedelta(seconds=19), transport=server).sent == 0
    assert delivery.deliver(now=NOON + timedelta(seconds=20), transport=server).sent == 1
    assert delivery.deliver(now=NOON + timedelta(seconds=21), transport=server).sent == 0
    assert [email.to for email in server.accepted] == [["amina@example.org"]]
    assert (fresh(message).state, message.sent_at, message.attempts) == (State.SENT, NOON + timedelta(seconds=20), 1)
    assert not server.is_open


def test_the_mail_has_both_bodies_its_attachment_and_no_header_of_ours(young, by):
    calendar = actions.Attachment("atelier.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    actions.choose(young, {"workshop.news": "now"}, by=actor_of(young), now=NOON)
    message = send(young, by, kind="workshop.news", attachments=[calendar])
    server = Server()
    delivery.deliver(now=LATER, transport=server)
    email = server.accepted[0]
    assert email.message()["Message-ID"] == f"<{message.public_id}@localhost>"
    assert email.message()["From"] == "Career Center de Test <ne-pas-repondre@localhost>"
    assert email.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert email.message()["List-Unsubscribe"].startswith("<http://localhost:8000/demo/desabonnement/")
    assert b"\r\nList-Unsubscribe: <http://localhost:8000/demo/desabonnement/" in email.message().as_bytes()
    assert [(part.content, part.mimetype) for part in email.alternatives] == [(html_of(message), "text/html")]
    assert [(part.filename, part.mimetype) for part in email.attachments] == [("atelier.ics", "text/calendar")]
    assert not [name for name in email.message() if name.lower().startswith("x-jalon")]


def test_essential_mail_has_no_unsubscribe_header(young, by):
    send(young, by)
    server = Server()
    delivery.deliver(now=LATER, transport=server)
    assert server.accepted[0].message()["List-Unsubscribe"] is None


def test_once_sent_a_secret_has_no_body_and_no_row_keeps_a_link(young, by):
    secret, ordinary = send(young, by, kind="workshop.code"), send(young, by)
    delivery.deliver(now=LATER, transport=Server())
    assert (fresh(secret).text, secret.html) == ("", "")
    assert fresh(ordinary).html == ""
    assert "Venez : [lien personnel]" in ordinary.text
    assert "secret-1" not in ordinary.text


def test_a_failed_try_waits_longer_each_time_then_the_message_has_failed(young, by, caplog):
    message = send(young, by, kind="workshop.code")  # codes have no night
    server, now, waits = Server(fault=FULL), LATER, []
    for _attempt in range(6):
        assert delivery.deliver(now=now, transport=server).failed == 1
        assert delivery.deliver(now=now, transport=server).failed == 0
        if fresh(message).next_try_at:
            waits.append(message.next_try_at - now)
            assert delivery.deliver(now=message.next_try_at - timedelta(seconds=1), transport=server).failed == 0
            now = message.next_try_at
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 5, 30, 120, 720]
    assert (message.state, message.attempts) == (State.FAILED, 6)
    assert message.last_error == "Le serveur refuse l’adresse du destinataire (452)"
    assert "amina" not in caplog.text
    assert "mailbox full" not in caplog.text
    assert "secret-1" not in caplog.text


def test_an_address_refused_for_good_fails_at_once_and_holds_nobody_back(young, centre, by):
    other = make_person(centre, "Yassine")
    wrong, right = send(young, by), send(other, by)
    server = Server(fault=REFUSED, only="amina@example.org")
    outcome = delivery.deliver(now=LATER, transport=server)
    assert (outcome.sent, outcome.failed) == (1, 1)
    assert (fresh(wrong).state, wrong.last_error) == (State.FAILED, "Le serveur refuse l’adresse du destinataire (550)")
    assert fresh(right).state == State.SENT


def test_a_server_that_does_not_answer_ends_the_turn_and_is_reported(young, centre, by):
    send(young, by)
    send(make_person(centre, "Yassine"), by)
    outcome = delivery.deliver(now=LATER, transport=Server(fault=ConnectionRefusedError()))
    assert (outcome.sent, outcome.failed) == (0, 1)
    assert sorted(Message.objects.values_list("state", "attempts")) == [("waiting", 0), ("waiting", 1)]
    report = MailServer.objects.get()
    assert (report.failing_since, report.last_error) == (LATER, "Le serveur d’e-mail ne répond pas")

    delivery.deliver(now=LATER + timedelta(minutes=1), transport=Server())
    report.refresh_from_db()
    assert (report.failing_since, report.last_error, report.last_sent_at) == (None, "", LATER + timedelta(minutes=1))
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_worker_that_vanished_in_mid_sending_is_made_up_for(young, by):
    message = send(young, by)
    claimed = delivery.claim(now=LATER)
    assert claimed == message
    assert delivery.deliver(now=LATER + timedelta(minutes=9), transport=Server()).sent == 0

    delivery.deliver(now=LATER + timedelta(minutes=10, seconds=1), transport=Server())
    assert (fresh(message).state, message.attempts, message.last_error) == (
        State.WAITING,
        1,
        "L’envoi a été interrompu",
    )
    server = Server()
    delivery.deliver(now=LATER + timedelta(minutes=12), transport=server)
    assert (fresh(message).state, message.attempts) == (State.SENT, 2)

    delivery.note_failure(
        claimed, delivery.Fault("tard"), now=LATER
    )  # the first worker wakes up: the row is no longer its
    assert fresh(message).state == State.SENT


def test_the_hourly_limit_is_respected_and_codes_keep_their_share(centre, young, by, settings):
    settings.JALON_MAIL_PER_HOUR = 10
    people = [make_person(centre, f"P{number}") for number in range(12)]
    actions.send_all("workshop.confirmed", people, by=by, now=NOON, key="1", **WORDS)
    server = Server()
    assert delivery.deliver(now=LATER, transport=server).sent == 9
    codes = [send(young, by, kind="workshop.code", key=str(number), now=LATER) for number in range(2)]
    assert delivery.deliver(now=LATER, transport=server).sent == 1
    assert [fresh(code).state for code in codes] == [State.SENT, State.WAITING]

    an_hour_later = LATER + timedelta(hours=1, seconds=1)
    assert delivery.deliver(now=an_hour_later, transport=server).sent == 4
    assert fresh(codes[1]).state == State.SENT
    assert Message.objects.filter(state=State.WAITING).count() == 0


def test_codes_leave_before_everything_else(young, centre, by):
    send(make_person(centre, "Yassine"), by)
    send(young, by, kind="workshop.code", now=LATER)
    server = Server()
    delivery.deliver(now=LATER, transport=server)
    assert [email.to for email in server.accepted] == [["amina@example.org"], ["yassine@example.org"]]


def test_a_retry_does_not_fall_in_the_night(young, by):
    evening = NOON + timedelta(hours=8, minutes=59)  # 20:59 on the wall
    message = send(young, by, now=evening)
    delivery.deliver(now=evening + timedelta(seconds=30), transport=Server(fault=FULL))
    night = evening + timedelta(minutes=5)
    assert delivery.deliver(now=night, transport=Server()).sent == 0
    assert fresh(message).send_after == NOON + timedelta(hours=20)  # 8:00
    assert delivery.deliver(now=NOON + timedelta(hours=20), transport=Server()).sent == 1


def test_without_a_server_everything_waits_and_what_is_too_old_is_given_up(young, by, settings):
    settings.JALON_DEMO, settings.JALON_SMTP_URL = False, ""
    ordinary, code = send(young, by), send(young, by, kind="workshop.code")
    reminder = send(young, by, key="2", not_after=NOON + timedelta(hours=3))
    delivery.deliver(now=NOON + timedelta(hours=2))
    assert {fresh(message).state for message in (ordinary, code, reminder)} == {State.WAITING}
    delivery.deliver(now=NOON + timedelta(days=1))
    assert (fresh(reminder).state, reminder.why) == (State.SUPPRESSED, Why.TOO_LATE)
    assert (fresh(code).why, code.text) == (Why.TOO_LATE, "")
    assert fresh(ordinary).state == State.WAITING
    delivery.deliver(now=NOON + timedelta(days=7, seconds=20))
    assert fresh(ordinary).why == Why.TOO_LATE


def test_in_the_demonstration_mail_is_sent_to_the_mailbox_page_only(young, by, settings):
    settings.JALON_DEMO, settings.JALON_SMTP_URL = True, "smtp://never.example"
    code = send(young, by, kind="workshop.code")
    assert delivery.deliver(now=LATER).sent == 1
    assert (fresh(code).state, code.sent_at) == (State.SENT, LATER)
    assert "secret-1" in code.text


def test_a_failed_message_is_sent_again_or_set_aside(young, by):
    message = send(young, by)
    delivery.deliver(now=LATER, transport=Server(fault=REFUSED))
    with pytest.raises(Refused, match="Seul un message en échec"):
        actions.retry(send(young, by, key="2"), by=by, now=LATER)
    actions.recall(kind="workshop.confirmed", key="2")
    actions.retry(fresh(message), by=by, now=LATER)
    assert Message.objects.failing().count() == 0
    delivery.deliver(now=LATER, transport=Server(fault=REFUSED))
    assert list(Message.objects.failing()) == [message]
    actions.set_aside(fresh(message), by=by, now=LATER)
    assert Message.objects.failing().count() == 0
    assert fresh(message).state == State.FAILED


def test_a_failed_secret_is_not_kept_nor_sent_again(young, by):
    code = send(young, by, kind="workshop.code")
    delivery.deliver(now=LATER, transport=Server(fault=REFUSED))
    assert (fresh(code).state, code.text, code.html) == (State.FAILED, "", "")
    with pytest.raises(Refused, match="la personne doit le redemander"):
        actions.retry(code, by=by, now=LATER)


def test_messages_are_forgotten_after_thirteen_months(young, by):
    old, recent = send(young, by, now=NOON), send(young, by, key="2", now=NOON + timedelta(days=30))
    Message.objects.update(state=State.SENT, sent_at=NOON)
    assert delivery.forget_old(now=NOON + timedelta(days=397)) == 1
    assert list(Message.objects.all()) == [recent]
    assert old.pk != recent.pk


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://jalon:p%40ss@mail.example:587", ("mail.example", 587, "jalon", "p@ss", True, False)),
        ("smtps://mail.example", ("mail.example", 465, None, None, False, True)),
        ("smtp://localhost?tls=no", ("localhost", 25, None, None, False, False)),
    ],
)
def test_the_address_of_the_mail_server_is_understood(url, expected):
    server = smtp(url)
    assert (server.host, server.port, server.username, server.password, server.use_tls, server.use_ssl) == expected
