"""The kinds of activities as the centre sets them. (P08.5)"""

import pytest

from jalon.activities import actions
from jalon.activities.models import ActivityType
from jalon.activities.policies import activity as activity_policy
from jalon.activities.policies import kind as policy
from jalon.core.actor import Actor, ActorKind
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.people.models import Person
from tests.answers import whole as whole_bytes
from tests.factories import ActivityFactory, ActivityTypeFactory, CentreFactory, PersonFactory, actor

pytestmark = pytest.mark.django_db


def whole(answer) -> str:
    return whole_bytes(answer).decode()


FORM = {
    "label": "Atelier",
    "tone": "info",
    "icon": "presentation",
    "default_minutes": "120",
    "is_public": "on",
    "has_registrations": "on",
    "confirmation": "by_staff",
    "confirms_itself_hours": "24",
    "reminder_hours": "48",
    "has_waiting_list": "on",
    "offer_hours": "24",
    "offer_stops_hours": "12",
}


@pytest.fixture
def manager(centre) -> Actor:
    return actor(PersonFactory(centre=centre), "activities.read", "activities.configure", "structures.configure")


@pytest.fixture
def settings_of(manager, signed_in):
    """The Manager's browser."""
    return signed_in(
        Person.objects.get(pk=manager.person_id), "activities.read", "activities.configure", "structures.configure"
    )


@pytest.fixture
def kind(centre) -> ActivityType:
    return ActivityTypeFactory(centre=centre, code="atelier", icon="presentation", position=1)


@pytest.mark.parametrize(
    ("capabilities", "sees", "may"),
    [
        (("activities.read", "activities.configure"), True, True),
        (("activities.configure",), True, True),
        (("activities.read", "activities.edit"), True, False),
        (("structures.configure",), False, False),
        ((), False, False),
    ],
)
def test_who_sees_and_who_sets_a_kind(kind, capabilities, sees, may):
    by = actor(PersonFactory(centre=kind.centre), *capabilities)
    elsewhere = actor(PersonFactory(centre=CentreFactory()), *capabilities)

    assert (policy.can_view(by, kind), policy.can_configure(by, kind)) == (sees, may)
    assert (policy.can_view(elsewhere, kind), policy.can_configure(elsewhere, kind)) == (False, False)


def test_a_kind_is_added_configured_moved_archived_and_brought_back(centre, kind, manager, now):
    tour = actions.add_type(centre, fields={"label": "Tournée des lycées"}, by=manager, now=now)
    assert (tour.code, tour.position) == ("tournee-des-lycees", 2)

    actions.configure_type(tour, fields={"reminder_hours": 24, "has_stands": True}, by=manager, now=now)
    actions.move_type(tour, after=None, by=manager, now=now)
    actions.archive_type(tour, by=manager, now=now)
    assert list(ActivityType.objects.filter(centre=centre).in_use()) == [kind]
    actions.restore_type(tour, by=manager, now=now)

    assert [str(row) for row in ActivityType.objects.filter(centre=centre)] == ["Tournée des lycées", "Atelier"]
    assert list(Entry.objects.about("activity_type", tour.pk).order_by("pk").values_list("act", flat=True)) == [
        "activities.type_added",
        "activities.type_configured",
        "activities.type_moved",
        "activities.type_archived",
        "activities.type_restored",
    ]


def test_a_setting_that_changes_nothing_leaves_no_entry(kind, manager, now):
    actions.configure_type(kind, fields={"reminder_hours": 48}, by=manager, now=now)
    actions.move_type(kind, after=None, by=manager, now=now)

    assert Entry.objects.about("activity_type", kind.pk).count() == 0


@pytest.mark.parametrize("label", ["", " ", "ATELIER", "atélier"])
def test_a_label_that_is_empty_or_taken_is_refused(centre, kind, manager, now, label):
    with pytest.raises(Refused) as refusal:
        actions.add_type(centre, fields={"label": label}, by=manager, now=now)

    assert refusal.value.field == "label"


def test_two_kinds_of_one_code_in_words_get_two_codes(centre, kind, manager, now):
    actions.configure_type(kind, fields={"label": "Grand atelier"}, by=manager, now=now)

    assert actions.add_type(centre, fields={"label": "Atelier"}, by=manager, now=now).code == "atelier-2"


def test_registrations_stay_while_people_are_registered(centre, kind, manager, adviser, now):
    workshop = ActivityFactory(centre=centre, type=kind)
    actions.add_registration(workshop, PersonFactory(centre=centre), by=adviser, now=now)

    with pytest.raises(Refused, match="1 personne est inscrite"):
        actions.configure_type(kind, fields={"has_registrations": False}, by=manager, now=now)
    with pytest.raises(Forbidden):
        actions.configure_type(kind, fields={"reminder_hours": 2}, by=adviser, now=now)


