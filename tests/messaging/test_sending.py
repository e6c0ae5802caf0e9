"""Writing messages, holding them back, choosing what to receive."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from jalon.core.refusals import Forbidden, Refused
from jalon.journal import recording as journal
from jalon.journal.models import Entry
from jalon.messaging import actions
from jalon.messaging.models import Choice, Message, Preference, State, Why
from jalon.messaging.previews import preview
from jalon.messaging.rendering import html_of
from jalon.people import acts as people_acts
from tests.messaging.conftest import NOON, actor_of, make_person

WORDS = {"subject": "Votre place est confirmée", "text": "Bonjour Amina,\n\nVenez : https://jalon.example/p/secret-1."}


def entry_of(person, by):
    return journal.record(people_acts.REGISTERED, person, by=by, at=NOON)


def test_a_message_says_why_it_is_received(young, by):
    message = actions.send(
        "workshop.confirmed", young, by=by, now=NOON, about=young, entry=entry_of(young, by), **WORDS
    )

    assert message.text == (
        "Bonjour Amina,\n\nVenez : https://jalon.example/p/secret-1.\n\n--\nCareer Center de Test\n"
        "Vous recevez ce message parce que vous êtes inscrit.\n"
        "Régler mes messages : http://localhost:8000/demo/mes-messages/\n"
    )
    assert "Vous recevez ce message parce que vous êtes inscrit." in html_of(message)
    assert '<a href="https://jalon.example/p/secret-1"' in html_of(message)
    assert (message.state, message.address, message.send_after) == (
        State.WAITING, "amina@example.org", NOON + timedelta(seconds=20),
    )  # fmt: skip
    assert (message.about_kind, message.about_id, message.centre) == ("person", young.pk, young.centre)


def test_what_people_wrote_is_escaped_in_the_html_only(young, by):
    message = actions.send(
        "workshop.confirmed", young, by=by, now=NOON, key="x", subject="CV & <script>", text="L’atelier « CV & <b> »"
    )
    assert message.subject == "CV & <script>"
    assert "« CV & <b> »" in message.text
    assert "« CV &amp; &lt;b&gt; »" in html_of(message)
    assert "<script>" not in html_of(message)


def test_the_second_message_of_an_act_is_the_first(young, by):
    entry = entry_of(young, by)
    first = actions.send("workshop.confirmed", young, by=by, now=NOON, entry=entry, **WORDS)
    again = actions.send(
        "workshop.confirmed", young, by=by, now=NOON + timedelta(hours=1), entry=entry, subject="Autre", text="Autre"
    )
    assert again == first
    assert Message.objects.count() == 1
    assert again.subject == "Votre place est confirmée"


def test_a_message_needs_its_act(young, by):
    with pytest.raises(ValueError, match="needs the journal entry"):
        actions.send("workshop.confirmed", young, by=by, now=NOON, **WORDS)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_no_mail(young, by):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        entry = entry_of(young, by)
        actions.send("workshop.confirmed", young, by=by, now=NOON, entry=entry, **WORDS)
        raise ZeroDivisionError
    assert Message.objects.count() == 0
    with pytest.raises(RuntimeError, match="in the transaction of its act"):
        actions.send("workshop.confirmed", young, by=by, now=NOON, key="x", **WORDS)
    with pytest.raises(RuntimeError, match="in the transaction of its act"):
        actions.recall(kind="workshop.confirmed", key="x")
    assert Message.objects.count() == 0


def test_staff_get_no_mail_for_their_own_acts_but_young_people_do(adviser, young, by):
    own = actions.send("workshop.left", adviser, by=by, now=NOON, key="1", **WORDS)
    assert (own.state, own.why, own.text, own.html) == (State.SUPPRESSED, Why.OWN_ACT, "", "")

    theirs = actions.send("workshop.confirmed", young, by=actor_of(young), now=NOON, key="1", **WORDS)
    assert theirs.state == State.WAITING


def test_who_has_no_address_is_not_written_to(centre, by):
    silent = make_person(centre, "Nour", personal_email="")
    message = actions.send("workshop.confirmed", silent, by=by, now=NOON, key="1", **WORDS)
    assert (message.state, message.why, message.text) == (State.SUPPRESSED, Why.NO_ADDRESS, "")


def test_young_people_receive_news_only_once_subscribed(young, by):
    before = actions.send("workshop.news", young, by=by, now=NOON, key="1", **WORDS)
    actions.choose(young, {"workshop.news": "now"}, by=actor_of(young), now=NOON)
    after = actions.send("workshop.news", young, by=by, now=NOON, key="2", **WORDS)
    assert (before.state, before.why) == (State.SUPPRESSED, Why.NOT_SUBSCRIBED)
    assert after.state == State.WAITING
    assert "Ne plus recevoir ces messages : http://localhost:8000/demo/desabonnement/" in after.text


def test_a_message_that_could_only_arrive_too_late_is_not_sent(young, by):
    message = actions.send(
        "workshop.confirmed", young, by=by, now=NOON, key="1", not_after=NOON + timedelta(seconds=20), **WORDS
    )
    assert (message.state, message.why) == (State.SUPPRESSED, Why.TOO_LATE)


def test_a_change_to_tomorrows_activity_leaves_at_night_another_waits(young, by):
    late = NOON + timedelta(hours=11)  # 23:00 on the wall
    tomorrow = actions.send("workshop.moved", young, by=by, now=late, key="1", day=date(2026, 11, 25), **WORDS)
    next_week = actions.send("workshop.moved", young, by=by, now=late, key="2", day=date(2026, 12, 1), **WORDS)
    assert (tomorrow.send_after, tomorrow.waits_at_night) == (late + timedelta(seconds=20), False)
    assert (next_week.send_after, next_week.waits_at_night) == (NOON + timedelta(hours=20), True)


def test_undoing_an_act_recalls_what_it_wrote(young, centre, by):
    entry = entry_of(young, by)
    other = make_person(centre, "Yassine")
    gone, held = actions.send_all("workshop.confirmed", [young, other], by=by, now=NOON, entry=entry, **WORDS)
    Message.objects.filter(pk=gone.pk).update(state=State.SENT, sent_at=NOON)

    assert actions.recall(entry=entry) == (1, 1)

    held.refresh_from_db()
    gone.refresh_from_db()
    assert (held.state, held.text, held.html) == (State.RECALLED, "", "")
    assert gone.state == State.SENT


def test_a_key_recalls_its_own_messages_only(young, by):
    first = actions.send("workshop.confirmed", young, by=by, now=NOON, key="reminder:1", **WORDS)
    other = actions.send("workshop.confirmed", young, by=by, now=NOON, key="reminder:11", **WORDS)
    assert actions.recall(kind="workshop.confirmed", key="reminder:1") == (1, 0)
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, other.state) == (State.RECALLED, State.WAITING)


def test_two_hundred_messages_cost_as_many_queries_as_one(centre, by):
    people = [make_person(centre, f"P{number}") for number in range(200)]
    with CaptureQueriesContext(
        connection,
    ) as one:
        actions.send_all("workshop.news", people[:1], by=by, now=NOON, key="1", **WORDS)
    with CaptureQueriesContext(connection) as many:
        actions.send_all("workshop.news", people, by=by, now=NOON, key="2", **WORDS)
    assert (len(one), len(many)) == (4, 4)
    assert Message.objects.filter(key__startswith="workshop.news:2:").count() == 200


def test_what_people_will_be_told_is_shown_before_it_leaves(young, adviser, centre, by, jalon):
    silent = make_person(centre, "Nour", personal_email="")
    shown = preview("workshop.confirmed", [young, silent], by=by, now=NOON, **WORDS)
    assert [one.person for one in shown.told] == [young]
    assert [(one.person, one.why) for one in shown.not_told] == [(silent, Why.NO_ADDRESS)]
    assert shown.leaves_at == NOON + timedelta(seconds=20)
    assert shown.letter.subject == "Votre place est confirmée"
    assert "secret-1" not in shown.text
    assert [one.person for one in preview("workshop.left", [adviser], by=jalon, now=NOON, **WORDS).in_digest] == [
        adviser
    ]
    assert Message.objects.count() == 0


def test_choices_are_kept_written_in_the_journal_and_only_ones_own(young, adviser):
    me = actor_of(young)
    actions.choose(young, {"workshop.news": "now"}, by=me, now=NOON)
    actions.choose(young, {"workshop.news": "now"}, by=me, now=NOON)
    assert list(Preference.objects.values_list("person", "kind", "choice")) == [(young.pk, "workshop.news", "now")]
    assert list(Entry.objects.values_list("act", "object_id")) == [("messaging.chosen", young.pk)]
    with pytest.raises(Forbidden):
        actions.choose(young, {"workshop.news": "never"}, by=actor_of(adviser), now=NOON)
    with pytest.raises(Refused, match="Ces messages ne se règlent pas"):
        actions.choose(young, {"workshop.confirmed": "never"}, by=me, now=NOON)
    with pytest.raises(Refused, match="Ce choix n’existe pas"):
        actions.choose(young, {"workshop.news": "morning"}, by=me, now=NOON)
    actions.unsubscribe(young, "workshop.news", by=me, now=NOON)
    assert Preference.objects.get().choice == Choice.NEVER


def test_the_preview_names_who_is_told_and_who_is_not(young, centre, by):
    silent = make_person(centre, "Nour", personal_email="")
    shown = preview("workshop.confirmed", [young, silent], by=by, now=NOON, **WORDS)
    page = render_to_string("messaging/parts/preview.html", {"preview": shown, "centre": centre})
    assert "1 personne recevra ce message" in page
    assert "1 personne ne le recevra pas" in page
    assert "pas d’adresse e-mail sur la fiche" in page
    assert "secret-1" not in page


def test_the_templates_of_a_package_make_both_bodies(young, adviser, by, jalon, tmp_path, settings):
    (tmp_path / "workshop/mails").mkdir(parents=True)
    for ending, content in {
        "subject.txt": "Place à « {{ title }} »\n",
        "txt": "Bonjour {{ person.first_name }}, « {{ title }} » : {{ own }}.",
        "html": "{% load messaging %}{% paragraph %}{{ title }}{% endparagraph %}"
        '{% button "/demo/x/" "Je viens" %}{% facts "Salle" "B12" "Lien" "" %}',
    }.items():
        (tmp_path / f"workshop/mails/confirmed.{ending}").write_text(content)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    message = actions.send_all(
        "workshop.confirmed",
        [young],
        by=by,
        now=NOON,
        key="1",
        context=lambda person: {"title": "CV & <b>", "own": "à vous"},
    )[0]
    assert message.subject == "Place à « CV & <b> »"
    assert message.text.startswith("Bonjour Amina, « CV & <b> » : à vous.")
    assert '<p style="margin:0 0 16px">CV &amp; &lt;b&gt;</p>' in html_of(message)
    assert 'href="http://localhost:8000/demo/x/"' in html_of(message)
    assert "Salle" in html_of(message)
    assert "Lien" not in html_of(message)
