"""Opening, answering once, closing, and the kit."""

from datetime import timedelta

import pytest
from django.apps import apps

from jalon.core.actor import system
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.privacy.classification import unclassified_fields
from jalon.surveys import actions, kit, queries
from jalon.surveys.models import Completion, Questionnaire, Survey, Unpublished, Version
from jalon.surveys.signals import completed
from tests.factories import NOON, PersonFactory, RoomFactory, actor
from tests.surveys.conftest import CODE, sheet


def test_an_answer_is_kept_apart_from_who_gave_it(survey, present, answered):
    person = present()

    answered(survey, person, remarques="Très utile")

    assert list(Completion.objects.values("survey", "person", "day")) == [
        {"survey": survey.pk, "person": person.pk, "day": NOON.date()}
    ]
    assert list(Unpublished.objects.values("survey", "answers")) == [
        {"survey": survey.pk, "answers": sheet(remarques="Très utile")}
    ]
    assert queries.has_answered("room", survey.subject_id, person) is True
    assert queries.who_answered("room", survey.subject_id) == {person.pk}


def test_answering_leaves_no_entry_in_the_journal(survey, present, answered):
    before = set(Entry.objects.values_list("pk", flat=True))

    answered(survey, present())

    assert set(Entry.objects.values_list("pk", flat=True)) == before


def test_a_second_answer_gets_a_sentence(survey, present, answered):
    person = present()
    answered(survey, person, key="first-form-0001")

    with pytest.raises(Refused, match="Vous avez déjà répondu"):
        answered(survey, person, key="second-form-001")

    assert Unpublished.objects.count() == 1


def test_the_same_form_twice_is_one_answer_and_no_fault(survey, present, answered):
    person = present()
    answered(survey, person, key="one-form-000001")
    answered(survey, person, key="one-form-000001", satisfaction=1)

    assert [row.answers for row in Unpublished.objects.all()] == [sheet()]
    assert Completion.objects.count() == 1


def test_a_form_without_key_is_refused_the_second_time(survey, present, answered):
    person = present()
    answered(survey, person)

    with pytest.raises(Refused):
        answered(survey, person)


def test_whoever_was_not_there_cannot_answer(survey, centre, answered):
    with pytest.raises(Refused, match="personnes présentes"):
        answered(survey, PersonFactory(centre=centre))

    assert not Completion.objects.exists()


def test_nobody_answers_for_somebody_else(survey, present, adviser):
    with pytest.raises(Forbidden):
        actions.complete(survey, present(), answers=sheet(), by=adviser, now=NOON)


def test_a_closed_survey_takes_no_answer(survey, present, answered, adviser):
    actions.close_survey(survey, by=adviser, now=NOON)

    with pytest.raises(Refused, match="est clos"):
        answered(survey, present())


def test_a_survey_past_its_last_moment_takes_no_answer_and_is_closed_by_night(survey, present, answered):
    after = survey.closes_at + timedelta(minutes=1)

    with pytest.raises(Refused, match="est clos"):
        answered(survey, present(), now=after)

    assert actions.close_overdue(by=system(), now=after) == 1
    assert actions.close_overdue(by=system(), now=after) == 0
    assert Survey.objects.get().closed_at == after


def test_a_wrong_answer_names_its_question_and_keeps_nothing(survey, present):
    person = present()
    with pytest.raises(Refused) as refusal:
        actions.complete(survey, person, answers=sheet(satisfaction=9), by=actor(person), now=NOON)

    assert refusal.value.field == "satisfaction"
    assert not Completion.objects.exists()
    assert not Unpublished.objects.exists()


def test_the_caller_is_told_in_the_same_transaction(survey, present, answered):
    told = []

    def listen(sender, survey, person, by, now, **kwargs):
        told.append((survey.pk, person.pk, now))
        raise RuntimeError("no certificate")

    person = present()
    completed.connect(listen)
    try:
        with pytest.raises(RuntimeError, match="no certificate"):
            answered(survey, person)
    finally:
        completed.disconnect(listen)

    assert told == [(survey.pk, person.pk, NOON)]
    assert not Completion.objects.exists()
    assert not Unpublished.objects.exists()