def test_activities_of_a_kind_outside_the_programme_are_the_teams(centre, adviser):
    meeting = ActivityFactory(centre=centre, type=ActivityTypeFactory(centre=centre, is_public=False))
    visitor = Actor(ActorKind.VISITOR, centre.pk)

    assert activity_policy.can_view(adviser, meeting) is True
    assert activity_policy.can_view(visitor, meeting) is False


def test_a_changed_delay_is_first_shown_on_the_coming_activities(centre, kind, settings_of):
    ActivityFactory(centre=centre, type=kind, title="Un CV qui donne envie")
    ActivityFactory(centre=centre, type=kind, title="Annulé", cancelled_at=kind.centre.created_at)
    address = f"/{centre.code}/reglages/type-activite/atelier/"

    shown = whole(settings_of.post(address, {**FORM, "reminder_hours": "24"}))

    kind.refresh_from_db()
    assert kind.reminder_hours == 48
    assert "Un CV qui donne envie" in shown
    assert "Annulé" not in shown
    assert "Rappel : 15 nov. 2026, 14 h → 16 nov. 2026, 14 h" in " ".join(shown.split()).replace("\xa0", " ")

    answer = settings_of.post(address, {**FORM, "reminder_hours": "24", "sure": "1"})

    kind.refresh_from_db()
    assert (answer.status_code, kind.reminder_hours) == (303, 24)


def test_a_new_name_is_saved_at_once(centre, kind, settings_of):
    ActivityFactory(centre=centre, type=kind)

    settings_of.post(
        f"/{centre.code}/reglages/type-activite/atelier/", {**FORM, "label": "Grand atelier", "label_ar": "ورشة"}
    )

    kind.refresh_from_db()
    assert kind.label == {"fr": "Grand atelier", "ar": "ورشة"}


def test_bad_settings_come_back_with_what_was_typed(centre, kind, settings_of):
    answer = settings_of.post(
        f"/{centre.code}/reglages/type-activite/atelier/", {**FORM, "label": "", "reminder_hours": "1000"}
    )

    assert answer.status_code == 422
    assert 'value="1000"' in whole(answer)


def test_the_list_moves_archives_and_adds(centre, kind, settings_of):
    ActivityTypeFactory(centre=centre, code="debat", label="Débat", position=2)
    root = f"/{centre.code}/reglages"

    settings_of.post(f"{root}/type-activite/debat/monter/")
    assert [row.code for row in ActivityType.objects.filter(centre=centre)] == ["debat", "atelier"]
    settings_of.post(f"{root}/type-activite/debat/descendre/")
    assert [row.code for row in ActivityType.objects.filter(centre=centre)] == ["atelier", "debat"]
    settings_of.post(f"{root}/type-activite/debat/archiver/")
    settings_of.post(f"{root}/types-activite/nouveau/", {**FORM, "label": "Caravane des écoles"})

    page = whole(settings_of.get(f"{root}/types-activite/"))
    assert "Caravane des écoles" in page
    assert "Remettre en service" in page
    assert f"{root}/types-activite/" in whole(settings_of.get(f"{root}/"))


def test_an_activity_of_an_archived_kind_can_still_be_edited(centre, kind, adviser, desk, now):
    workshop = ActivityFactory(centre=centre, type=kind)
    kind.archived_at = now
    kind.save()

    assert f'<option value="{kind.pk}" selected>' in whole(
        desk.get(f"/{centre.code}/activites/{workshop.public_id}/modifier/")
    )


def test_the_list_of_kinds_asks_as_much_for_one_row_as_for_many(
    centre, kind, settings_of, django_assert_num_queries, django_assert_max_num_queries
):
    address = f"/{centre.code}/reglages/types-activite/"
    settings_of.get(address)
    with django_assert_max_num_queries(40) as one:
        settings_of.get(address)
    cost = len(one)
    ActivityTypeFactory.create_batch(4, centre=centre)
    settings_of.get(address)

    with django_assert_num_queries(cost):
        settings_of.get(address)


def test_the_page_of_a_kind_asks_as_much_for_one_coming_activity_as_for_many(
    centre, kind, settings_of, django_assert_num_queries, django_assert_max_num_queries
):
    address = f"/{centre.code}/reglages/type-activite/atelier/"
    ActivityFactory(centre=centre, type=kind)
    changed = {**FORM, "reminder_hours": "24"}
    settings_of.post(address, changed)
    with django_assert_max_num_queries(60) as one:
        settings_of.post(address, changed)
    ActivityFactory.create_batch(4, centre=centre, type=kind)

    with django_assert_num_queries(len(one)):
        settings_of.post(address, changed)
