"""Two records that are one person: found, merged, separated."""

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from django.apps import apps
from django.db.models import ForeignKey, UniqueConstraint
from django.forms.models import model_to_dict

from jalon.activities.models import Attendance, Registration
from jalon.core.actor import EVERYWHERE, Actor, ActorKind, visitor
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.people.actions import set_name_keys
from jalon.people.duplicates import queries, resolvers
from jalon.people.duplicates.actions import keep_apart, merge_people, separate_people
from jalon.people.models import Person, Studies
from jalon.structures.models import AcademicYear, Establishment
from tests.factories import ActivityFactory, CentreFactory, PersonFactory

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def centre(db):
    return CentreFactory()


@pytest.fixture
def manager(centre):
    someone = PersonFactory(centre=centre, last_name="Mansouri")
    return Actor(ActorKind.PERSON, centre.pk, someone.pk, grants=MappingProxyType({"people.merge": EVERYWHERE}))


@pytest.fixture
def person(centre):
    def make(**fields):
        made = Person(centre=centre, created_at=NOON, **({"last_name": "El Amrani", "first_name": "Rim"} | fields))
        set_name_keys(made)
        made.save()
        return made

    return make


def everything():
    return [
        sorted(tuple(sorted((k, str(v)) for k, v in model_to_dict(row).items())) for row in model.objects.all())
        for model in (Person, Studies, Registration, Attendance)
    ]


def test_every_unique_constraint_on_a_person_has_a_resolver():
    lacking = [
        f"{model._meta.label}: {constraint.name}"
        for model, column in resolvers.references()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
        and column.name in constraint.fields
        and not resolvers.is_registered(str(constraint.name))
    ]
    assert lacking == []


def test_no_column_is_unique_by_itself_on_a_person():
    alone = [
        (model._meta.label, column.name)
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, ForeignKey) and column.related_model is Person and column.unique
    ]
    assert alone == []


def test_the_kept_record_takes_what_it_lacks_and_what_was_chosen(person, manager):
    kept = person(national_code="", phone="+212610834547", personal_email="a@b.ma")
    other = person(national_code="N100000001", phone="+212610834548", personal_email="c@d.ma", registered_at=NOON)
    merge = merge_people(kept, other, by=manager, now=NOON, take=["personal_email"])
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.national_code, kept.phone, kept.personal_email) == ("N100000001", "+212610834547", "c@d.ma")
    assert kept.registered_at == NOON
    assert other.merged_into == kept
    assert merge.kept_before == {
        "national_code": "", "personal_email": "a@b.ma", "registered_at": None,
    }  # fmt: skip
    assert list(Person.objects.live().filter(last_name="El Amrani")) == [kept]


def test_two_national_codes_are_never_one_person(person, manager):
    with pytest.raises(Refused, match="deux codes nationaux"):
        merge_people(person(national_code="N100000001"), person(national_code="J700000000"), by=manager, now=NOON)


def test_only_those_who_may_merge_do(person, centre):
    with pytest.raises(Forbidden):
        merge_people(person(), person(), by=visitor(centre.pk), now=NOON)


