"""What a centre settles is read once per revision, and never after it changed."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jalon.people.models import Mandate
from jalon.structures import revisions
from jalon.structures.models import Centre, Role, Room
from tests.factories import CentreFactory, MandateFactory, PersonFactory, RoleFactory, RoomFactory

pytestmark = pytest.mark.django_db


def revision(centre):
    return Centre.objects.values_list("revision", flat=True).get(pk=centre.pk)


def rooms_of(pk):
    return list(Room.objects.filter(centre=pk).values_list("name", flat=True))


def changed(centre, do):
    before = revision(centre)
    do()
    return revision(centre) != before


def test_every_followed_table_has_its_three_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    wanted = {f"{table}_revise_{verb}" for table in revisions.followed() for verb in ("insert", "update", "delete")}
    assert wanted - there == set()
    assert wanted


def test_a_change_made_in_bulk_gives_a_new_revision():
    room = RoomFactory()
    assert changed(room.centre, lambda: Room.objects.filter(pk=room.pk).update(name="Salle Atlas"))


def test_a_row_that_comes_or_goes_gives_a_new_revision():
    centre = CentreFactory()
    role = RoleFactory(centre=centre)
    assert changed(centre, lambda: RoleFactory(centre=centre))
    assert changed(centre, lambda: Role.objects.filter(pk=role.pk).delete())


def test_another_centre_keeps_its_revision():
    centre, neighbour = CentreFactory(), CentreFactory()
    assert not changed(neighbour, lambda: RoleFactory(centre=centre))


def test_a_centre_that_changes_its_name_gets_a_new_revision():
    centre = CentreFactory()
    assert changed(centre, lambda: Centre.objects.filter(pk=centre.pk).update(name="Career Center de Tanger"))


def test_the_name_of_somebody_of_the_team_counts_and_a_students_does_not():
    student = PersonFactory()
    adviser = MandateFactory(person__centre=student.centre).person

    def rename(person):
        person.last_name = "El Fassi"
        person.save(update_fields=["last_name"])

    assert not changed(student.centre, lambda: rename(student))
    assert changed(student.centre, lambda: rename(adviser))


def test_what_was_read_is_kept_until_the_centre_changes():
    centre = CentreFactory()
    names = revisions.Kept("essai.rooms", rooms_of)
    try:
        assert names.of(centre) == []
        room = RoomFactory(centre=centre, name="Salle Rif")
        assert names.of(centre) == ["Salle Rif"]
        with CaptureQueriesContext(connection) as queries:
            assert names.of(centre) == ["Salle Rif"]
        assert len(queries) == 1
        Room.objects.filter(pk=room.pk).update(name="Salle Atlas")
        assert names.of(centre) == ["Salle Atlas"]
    finally:
        del revisions.readers["essai.rooms"]


@pytest.mark.django_db(transaction=True)
def test_a_row_just_read_costs_no_query_and_a_change_that_failed_is_never_believed():
    centre = CentreFactory()
    names = revisions.Kept("essai.rooms", rooms_of)
    try:
        assert names.of(centre) == []
        fresh = Centre.objects.get(pk=centre.pk)
        revisions.freshly_read(fresh)
        with CaptureQueriesContext(connection) as queries:
            assert names.of(fresh) == []
        assert len(queries) == 0
        with pytest.raises(RuntimeError), transaction.atomic():
            RoomFactory(centre=centre, name="Salle Rif")
            assert names.of(centre) == ["Salle Rif"]
            raise RuntimeError
        assert names.of(centre) == []
        assert names.of(fresh) == []
    finally:
        del revisions.readers["essai.rooms"]


ALSO = {"accounts.team": (date(2026, 11, 18),)}
"""What each reader is asked beside the centre."""


@pytest.mark.parametrize("code", sorted(revisions.readers))
def test_whatever_is_kept_is_read_from_followed_tables_alone(code):
    centre = MandateFactory().centre
    with CaptureQueriesContext(connection) as queries:
        revisions.readers[code].load(centre.pk, *ALSO.get(code, ()))
    read = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert read
    assert read <= revisions.followed()


def test_a_mandate_taken_back_ends_what_it_allowed_at_once():
    from jalon.accounts.access import grants_of

    mandate = MandateFactory(role__capabilities=["people.read"], starts_on=date(2026, 9, 1))
    assert "people.read" in grants_of(mandate.person, date(2026, 11, 18))
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=date(2026, 11, 17))
    assert "people.read" not in grants_of(mandate.person, date(2026, 11, 18))
