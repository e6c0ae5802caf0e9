"""Mail of libraries and of packages below: Django's mail API writes to the outbox."""

import pytest
from django.core.mail import EmailMultiAlternatives, mailers, send_mail
from django_tasks_db.models import DBTaskResult

from jalon.accounts.models import Link, User
from jalon.messaging.models import Message, State
from tests.messaging.conftest import NOON

REASON = "Vous recevez ce message parce que vous avez demandé un code."


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.MAILERS = {"default": {"BACKEND": "jalon.messaging.backend.OutboxBackend"}}


def letter(**headers):
    return EmailMultiAlternatives("Objet", "Le code est 482 915.", None, ["Amina <Amina@Example.org>"], headers=headers)


def test_the_mail_of_a_library_is_confidential_and_leaves_at_once(centre):
    assert send_mail("Votre code", "482 915", None, ["amina@example.org"]) == 1
    message = Message.objects.get()
    assert (message.state, message.is_secret, message.kind) == (State.WAITING, True, "messaging.account")
    assert message.send_after == message.created_at
    assert (message.address, message.centre, message.person) == ("amina@example.org", None, None)
    assert "Vous recevez ce message parce que cette adresse a servi" in message.text
    assert "482 915" in message.html
    assert "Vous recevez ce message parce que cette adresse a servi" in message.html
    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == ["jalon.messaging.tasks.deliver_mail"]


def test_our_own_letters_say_whether_they_are_confidential(centre):
    letter(**{"X-Jalon-Reason": REASON, "X-Jalon-Secret": "1"}).send()
    letter(**{"X-Jalon-Reason": REASON}).send()
    letter(**{"X-Jalon-Secret": "0"}).send()
    assert list(Message.objects.order_by("pk").values_list("is_secret", "kind", "address")) == [
        (True, "messaging.account", "amina@example.org"),
        (False, "messaging.service", "amina@example.org"),
        (False, "messaging.service", "amina@example.org"),
    ]
    assert Message.objects.order_by("pk")[1].text == f"Le code est 482 915.\n\n--\n{REASON}\n"


def test_the_html_of_a_letter_is_kept(centre):
    email = letter(**{"X-Jalon-Reason": REASON})
    email.attach_alternative("<p>Bonjour</p>", "text/html")
    email.send()
    assert Message.objects.get().html == "<p>Bonjour</p>"


def test_the_row_belongs_to_the_only_centre_of_the_account(centre, young):
    user = User.objects.create_user("amina@example.org")
    Link.objects.create(centre=centre, user=user, person=young, created_at=NOON)
    letter().send()
    letter(**{"X-Jalon-Centre": "demo"}).send()
    assert list(Message.objects.values_list("centre", "person")) == [(centre.pk, young.pk)] * 2


def test_a_key_makes_the_second_mail_harmless(centre):
    for _time in range(2):
        letter(**{"X-Jalon-Key": "invitation-7"}).send()
    assert Message.objects.count() == 1


def test_each_recipient_has_a_row(centre):
    send_mail("Objet", "Texte", None, ["a@example.org", "b@example.org"])
    assert sorted(Message.objects.values_list("address", flat=True)) == ["a@example.org", "b@example.org"]
    assert mailers.default.send_messages([]) == 0
