"""Statements whose SQL is written once give what querysets give, and write what `bulk_create` writes."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from jalon.core.models import Arrival, PeriodicRun
from jalon.core.statements import TOGETHER, Given, Statement, insert
from jalon.structures.models import Centre
from tests.factories import CentreFactory

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def runs(*names: str) -> list[PeriodicRun]:
    return insert([PeriodicRun(name=name, due=NOON) for name in names])


@pytest.mark.django_db
def test_a_statement_gives_the_rows_of_the_values_given_each_time():
    first, second = runs("first", "second")
    statement = Statement(lambda: PeriodicRun.objects.filter(pk=Given("pk")))

    assert [statement.get(pk=row.pk) for row in (first, second, first)] == [first, second, first]
    found = statement.get(pk=second.pk)
    assert (found.name, found.due, found._state.adding, found._state.db) == ("second", NOON, False, "default")


@pytest.mark.django_db
def test_one_row_that_is_not_there_is_missed_as_a_queryset_misses_it():
    with pytest.raises(PeriodicRun.DoesNotExist):
        Statement(lambda: PeriodicRun.objects.filter(pk=Given("pk"))).get(pk=0)


@pytest.mark.django_db
def test_values_are_converted_as_in_a_list_of_values():
    runs("one")
    named = Statement(
        lambda: PeriodicRun.objects.filter(
            name=Given("name", PeriodicRun._meta.get_field("name")),
            due=Given("due", PeriodicRun._meta.get_field("due")),
        ).values_list("name", "due")
    )

    assert named.rows(name="one", due=NOON) == [("one", NOON)]
    assert named.rows(name="'; --", due=NOON) == []


@pytest.mark.django_db
def test_the_second_run_asks_the_same_text_without_making_it_again(monkeypatch: pytest.MonkeyPatch):
    made = []

    def build():
        made.append(1)
        return PeriodicRun.objects.filter(pk=Given("pk"))

    statement = Statement(build)
    with CaptureQueriesContext(connection) as queries:
        assert statement.rows(pk=1) == statement.rows(pk=2) == []

    assert (len(queries), len(made)) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_in_a_transaction_only():
    centre = CentreFactory()
    locked = Statement(lambda: Centre.objects.select_for_update().filter(pk=Given("pk")))

    with transaction.atomic():
        assert locked.get(pk=centre.pk) == centre
    with pytest.raises(TransactionManagementError):
        locked.get(pk=centre.pk)


@pytest.mark.django_db
def test_rows_are_written_together_and_know_their_identifiers():
    with CaptureQueriesContext(connection) as queries:
        rows = runs(*(f"run {number}" for number in range(TOGETHER + 1)))

    assert len(queries) == 2
    assert {row.pk: row.name for row in rows} == dict(PeriodicRun.objects.values_list("pk", "name"))
    assert not any(row._state.adding for row in rows)
    assert insert([]) == []


@pytest.mark.django_db
def test_a_row_that_breaks_a_constraint_is_refused():
    runs("once")

    with pytest.raises(IntegrityError), transaction.atomic():
        runs("once")


@pytest.mark.django_db
def test_what_stands_there_already_is_left_out_and_keeps_no_identifier():
    centre = CentreFactory()
    other = Centre(code=centre.code, name="Autre", created_at=NOON)
    new = Centre(code="nouveau", name="Nouveau", created_at=NOON)

    insert([other, new], once="code")

    assert (other.pk, new) == (None, Centre.objects.get(code="nouveau"))
    assert Centre.objects.get(code=centre.code) == centre


@pytest.mark.django_db
def test_a_json_value_comes_back_as_it_was_written():
    (row,) = insert([Arrival(key="k", act="a", author="b", answer={"id": [1, None]}, arrived_at=NOON)])

    assert Statement(lambda: Arrival.objects.filter(pk=Given("pk"))).get(pk=row.pk).answer == {"id": [1, None]}
