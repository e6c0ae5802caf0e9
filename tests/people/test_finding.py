"""Finding somebody while their name is being typed."""

import pytest
from django.db import connection

from jalon.core import spelling
from jalon.core.actor import EVERYWHERE, Actor, ActorKind
from jalon.people import erasing, finding, index, policies
from jalon.people.models import Person
from tests.factories import NOON, CentreFactory, PersonFactory


@pytest.fixture
def find(campus, desk):
    """What a search of the desk finds."""
    return lambda text: finding.found(policies.person.visible_to(desk).live(), text, centre_id=campus.pk)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "El Amrani Rim",
            "rim elamrani",
            "AMRANI",
            "amr",
            "el amr ri",
            "amrnai rim",
            "elamrni",
            "elamrany",
        ),
        *(
            "العمراني",
            "عمراني ريم",
            "العمرني",
            "d1300",
            "D130000001",
            "20001234",
            "06 61 23 45 67",
            "4567",
            "+212661234567",
        ),
        "rim@etu",
    ],
)
def test_a_person_is_found_by_any_part_in_any_order_and_with_one_slip(record, find, typed):
    rim = record(
        "Rim",
        "El Amrani",
        last_name_ar="العمراني",
        first_name_ar="ريم",
        national_code="D130000001",
        student_number="20001234",
        institutional_email="rim@etu.example",
        phone="+212661234567",
    )
    record("Karim", "Bennani")

    assert find(typed) == [rim]


@pytest.mark.parametrize("typed", ["slma", "salam", "saloa", "salmaa", "sslma", "asla"])
def test_a_slip_in_a_short_name_is_forgiven(record, find, typed):
    record("Karim", "Bennani")
    found = record("Salma", "Zahidi")

    assert find(typed) == ([] if typed == "asla" else [found])


def test_nothing_typed_finds_nobody_and_two_slips_are_two_names(record, find):
    record("Salma", "Idrissi")

    assert [find(text) for text in ("", "  ", "'\"", "sulmo", "idirsis", "00", "@@")] == [[]] * 7


def test_whoever_matches_to_the_letter_comes_before_whoever_is_one_slip_away(record, find):
    near, exact = record("Sara", "Amrani"), record("Sara", "Imrani")

    assert find("imrani") == [exact, near]


def test_a_number_is_looked_for_at_its_end_first(record, find):
    within = record("Amal", "Aaaa", phone="+212614567890")
    end = record("Zineb", "Zzzz", phone="+212600004567")

    assert find("4567") == [end, within]


def test_lists_hold_what_was_typed_to_the_letter(record, campus, desk):
    sami, salmi = record("Ali", "Sami"), record("Ali", "Salmi")
    people = policies.person.visible_to(desk).live()

    assert list(finding.filtered(people, "sami")) == [sami]
    assert set(finding.filtered(people, "ali")) == {sami, salmi}
    assert list(finding.filtered(people, "sal ali")) == [salmi]


def test_the_index_follows_writes_in_bulk_corrections_merges_and_erasure(record, find, campus):
    person = record("Salma", "Idrissi")
    Person.objects.filter(pk=person.pk).update(name_key="benjelloun salma")
    assert (find("idrissi"), find("benjelloun")) == ([], [person])

    by = Actor(ActorKind.PERSON, campus.pk, person.pk, grants={"people.erase": EVERYWHERE})
    erasing.erase_person(person, by=by, now=NOON)

    assert find("benjelloun") == []
    person.refresh_from_db()
    assert person.spellings == ""


def test_nobody_of_another_centre_is_found(find):
    PersonFactory(centre=CentreFactory(), last_name="Idrissi", name_key="idrissi salma")

    assert find("idrissi") == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL indexes an expression, nothing can be lost")
def test_an_index_that_a_migration_lost_is_made_again(record, find):
    person = record("Salma", "Idrissi")
    with connection.cursor() as cursor:
        for name in index.TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}")
    other = record("Salma", "Chraibi")
    assert find("chraibi") == [other], "by the order of names"
    assert finding.found(Person.objects.all(), "hraibi", centre_id=person.centre_id) == []

    index.install(connection)

    assert finding.found(Person.objects.all(), "hraibi", centre_id=person.centre_id) == [other]


def test_one_slip_is_one_letter_more_less_other_or_two_exchanged():
    close = ["salma", "slma", "sallma", "selma", "saml", "salm", "aslma"]
    far = ["sulmo", "slam", "marwa", "s"]

    assert [spelling.is_close(word, "salma") for word in close] == [True] * 7
    assert [spelling.is_close(word, "salma") for word in far] == [False, True, False, True]
