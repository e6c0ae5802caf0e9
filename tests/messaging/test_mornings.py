"""The team's morning mail."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jalon.messaging import actions, digests, mornings
from jalon.messaging.digests import Line
from jalon.messaging.models import Message, State
from tests.messaging.conftest import NOON, actor_of, make_person

MORNING = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
"""Half past seven in Casablanca, the day after NOON."""


@pytest.fixture
def asked():
    """A section of an invented package, which notes what it was asked."""
    asked = []

    def collect(person, actor, since, now):
        asked.append((person, actor.person_id, since, now))
        return [Line("3 inscriptions à « CV »", "/demo/activites/1/")]

    digests.register("workshop.registrations", collect, label="Inscriptions")
    yield asked
    digests.forget("workshop.registrations")


def left(person, jalon, key, now=NOON):
    return actions.send(
        "workshop.left", person, by=jalon, now=now, key=key, about=person, subject=f"Désistement {key}", text="Texte"
    )


def test_one_mail_gathers_what_waited_and_what_other_packages_say(adviser, jalon, asked):
    first, second = left(adviser, jalon, "1"), left(adviser, jalon, "2")
    assert (first.send_after, first.for_morning) == (MORNING, True)

    assert mornings.make_digests(now=MORNING + timedelta(minutes=2)) == 1

    digest = Message.objects.get(kind="messaging.digest")
    assert digest.subject == "Ce qui s’est passé : mercredi 25 novembre 2026"
    assert "Désistement\n- Désistement 1\n" in digest.text
    assert "Inscriptions\n- 3 inscriptions à « CV »\n  http://localhost:8000/demo/activites/1/\n" in digest.text
    assert '<a href="http://localhost:8000/demo/activites/1/"' in digest.html
    assert (digest.state, digest.person) == (State.WAITING, adviser)
    assert asked == [(adviser, adviser.pk, datetime(2026, 11, 24, 6, 30, tzinfo=UTC), MORNING)]
    for message in (first, second):
        message.refresh_from_db()
        assert (message.state, message.grouped_in, message.text) == (State.GROUPED, digest, "")


def test_there_is_one_a_day_at_most_and_none_when_empty(adviser, jalon, centre):
    assert mornings.make_digests(now=MORNING) == 0
    left(adviser, jalon, "1")
    assert mornings.make_digests(now=MORNING + timedelta(minutes=5)) == 0  # today's were made
    assert mornings.make_digests(now=MORNING + timedelta(days=1)) == 1
    assert mornings.make_digests(now=MORNING + timedelta(days=1, minutes=5)) == 0
    assert Message.objects.filter(kind="messaging.digest").count() == 1


def test_what_is_written_after_half_past_seven_waits_for_the_next_day(adviser, jalon):
    late = left(adviser, jalon, "1", now=MORNING + timedelta(minutes=1))
    assert late.send_after == MORNING + timedelta(days=1)
    assert mornings.make_digests(now=MORNING + timedelta(minutes=2)) == 0


def test_nothing_before_half_past_seven_nor_at_the_week_end(adviser, jalon):
    left(adviser, jalon, "1")
    for now in (MORNING - timedelta(minutes=1), MORNING + timedelta(days=3)):
        assert mornings.make_digests(now=now) == 0
    assert Message.objects.filter(kind="messaging.digest").count() == 0


def test_a_message_recalled_in_time_is_not_in_it(adviser, jalon):
    left(adviser, jalon, "1")
    assert actions.recall(kind="workshop.left", key="1") == (1, 0)
    assert mornings.make_digests(now=MORNING) == 0


def test_a_section_that_a_person_does_not_want_is_left_out(adviser, asked):
    actions.choose(adviser, {"workshop.registrations": "never"}, by=actor_of(adviser), now=NOON)
    assert mornings.make_digests(now=MORNING) == 0
    assert asked == []


def test_a_section_that_fails_does_not_keep_the_mail_back(adviser, jalon, asked, caplog):
    def broken(person, actor, since, now):
        raise ZeroDivisionError

    digests.register("workshop.broken", broken, label="Cassée")
    try:
        assert mornings.make_digests(now=MORNING) == 1
    finally:
        digests.forget("workshop.broken")
    assert "the digest's section workshop.broken failed" in caplog.text


def test_only_the_team_gets_it(adviser, young, centre, asked):
    make_person(centre, "Nour")
    mornings.make_digests(now=MORNING)
    assert list(Message.objects.values_list("person", flat=True)) == [adviser.pk]


def test_a_section_with_a_capability_is_for_those_who_hold_it(adviser):
    digests.register("workshop.secret", lambda *asked: [Line("x")], label="X", capability="workshop.read")
    try:
        assert mornings.make_digest(adviser, date(2026, 11, 25), now=MORNING) is None
    finally:
        digests.forget("workshop.secret")
