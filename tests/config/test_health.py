"""``/sante``: what monitoring reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jalon.config import health
from jalon.core.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return Heartbeat.objects.create(worker="w", at=timezone.now())


def test_all_is_well_when_the_worker_is_alive(client, worker):
    answer = client.get("/sante")

    found = answer.json()
    assert (answer.status_code, found["status"], found["problems"]) == (200, "ok", [])
    assert found["version"] == "0.1.0"
    assert found["database"] == {"engine": found["database"]["engine"], "ok": True, "pending_migrations": 0}
    assert 0 <= found["worker"]["heartbeat_age_seconds"] < 30
    assert "no-store" in answer["Cache-Control"]


def test_without_a_worker_it_answers_503(client):
    answer = client.get("/sante")

    assert (answer.status_code, answer.json()["problems"]) == (503, ["worker"])


def test_a_worker_that_gave_no_sign_for_two_minutes_is_a_problem(client, worker):
    found = health.examine(now=timezone.now() + timedelta(minutes=2))

    assert (found["status"], found["problems"]) == ("error", ["worker"])


def test_a_database_behind_the_code_is_a_problem(client, worker, monkeypatch):
    monkeypatch.setattr(health, "_pending_migrations", lambda: 3)

    assert client.get("/sante").json()["problems"] == ["migrations"]


def test_a_full_disk_is_a_problem(client, worker, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_MB", 10**12)

    assert client.get("/sante").json()["problems"] == ["disk"]
