"""Writing a questionnaire on screen: drafts, versions, archives, and what a kit may no longer touch."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.core.actor import EVERYWHERE, Actor, ActorKind
from jalon.core.refusals import Forbidden, Refused
from jalon.kits.actions import install_kit
from jalon.surveys import actions, editing, kit, policies
from jalon.surveys.definition import Scale, YesNo
from jalon.surveys.models import Draft, Questionnaire, Version
from tests.factories import NOON, CentreFactory, PersonFactory, RoomFactory
from tests.surveys.conftest import CODE

LATER = NOON + timedelta(minutes=5)
NOTE = Scale(id="q1", kind="scale", label="Note", low="Bas", high="Haut")


@pytest.fixture
def manager(centre):
    grants = {"surveys.edit": EVERYWHERE, "surveys.read": EVERYWHERE}
    return Actor(ActorKind.PERSON, centre.pk, PersonFactory(centre=centre).pk, grants=grants)


@pytest.fixture
def questionnaire(centre):
    return Questionnaire.objects.get(centre=centre)


def drafted(questionnaire, manager) -> Draft:
    return actions.start_draft(questionnaire, by=manager, now=NOON)


def edited(draft, sketch, manager) -> Draft:
    return actions.edit_draft(draft, sketch, revision=draft.revision, by=manager, now=LATER)


def test_a_blank_questionnaire_becomes_a_version_once_it_asks_something(centre, manager):
    made = actions.create_questionnaire(centre, label="Enquête d’insertion", by=manager, now=NOON)
    assert (made.code, made.current) == ("enquete-dinsertion", None)
    with pytest.raises(Refused, match="pas encore de question"):
        actions.publish_draft(made.draft, revision=0, by=manager, now=NOON)

    draft = edited(made.draft, editing.with_question(made.draft.sketch, 0, NOTE), manager)
    version = actions.publish_draft(draft, revision=1, by=manager, now=LATER)

    assert (version.number, [question.id for question in version.content.questions()]) == (1, ["q1"])
    assert not Draft.objects.exists()


def test_a_questionnaire_without_version_cannot_be_put_to_anybody(centre, manager):
    made = actions.create_questionnaire(centre, label="Vide", by=manager, now=NOON)

    with pytest.raises(Refused, match="n’existe pas"):
        actions.open_survey(RoomFactory(centre=centre), questionnaire=made.code, facets={}, by=manager, now=NOON)


def test_a_copy_starts_with_the_questions_of_its_model(centre, questionnaire, manager):
    copy = actions.create_questionnaire(centre, label="Ma version", model=questionnaire, by=manager, now=NOON)

    asked = editing.definition_of(copy.draft.sketch)
    assert asked == questionnaire.current.content
    assert actions.create_questionnaire(centre, label="Ma version", by=manager, now=NOON).code == "ma-version-2"


def test_answers_stay_with_the_version_that_they_answer(open_one, present, answered, questionnaire, manager):
    before = open_one()
    draft = drafted(questionnaire, manager)
    draft = edited(draft, editing.without_question(draft.sketch, "rythme"), manager)
    second = actions.publish_draft(draft, revision=1, by=manager, now=LATER)

    after = open_one()
    assert (before.version.number, after.version, second.number) == (1, second, 2)
    answered(before, present())
    with pytest.raises(Refused, match="ne fait pas partie"):
        answered(after, present())
    with pytest.raises(RuntimeError, match="never changes"):
        second.save()


def test_a_draft_is_changed_by_one_person_at_a_time(questionnaire, manager):
    draft = drafted(questionnaire, manager)
    edited(draft, editing.without_question(draft.sketch, "rythme"), manager)

    with pytest.raises(Refused, match="a changé entre-temps"):
        actions.edit_draft(draft, draft.sketch, revision=0, by=manager, now=LATER)


def test_the_last_change_can_be_taken_back_and_made_again(questionnaire, manager):
    draft = drafted(questionnaire, manager)
    whole = draft.sketch
    draft = edited(draft, editing.without_question(whole, "rythme"), manager)

    draft = actions.undo_edit(draft, revision=1, by=manager, now=LATER)
    assert draft.sketch == whole
    draft = actions.undo_edit(draft, revision=2, by=manager, now=LATER)
    assert draft.sketch.question("rythme") is None


def test_nothing_new_is_no_version(questionnaire, manager):
    with pytest.raises(Refused, match="Rien n’a changé"):
        actions.publish_draft(drafted(questionnaire, manager), revision=0, by=manager, now=LATER)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda s: editing.without_question(s, "satisfaction"), "note de satisfaction générale"),
        (
            lambda s: editing.with_question(
                s,
                0,
                YesNo(id="q9", kind="yesno", label="Tard ?", show_if={"question": "rythme", "any_of": ["juste"]}),
            ),
            "avant elle",
        ),
    ],
)
def test_a_change_that_breaks_something_else_is_refused(questionnaire, manager, change, sentence):
    draft = drafted(questionnaire, manager)

    with pytest.raises(Refused, match=sentence):
        edited(draft, change(draft.sketch), manager)
    assert Draft.objects.get().revision == 0


def test_questions_and_sections_move_one_place_and_across_sections(questionnaire, manager):
    whole = drafted(questionnaire, manager).sketch

    def order(sketch):
        return [[question.id for question in section.questions] for section in sketch.sections]

    assert order(whole) == [
        ["satisfaction", "utilite", "recommande"],
        ["deroulement", "rythme"],
        ["suite", "remarques"],
    ]
    assert order(editing.question_moved(whole, "utilite", -1))[0] == ["utilite", "satisfaction", "recommande"]
    assert order(editing.question_moved(whole, "deroulement", -1))[:2] == [
        ["satisfaction", "utilite", "recommande", "deroulement"],
        ["rythme"],
    ]
    assert order(editing.question_moved(whole, "recommande", 1))[1] == ["recommande", "deroulement", "rythme"]
    assert order(editing.question_moved(whole, "satisfaction", -1)) == order(whole)
    assert order(editing.section_moved(whole, 2, -1))[1:] == [["suite", "remarques"], ["deroulement", "rythme"]]
    assert order(editing.section_moved(whole, 2, 1)) == order(whole)


def test_what_the_centre_published_survives_the_kit(centre, item, questionnaire, manager):
    draft = drafted(questionnaire, manager)
    draft = edited(draft, editing.without_question(draft.sketch, "rythme"), manager)
    mine = actions.publish_draft(draft, revision=1, by=manager, now=LATER)
    by = Actor(ActorKind.SYSTEM, centre.pk)

    install_kit(centre, "centre-de-carriere", by=by, now=LATER)

    assert Questionnaire.objects.get(centre=centre, code=CODE).current == mine
    assert kit.current(centre)[CODE]["sections"] != item.model_dump(mode="json")["sections"]


def test_a_questionnaire_in_use_stays_and_one_put_away_comes_back(centre, questionnaire, manager, monkeypatch):
    monkeypatch.setattr("jalon.surveys.subjects.uses_of", lambda one: ["Atelier"])
    with pytest.raises(Refused, match=r"sert encore \(Atelier\)"):
        actions.archive_questionnaire(questionnaire, by=manager, now=LATER)
    monkeypatch.setattr("jalon.surveys.subjects.uses_of", lambda one: [])

    actions.archive_questionnaire(questionnaire, by=manager, now=LATER)
    with pytest.raises(Refused, match="n’existe pas"):
        actions.open_survey(RoomFactory(centre=centre), questionnaire=CODE, facets={}, by=manager, now=NOON)
    actions.restore_questionnaire(questionnaire, by=manager, now=LATER)
    actions.open_survey(RoomFactory(centre=centre), questionnaire=CODE, facets={}, by=manager, now=NOON)


@pytest.mark.parametrize(
    ("capability", "own", "may"),
    [("surveys.edit", True, True), ("surveys.read", True, False), ("surveys.edit", False, False)],
)
def test_who_may_write_questionnaires(centre, questionnaire, capability, own, may):
    place = centre if own else CentreFactory(code="ailleurs")
    person = PersonFactory(centre=place)
    actor = Actor(ActorKind.PERSON, place.pk, person.pk, grants={capability: EVERYWHERE})

    assert policies.questionnaire.can_edit(actor, questionnaire) is may
    assert policies.questionnaire.can_create(actor, centre) is may
    if not may:
        with pytest.raises(Forbidden):
            actions.start_draft(questionnaire, by=actor, now=NOON)


@pytest.fixture
def desk(centre, signed_in):
    return signed_in(PersonFactory(centre=centre), "surveys.read", "surveys.edit")


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def address(name, centre, *more):
    return reverse(f"surveys:{name}", args=[centre.code, *more])


def test_a_question_is_written_on_its_page_and_keeps_its_codes(centre, desk):
    code = desk.post(address("new", centre), {"label": "Accueil"})["Location"].split("/")[-3]
    add = address("add_question", centre, code, 0, "choice")
    line = {"lines": "6", "line0-label_fr": "Souvent", "line1-label_fr": "Jamais", "line1-rank": "1"}

    missing = desk.post(add, {"revision": "0", "label_fr": "Venez-vous ?", "lines": "6", "line0-label_fr": "Souvent"})
    assert (missing.status_code, "au moins deux réponses" in words(missing)) == (422, True)
    assert 'value="Souvent"' in words(missing)
    assert desk.post(add, {"revision": "0", "label_fr": "Venez-vous ?", "required": "on"} | line).status_code == 303

    held = Draft.objects.get().sketch.question("q1")
    assert [(o.code, o.label) for o in held.options] == [("c1", "Jamais"), ("c2", "Souvent")]
    page = desk.get(address("question", centre, code, "q1"))
    assert 'value="Jamais"' in words(page)
    corrected = {"revision": "1", "label_fr": "Venez-vous ici ?", "lines": "4", "line0-label_fr": "Presque jamais"}
    desk.post(address("question", centre, code, "q1"), corrected | {"line1-label_fr": "Souvent", "line1-rank": "2"})
    held = Draft.objects.get().sketch.question("q1")
    assert [(o.code, o.label) for o in held.options] == [("c2", "Souvent"), ("c1", "Presque jamais")]

    assert desk.post(address("publish_draft", centre, code), {"revision": "2"}).status_code == 303
    assert Version.objects.filter(questionnaire__code=code).count() == 1


def test_a_translation_stands_beside_its_french(centre, desk):
    code = desk.post(address("new", centre), {"label": "Accueil"})["Location"].split("/")[-3]
    desk.post(address("settings", centre, code), {"revision": "0", "label_fr": "Accueil", "languages": ["ar"]})
    desk.post(
        address("add_question", centre, code, 0, "yesno"),
        {"revision": "1", "label_fr": "Revenez-vous ?", "label_ar": "هل ستعودون؟"},
    )
    desk.post(address("add_question", centre, code, 0, "text"), {"revision": "2", "label_fr": "Pourquoi ?"})

    assert Draft.objects.get().sketch.question("q1").label == {"fr": "Revenez-vous ?", "ar": "هل ستعودون؟"}
    page = words(desk.get(address("draft", centre, code)))
    assert "Textes sans traduction" in page
    preview = words(desk.get(address("preview", centre, code) + "?langue=ar"))
    assert ('dir="rtl"' in preview, "هل ستعودون؟" in preview, "نعم" in preview) == (True, True, True)


def test_the_preview_checks_answers_and_keeps_none(centre, desk, questionnaire):
    wrong = desk.post(address("preview", centre, CODE), {"satisfaction": "4"})
    assert (wrong.status_code, "Il manque une réponse" in words(wrong)) == (422, True)


def test_another_tab_is_told_that_the_draft_changed(centre, desk, questionnaire, manager):
    drafted(questionnaire, manager)
    move = address("move", centre, CODE)
    desk.post(move, {"revision": "0", "question": "utilite", "step": "-1"})

    late = desk.post(move, {"revision": "0", "question": "utilite", "step": "-1"})

    assert "a changé entre-temps" in words(desk.get(late["Location"]))
    assert Draft.objects.get().revision == 1


def test_the_list_asks_the_same_number_of_queries_whatever_its_length(centre, desk, manager):
    url = address("questionnaires", centre)
    desk.get(url)
    with CaptureQueriesContext(connection) as one:
        desk.get(url)
    for n in range(4):
        actions.create_questionnaire(centre, label=f"Questionnaire {n}", by=manager, now=NOON)
    with CaptureQueriesContext(connection) as five:
        desk.get(url)

    assert len(one) == len(five)
