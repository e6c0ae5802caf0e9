from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from jalon.core import readonly
from jalon.core.actor import system
from jalon.journal import timeline, triggers
from jalon.journal.models import Difference, Entry, Mention
from jalon.journal.recording import changed, record, recorded
from jalon.people import acts
from tests.factories import NOON, CentreFactory, PersonFactory, actor

pytestmark = pytest.mark.django_db


def test_an_entry_holds_identifiers_and_no_name():
    person = PersonFactory(last_name="Benjelloun", first_name="Imane")

    entry = record(acts.CORRECTED, person, by=actor(person), at=NOON, about=[person.centre])

    assert (entry.act, entry.kind, entry.object_id, entry.centre_id) == (
        "people.corrected",
        "person",
        person.pk,
        person.centre_id,
    )
    assert set(Mention.objects.values_list("kind", "object_id")) == {
        ("person", person.pk),
        ("centre", person.centre_id),
    }
    assert "Benjelloun" not in str(Entry.objects.values().get())


def test_the_sentence_is_made_when_it_is_read():
    person = PersonFactory(last_name="Tazi", first_name="Anas")
    record(acts.CORRECTED, person, by=actor(person), at=NOON)
    person.last_name = "Tazi Alami"
    person.save()

    assert [line.sentence for line in timeline.of(person)] == ["Anas Tazi Alami a corrigé la fiche de Anas Tazi Alami"]


def test_an_entry_about_somebody_erased_says_so():
    person, author = PersonFactory.create_batch(2, centre=CentreFactory())
    record(acts.CORRECTED, person, by=actor(author), at=NOON)
    person.erased_at = NOON
    person.save()

    assert "une personne effacée" in timeline.of(person)[0].sentence


def test_an_act_that_nobody_registered_is_a_programming_error():
    person = PersonFactory()

    with pytest.raises(KeyError):
        record("people.invented", person, by=actor(person), at=NOON)


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET act = 'x'", "DELETE FROM journal_entry"])
def test_the_database_refuses_to_change_the_journal(statement):
    person = PersonFactory()
    record(acts.CORRECTED, person, by=actor(person), at=NOON)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.count() == 1


def test_former_values_can_be_deleted_but_not_rewritten():
    person = PersonFactory(first_name="Salma")
    before = changed(person, {"first_name": "Selma"})
    record(acts.CORRECTED, person, by=actor(person), at=NOON, before=before)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Difference.objects.update(before="autre")
    assert Difference.objects.get().before == "Salma"
    Difference.objects.all().delete()

    assert Difference.objects.count() == 0


def test_every_sealed_table_has_its_triggers_after_all_migrations():
    wanted = {f"{table}_no_{verb.lower()}" for table, verbs in triggers.SEALED.items() for verb in verbs}
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}

    assert wanted <= found


def test_changed_gives_former_values_of_what_really_changes():
    person = PersonFactory(first_name="Salma", born_on=None)

    before = changed(person, {"first_name": "Selma", "last_name": person.last_name, "born_on": NOON.date()})

    assert before == {"first_name": "Salma", "born_on": None}
    assert (person.first_name, person.born_on) == ("Selma", NOON.date())


def test_listeners_hear_of_an_entry_in_its_own_transaction():
    heard = []

    def listen(sender, entry, **kwargs):
        heard.append((entry.act, connection.in_atomic_block))

    recorded.connect(listen)
    try:
        person = PersonFactory()
        record(acts.CORRECTED, person, by=actor(person), at=NOON)
    finally:
        recorded.disconnect(listen)

    assert heard == [("people.corrected", True)]


def test_a_timeline_costs_the_same_for_one_and_for_five_entries():
    person = PersonFactory()
    for minute in range(5):
        record(acts.CORRECTED, person, by=actor(person), at=NOON + timedelta(minutes=minute))
    counts = []
    for limit in (1, 5):
        with connection.execute_wrapper(_counter(counts, limit)):
            assert len(timeline.of(person, limit=limit)) == limit

    assert counts.count(1) == counts.count(5)


def _counter(counts, label):
    def count(execute, sql, params, many, context):
        counts.append(label)
        return execute(sql, params, many, context)

    return count


def test_a_page_that_only_reads_cannot_write():
    with readonly.guarded(True), pytest.raises(readonly.WroteWhileReading, match="a GET wrote"), transaction.atomic():
        PersonFactory()


def test_jalon_itself_signs_its_acts():
    person = PersonFactory(first_name="Salma", last_name="Tazi")
    record(acts.CORRECTED, person, by=system(person.centre_id), at=NOON)

    assert timeline.of(person)[0].sentence == "Jalon a corrigé la fiche de Salma Tazi"
