"""Changing the organisation: what is written, what is refused, what the journal keeps."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jalon.activities.models import Activity, ActivityType
from jalon.core import names
from jalon.core.refusals import Refused
from jalon.journal.models import Difference, Entry
from jalon.people.models import Person, Studies
from jalon.structures import actions, rules
from jalon.structures.models import RESERVED_CODES, AcademicYear, HostInstitution, Reference, Role
from jalon.structures.models.centre import validate_code
from jalon.structures.queries import reference_by_text
from tests.structures.conftest import noon

YEAR = {"starts_on": date(2026, 9, 1), "second_semester_on": date(2027, 2, 1), "ends_on": date(2027, 7, 31)}


def told(act: str) -> int:
    return Entry.objects.of_act(act).count()


def test_describing_the_centre_keeps_former_values_and_says_nothing_twice(centre, manager):
    for _twice in range(2):
        actions.describe_centre(
            centre,
            by=manager,
            now=noon,
            fields={"name": "Nouveau nom"},
            host_institution="Université  Ibn Battouta",
        )

    assert HostInstitution.objects.get(centre=centre).name == "Université Ibn Battouta"
    assert told("structures.described") == 1
    assert dict(Difference.objects.values_list("field", "before")) == {
        "name": "Centre d’essai",
        "host_institution": "Université d’essai",
    }


def test_a_time_zone_that_does_not_exist_is_refused_beside_its_field(centre, manager):
    with pytest.raises(Refused, match="n’est pas un fuseau horaire connu") as refused:
        actions.describe_centre(centre, by=manager, now=noon, fields={"timezone": "Afrique/Rabat"})
    assert refused.value.field == "timezone"


def test_a_year_is_corrected_and_never_overlaps_another(centre, manager):
    year = actions.set_year(centre, **YEAR, by=manager, now=noon)
    actions.set_year(centre, **YEAR | {"starts_on": date(2026, 9, 15)}, year=year, by=manager, now=noon)
    with pytest.raises(Refused, match="recouvre une autre"):
        actions.set_year(centre, **YEAR | {"starts_on": date(2026, 10, 1)}, by=manager, now=noon)

    assert [row.starts_on for row in AcademicYear.objects.filter(centre=centre)] == [date(2026, 9, 15)]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((1, 5, 10), None),
        ((5, 5, 10), "Le second semestre doit commencer après le début de l’année et avant sa fin."),
        ((1, 10, 10), "Le second semestre doit commencer après le début de l’année et avant sa fin."),
    ],
)
def test_the_order_of_a_year(days, sentence):
    assert rules.why_not_year(*(date(2026, 1, day) for day in days)) == sentence


def test_a_year_lasts_thirteen_months_at_most():
    assert rules.why_not_year(date(2026, 9, 1), date(2027, 2, 1), date(2027, 10, 20)) is not None


def test_two_rooms_of_one_site_have_two_names(centre, manager):
    site = actions.add_site(centre, "Campus", by=manager, now=noon)
    actions.add_room(site, "A1", by=manager, now=noon, seats=30)

    with pytest.raises(Refused, match="déjà une salle"):
        actions.add_room(site, "A1", by=manager, now=noon)


def test_archiving_and_restoring_a_room_are_told_once_each(centre, manager):
    room = actions.add_room(actions.add_site(centre, "Campus", by=manager, now=noon), "A1", by=manager, now=noon)
    for act in (actions.archive_room, actions.archive_room, actions.restore_room, actions.restore_room):
        act(room, by=manager, now=noon)

    room.refresh_from_db()
    assert room.archived_at is None
    assert (told("structures.archived"), told("structures.room_restored")) == (1, 1)


def test_an_archived_site_takes_no_room(centre, manager):
    site = actions.add_site(centre, "Campus", by=manager, now=noon)
    actions.archive_site(site, by=manager, now=noon)

    with pytest.raises(Refused, match="Ce site est archivé"):
        actions.add_room(site, "A1", by=manager, now=noon)


def test_a_renamed_item_is_still_recognised_under_its_former_label(centre, manager):
    level = actions.add_reference(centre, "level", "Master 1", by=manager, now=noon)
    actions.rename_reference(level, "Première année de master", by=manager, now=noon)

    known = reference_by_text(centre, "level")
    assert {known[names.key(text)].pk for text in ("MASTER 1", "première année de Master")} == {level.pk}


def test_a_label_that_an_item_already_answers_to_is_refused(centre, manager):
    level = actions.add_reference(centre, "level", "Master 1", by=manager, now=noon)
    actions.add_alias(level, "M1", by=manager, now=noon)

    for label in ("MASTER-1", "m1"):
        with pytest.raises(Refused, match="désigne déjà « Master 1 »"):
            actions.add_reference(centre, "level", label, by=manager, now=noon)
    assert actions.add_reference(centre, "field", "M1", by=manager, now=noon).code == "m1"


def test_joining_repoints_every_table_and_keeps_the_writings(centre, manager):
    kept = actions.add_reference(centre, "level", "Master 1", by=manager, now=noon)
    double = actions.add_reference(centre, "level", "1re année de master", by=manager, now=noon)
    Reference.objects.filter(pk=double.pk).update(to_check=True)
    double.refresh_from_db()
    year = actions.set_year(centre, **YEAR, by=manager, now=noon)
    person = Person.objects.create(centre=centre, last_name="X", name_key="x", created_at=noon)
    studies = Studies.objects.create(centre=centre, person=person, year=year, level=double)

    moved = actions.join_reference(double, kept, by=manager, now=noon)

    studies.refresh_from_db()
    double.refresh_from_db()
    assert (moved, studies.level, double.archived_at, double.to_check) == (1, kept, noon, False)
    assert reference_by_text(centre, "level")[names.key("1RE ANNÉE de master")] == kept


def test_joining_a_pair_of_a_many_to_many_field_keeps_it_once(centre, manager):
    """An activity open to both levels stays open to the one that is kept."""
    kept = actions.add_reference(centre, "level", "Master 1", by=manager, now=noon)
    double = actions.add_reference(centre, "level", "Mastère 1", by=manager, now=noon)
    leader = Person.objects.create(centre=centre, last_name="X", name_key="x", created_at=noon)
    activity = Activity(
        centre=centre,
        type=ActivityType.objects.create(centre=centre, code="atelier", label="Atelier"),
        title="CV",
        leader=leader,
        day=date(2026, 12, 1),
        starts_clock=noon.time(),
        ends_clock=noon.replace(hour=14).time(),
        zone="Africa/Casablanca",
        created_at=noon,
    )
    activity.derive_moments()
    activity.save()
    activity.levels.set([kept, double])

    actions.join_reference(double, kept, by=manager, now=noon)

    assert list(activity.levels.all()) == [kept]


def test_items_of_two_lists_are_not_joined(centre, manager):
    level = actions.add_reference(centre, "level", "M1", by=manager, now=noon)
    field = actions.add_reference(centre, "field", "Droit", by=manager, now=noon)

    with pytest.raises(Refused, match="même liste"):
        actions.join_reference(level, field, by=manager, now=noon)


@pytest.mark.parametrize(
    ("chain", "substitute", "is_refused"),
    [
        ({1: None, 2: None}, 2, False),
        ({1: None, 2: None}, None, False),
        ({1: None}, 1, True),
        ({1: None, 2: 1}, 2, True),
        ({1: None, 2: 3, 3: 1}, 2, True),
        ({1: 2, 2: None, 3: None}, 3, False),
    ],
)
def test_a_role_never_stands_in_for_itself(chain, substitute, is_refused):
    assert (rules.why_not_substitute(1, substitute, chain) is not None) is is_refused


def test_a_substitution_is_told_and_a_circle_refused(centre, manager):
    boss, developer = (
        Role.objects.create(centre=centre, code=code, label=code, kind="internal") for code in ("boss", "developer")
    )
    actions.set_substitute(developer, boss, by=manager, now=noon)
    actions.set_substitute(developer, boss, by=manager, now=noon)

    with pytest.raises(Refused, match="tourneraient en rond"):
        actions.set_substitute(boss, developer, by=manager, now=noon)
    assert told("structures.substitute_set") == 1


@pytest.mark.parametrize("code", sorted(RESERVED_CODES))
def test_the_words_of_addresses_are_no_codes(code):
    with pytest.raises(ValidationError, match="mot réservé"):
        validate_code(code)
