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


def test_a_full_disk_is_a_problem_said_without_figures(client, worker, monkeypatch):
    assert client.get("/sante").json()["disk"] == "ok"
    monkeypatch.setattr(health, "LEAST_FREE_MB", 10**12)

    found = client.get("/sante").json()
    assert (found["problems"], found["disk"]) == (["disk"], "low")


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer another"},
    ],
)
def test_passers_by_learn_the_status_only(asked, client, worker, settings):
    settings.JALON_HEALTH_TOKEN = "of-monitoring"

    assert client.get("/sante", **asked).json() == {"status": "ok"}


def test_without_a_token_no_authorization_opens_the_details(client, worker, settings):
    settings.JALON_HEALTH_TOKEN = ""

    asked = {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "}
    assert client.get("/sante", **asked).json() == {"status": "ok"}


def test_the_status_that_passers_by_learn_says_that_something_is_wrong(client):
    answer = client.get("/sante", REMOTE_ADDR="203.0.113.9")

    assert (answer.status_code, answer.json()) == (503, {"status": "error"})


@pytest.mark.parametrize("from_where", ["127.0.0.1", "::1", "203.0.113.9"])
def test_this_machine_and_whoever_holds_the_token_read_the_details(from_where, client, worker, settings):
    settings.JALON_HEALTH_TOKEN = "of-monitoring"
    token = {} if from_where != "203.0.113.9" else {"HTTP_AUTHORIZATION": "Bearer of-monitoring"}

    found = client.get("/sante", REMOTE_ADDR=from_where, **token).json()
    assert set(found) == {"status", "problems", "version", "database", "worker", "disk"}