def test_opening_twice_gives_the_same_survey(centre, adviser):
    room = RoomFactory(centre=centre)
    first = actions.open_survey(room, questionnaire=CODE, facets={}, by=adviser, now=NOON)
    second = actions.open_survey(room, questionnaire=CODE, facets={}, by=adviser, now=NOON + timedelta(days=1))

    assert second == first
    assert Entry.objects.of_act("surveys.opened").count() == 1


def test_a_closed_survey_opens_again_on_its_own_version(centre, adviser, item):
    room = RoomFactory(centre=centre)
    survey = actions.open_survey(room, questionnaire=CODE, facets={}, by=adviser, now=NOON)
    actions.close_survey(survey, by=adviser, now=NOON)
    kit.install([item.model_copy(update={"intro": "Bonjour"})], centre, by=system(centre.pk), now=NOON)

    again = actions.open_survey(room, questionnaire=CODE, facets={}, by=adviser, now=NOON + timedelta(days=1))

    assert (again.pk, again.closed_at, again.version.number) == (survey.pk, None, 1)
    assert Entry.objects.of_act("surveys.reopened").count() == 1


def test_satisfaction_never_breaks_down_by_a_trait_of_a_person(centre, adviser):
    with pytest.raises(ValueError, match="sex"):
        actions.open_survey(RoomFactory(centre=centre), questionnaire=CODE, facets={"sex": "f"}, by=adviser, now=NOON)


def test_an_unknown_questionnaire_is_refused_with_a_sentence(centre, adviser):
    with pytest.raises(Refused, match="n’existe pas dans ce centre"):
        actions.open_survey(RoomFactory(centre=centre), questionnaire="absent", facets={}, by=adviser, now=NOON)


def test_only_the_team_closes(survey, present):
    with pytest.raises(Forbidden):
        actions.close_survey(survey, by=actor(present()), now=NOON)


def test_installing_twice_changes_nothing_and_a_changed_file_makes_a_version(centre, item, survey, present, answered):
    by = system(centre.pk)
    answered(survey, present())
    kit.install([item], centre, by=by, now=NOON)
    assert list(Version.objects.values_list("number", flat=True)) == [1]

    kit.install([item.model_copy(update={"label": "Votre avis"})], centre, by=by, now=NOON)
    assert list(Version.objects.values_list("number", flat=True)) == [1]
    assert str(Questionnaire.objects.get()) == "Votre avis"

    kit.install([item.model_copy(update={"intro": "Deux minutes"})], centre, by=by, now=NOON)
    assert list(Version.objects.values_list("number", flat=True)) == [1, 2]
    assert Survey.objects.get().version.number == 1
    assert kit.current(centre)[CODE]["intro"] == "Deux minutes"


def test_what_the_centre_has_reads_as_the_file_did(centre, item):
    assert kit.current(centre) == {CODE: item.model_dump(mode="json")}


def test_a_version_never_changes(centre):
    version = Version.objects.get()
    version.number = 7

    with pytest.raises(RuntimeError, match="never changes"):
        version.save()


def test_a_name_corrected_is_a_remark_until_the_team_accepts(centre, present, adviser):
    person = present(last_name="Elamrani", first_name="Rym")
    remark = actions.remark_name(person, last_name=" El Amrani", first_name="Rim", by=actor(person), now=NOON)
    person.refresh_from_db()
    assert (person.full_name, queries.open_remark(person)) == ("Rym Elamrani", remark)

    actions.settle_remark(remark, accept=True, by=adviser, now=NOON)
    actions.settle_remark(remark, accept=False, by=adviser, now=NOON)

    person.refresh_from_db()
    assert (person.full_name, queries.open_remark(person)) == ("Rim El Amrani", None)


def test_a_newer_remark_replaces_the_one_that_waits(present):
    person = present()
    actions.remark_name(person, last_name="Alaoui", first_name="Salwa", by=actor(person), now=NOON)
    actions.remark_name(person, last_name="Alaoui", first_name="Salma-Rita", by=actor(person), now=NOON)

    assert queries.open_remark(person).first_name == "Salma-Rita"


def test_the_name_as_it_is_needs_no_remark(present):
    person = present()
    with pytest.raises(Refused, match="déjà ainsi"):
        actions.remark_name(
            person, last_name=person.last_name, first_name=person.first_name, by=actor(person), now=NOON
        )


def test_every_field_of_the_package_is_classified():
    models = apps.get_app_config("surveys").get_models()
    assert {model.__name__: unclassified_fields(model) for model in models if unclassified_fields(model)} == {}