def test_merging_and_separating_restore_exactly(person, manager, centre):
    kept, other = person(), person(national_code="N100000001", born_on=date(2001, 7, 3))
    year = AcademicYear.objects.get(centre=centre)
    before_year = AcademicYear.objects.create(
        centre=centre, starts_on=date(2025, 9, 1), second_semester_on=date(2026, 2, 1), ends_on=date(2026, 8, 31)
    )
    school = Establishment.objects.create(centre=centre, name="EST", name_key="est")
    Studies.objects.create(centre=centre, person=kept, year=year)
    Studies.objects.create(centre=centre, person=other, year=year, establishment=school)
    Studies.objects.create(centre=centre, person=other, year=before_year)
    one, two = ActivityFactory(centre=centre), ActivityFactory(centre=centre)
    for activity, people in ((one, (kept, other)), (two, (other,))):
        for n, someone in enumerate(people):
            status = "waiting" if n == 0 and len(people) == 2 else "confirmed"
            Registration.objects.create(
                centre=centre, activity=activity, person=someone, status=status, requested_at=NOON + timedelta(hours=n)
            )
    Attendance.objects.create(centre=centre, activity=one, person=kept, status="absent", marked_at=NOON)
    Attendance.objects.create(centre=centre, activity=one, person=other, status="present", marked_at=NOON)
    before = everything()

    merge = merge_people(kept, other, by=manager, now=NOON)

    assert kept.studies.get(year=year).establishment == school
    assert kept.studies.count() == 2
    assert list(kept.registrations.live().values_list("activity", "status")) == [
        (one.pk, "confirmed"),
        (two.pk, "confirmed"),
    ]
    assert not other.registrations.live().exists()
    assert list(Attendance.objects.present()) == [Attendance.objects.get(person=kept)]

    separate_people(merge, by=manager, now=NOON)

    assert everything() == before
    with pytest.raises(Refused, match="déjà séparées"):
        separate_people(merge, by=manager, now=NOON)
    acts = Entry.objects.filter(kind="merge").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["people.merged", "people.unmerged"]


def test_a_merged_record_is_merged_no_more_and_its_own_merges_follow(person, manager):
    first, second, third = person(), person(), person()
    inner = merge_people(second, first, by=manager, now=NOON)
    with pytest.raises(Refused, match="déjà fusionnée"):
        merge_people(third, first, by=manager, now=NOON)
    merge_people(third, second, by=manager, now=NOON)
    first.refresh_from_db()
    assert first.merged_into == third
    with pytest.raises(Refused, match="séparez d’abord"):
        separate_people(inner, by=manager, now=NOON)


def test_what_changed_since_the_merge_is_not_taken_back(person, manager):
    kept, other = person(phone=""), person(phone="+212610834547")
    merge = merge_people(kept, other, by=manager, now=NOON)
    Person.objects.filter(pk=kept.pk).update(phone="+212600000000")
    separate_people(merge, by=manager, now=NOON)
    kept.refresh_from_db()
    assert kept.phone == "+212600000000"


def pairs(actor):
    return {frozenset((pair.one.pk, pair.other.pk)) for pair in queries.likely_pairs(actor)}


def test_likely_pairs_agree_and_do_not_contradict(person, manager):
    born = {"born_on": date(2001, 7, 3)}
    one, other = person(**born), person(last_name="ELAMRANI", **born)
    coded = person(national_code="N100000001", **born)
    person(national_code="J700000000", last_name="Tazi", institutional_email="x@e.ma")
    person(national_code="J700000001", last_name="Tazi", institutional_email="x@e.ma")
    person(last_name="Naciri", institutional_email="y@e.ma")
    person(last_name="Kettani", institutional_email="y@e.ma")
    third = person(last_name="Bennis", institutional_email="z@e.ma")
    fourth = person(last_name="Bennis", institutional_email="z@e.ma", **born)
    expected = {(one, other), (one, coded), (other, coded), (third, fourth)}
    assert pairs(manager) == {frozenset((a.pk, b.pk)) for a, b in expected}


def test_two_records_kept_apart_are_no_longer_proposed(person, manager):
    one, other = (person(born_on=date(2001, 7, 3)) for _ in range(2))
    assert len(pairs(manager)) == 1
    keep_apart(other, one, by=manager, now=NOON)
    keep_apart(one, other, by=manager, now=NOON)
    assert pairs(manager) == set()
    assert Entry.objects.filter(act="people.kept_apart").count() == 1


def test_the_richer_record_is_proposed_to_be_kept(person):
    poor, rich = person(), person(national_code="N100000001")
    weights = queries.weight([poor, rich])
    assert weights[rich.pk] > weights[poor.pk]
