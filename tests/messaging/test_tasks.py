"""The background work of messages."""

from datetime import timedelta

import pytest

from jalon.core import periodic
from jalon.messaging import actions, tasks
from jalon.messaging.models import Message, State
from jalon.privacy.classification import unclassified_fields
from tests.messaging.conftest import NOON


def test_delivery_digests_and_cleaning_come_back():
    found = {entry.name: entry.cron for entry in periodic.entries() if entry.name.startswith("jalon.messaging")}
    assert found == {
        "jalon.messaging.tasks.deliver_mail": "* * * * *",
        "jalon.messaging.tasks.make_digests": "*/5 * * * *",
        "jalon.messaging.tasks.forget_old_messages": "15 3 * * *",
    }


def test_the_worker_sends_what_is_due(young, by, settings, monkeypatch):
    monkeypatch.setattr(tasks.timezone, "now", lambda: NOON + timedelta(minutes=1))
    settings.JALON_DEMO = True
    actions.send("workshop.confirmed", young, by=by, now=NOON, key="1", subject="Objet", text="Texte")
    assert tasks.deliver_mail.func() == 1
    assert Message.objects.get().state == State.SENT
    assert tasks.deliver_mail.func() == 0
    assert tasks.forget_old_messages.func() == 0


@pytest.mark.parametrize("model", ["Message", "Preference", "MailServer"])
def test_every_field_is_classified(model):
    from django.apps import apps

    assert unclassified_fields(apps.get_model("messaging", model)) == []
