"""Numbers follow each other without gap or double, even when everybody asks at once."""

import subprocess
import sys

import pytest
from django.db import connection, transaction

from jalon.documents import numbering
from jalon.documents.models import Counter
from jalon.structures.models import Centre
from tests.databases import same_database
from tests.documents.conftest import noon

PROCESSES, NUMBERS = 4, 25
TAKE_NUMBERS = f"""
import django; django.setup()
from django.db import transaction
from jalon.documents.numbering import next_number
from jalon.structures.models import Centre
centre = Centre.objects.get()
for n in range({NUMBERS}):
    with transaction.atomic():
        print(next_number(centre.pk, "certificate", 2026))
"""


@pytest.mark.django_db
def test_each_centre_series_and_year_counts_for_itself(centre):
    other = Centre.objects.create(code="other", name="Other", created_at=noon)
    series = [(centre.pk, "certificate", 2026), (centre.pk, "certificate", 2027), (centre.pk, "letter", 2026)]
    series.append((other.pk, "certificate", 2026))

    first = [numbering.next_number(*one) for one in series]
    second = [numbering.next_number(*one) for one in series]

    assert first == ["2026-00001", "2027-00001", "2026-00001", "2026-00001"]
    assert second == ["2026-00002", "2027-00002", "2026-00002", "2026-00002"]


@pytest.mark.django_db
def test_several_numbers_are_reserved_at_once(centre):
    assert list(numbering.reserve(centre.pk, "certificate", 2026, count=3)) == [1, 2, 3]
    assert list(numbering.reserve(centre.pk, "certificate", 2026)) == [4]
    with pytest.raises(ValueError, match="at least one"):
        numbering.reserve(centre.pk, "certificate", 2026, count=0)


@pytest.mark.django_db
def test_an_act_that_fails_gives_its_number_back(centre):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        numbering.next_number(centre.pk, "certificate", 2026)
        _ = 1 / 0
    assert numbering.next_number(centre.pk, "certificate", 2026) == "2026-00001"


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_in_a_transaction_only(centre):
    with pytest.raises(RuntimeError):
        numbering.next_number(centre.pk, "certificate", 2026)


@pytest.mark.django_db(transaction=True)
def test_processes_that_ask_at_once_never_share_nor_skip_a_number(centre, tmp_path):
    environment = same_database(tmp_path)
    command = [sys.executable, "-c", TAKE_NUMBERS]
    processes = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    answers = [process.communicate(timeout=120) for process in processes]

    assert [errors for _numbers, errors in answers] == [""] * PROCESSES
    taken = [line for numbers, _errors in answers for line in numbers.split()]
    assert sorted(taken) == [f"2026-{n:05d}" for n in range(1, PROCESSES * NUMBERS + 1)]
    if connection.vendor == "postgresql":
        assert Counter.objects.get().last == PROCESSES * NUMBERS
