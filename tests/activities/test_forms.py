"""Programming on screen: what is wrong is said beside its field, and nothing typed is lost."""

from datetime import date, time, timedelta

import pytest

from jalon.activities import actions
from jalon.activities.models import Activity, Status
from jalon.messaging.models import Message
from jalon.structures.models import Site
from tests.factories import ActivityFactory, ActivityTypeFactory, CentreFactory, PersonFactory, RoomFactory, actor


@pytest.fixture
def typed(centre, adviser, desk):
    """What a careful adviser types for a workshop."""
    kind = ActivityTypeFactory(centre=centre, default_minutes=90)
    room = RoomFactory(centre=centre, seats=24)
    return {
        "type": kind.pk,
        "title": "Un CV qui donne envie",
        "leader": adviser.person_id,
        "day": "2026-11-24",
        "starts_clock": "14:00",
        "ends_clock": "16:00",
        "room": room.pk,
        "seats": "20",
        "language": "fr",
        "description": "On relit votre CV.",
    }


def test_a_new_activity_is_a_draft_with_what_was_typed(desk, centre, typed):
    response = desk.post(f"/{centre.code}/activites/nouvelle/", typed)
    activity = Activity.objects.get()

    assert (response.status_code, response["Location"]) == (303, f"/{centre.code}/activites/{activity.public_id}/")
    assert (activity.title, activity.seats, activity.published_at) == ("Un CV qui donne envie", 20, None)
    assert (activity.day, activity.starts_clock, activity.site) == (date(2026, 11, 24), time(14), Site.objects.get())


def test_an_empty_end_is_the_usual_duration_of_the_kind(desk, centre, typed):
    desk.post(f"/{centre.code}/activites/nouvelle/", {**typed, "ends_clock": ""})

    assert Activity.objects.get().ends_clock == time(15, 30)


def test_the_same_form_sent_twice_makes_one_activity(desk, centre, typed):
    for _time in range(2):
        desk.post(f"/{centre.code}/activites/nouvelle/", {**typed, "arrival_key": "k" * 24})

    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_clock": "13:00"}, "ends_clock"),
        ({"ends_clock": "14:00"}, "ends_clock"),
        ({"starts_clock": "23:00", "ends_clock": ""}, "ends_clock"),
        ({"day": "2029-11-24"}, "day"),
        ({"day": "demain"}, "day"),
        ({"seats": "0"}, "seats"),
        ({"seats": "-3"}, "seats"),
        ({"seats": "9" * 30}, "seats"),
        ({"title": ""}, "title"),
        ({"title": "x" * 5000}, "title"),
        ({"title": "\u202e\u2066"}, "title"),
        ({"description": "x" * 10_001}, "description"),
        ({"room": "999999"}, "room"),
        ({"leader": "999999"}, "leader"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"registration_opens_on": "2026-11-25"}, "registration_ends_on"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(wrong, field, desk, centre, typed):
    response = desk.post(f"/{centre.code}/activites/nouvelle/", {**typed, **wrong, "audience": "Doctorants"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="Doctorants"' in response.content.decode()
    assert Activity.objects.count() == 0


def test_a_room_or_a_leader_of_another_centre_cannot_be_chosen(desk, centre, typed):
    other = CentreFactory()
    foreign = {"room": RoomFactory(centre=other).pk, "leader": PersonFactory(centre=other).pk}

    response = desk.post(f"/{centre.code}/activites/nouvelle/", {**typed, **foreign})

    assert sorted(response.context["form"].errors) == ["leader", "room"]


def test_titles_keep_emoji_and_arabic_and_lose_what_turns_the_reading_direction(desk, centre, typed):
    desk.post(f"/{centre.code}/activites/nouvelle/", {**typed, "title": "CV \u202e🚀 ورشة\u2066 <b>"})

    activity = Activity.objects.get()
    page = desk.get(f"/{centre.code}/activites/{activity.public_id}/").content.decode()
    assert activity.title == "CV 🚀 ورشة <b>"
    assert "CV 🚀 ورشة &lt;b&gt;" in page
    assert "ورشة <b>" not in page


def test_a_long_description_is_kept_whole(desk, centre, typed):
    desk.post(f"/{centre.code}/activites/nouvelle/", {**typed, "description": "é" * 5000})

    assert Activity.objects.get().description == "é" * 5000


def test_a_taken_room_is_refused_then_accepted_knowingly(desk, centre, typed):
    path = f"/{centre.code}/activites/nouvelle/"
    desk.post(path, typed)
    refused = desk.post(path, {**typed, "title": "Autre"})

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["room"]
    assert "Enregistrer quand même" in refused.content.decode()
    assert desk.post(path, {**typed, "title": "Autre", "accept": "1"}).status_code == 303
    assert Activity.objects.count() == 2


def test_what_is_taken_is_said_while_choosing(desk, centre, typed):
    desk.post(f"/{centre.code}/activites/nouvelle/", typed)
    look = lambda **other: desk.get(f"/{centre.code}/activites/disponibilite/", {**typed, **other}).content.decode()  # noqa: E731

    assert "La salle est déjà prise" in look()
    assert "La personne qui anime est déjà prise" in look(room="")
    assert "Libre à ce moment-là" in look(starts_clock="16:00", ends_clock="17:00")
    assert "a 24 places" in look(seats="60")
    assert look(day="", room="x").strip() == ""
    activity = Activity.objects.get()
    assert "Libre à ce moment-là" in look(activity=activity.public_id)


def test_fewer_seats_than_registered_people_are_refused(desk, centre, adviser, typed, now):
    desk.post(f"/{centre.code}/activites/nouvelle/", typed)
    activity = Activity.objects.get()
    for person in PersonFactory.create_batch(2, centre=centre):
        actions.add_registration(activity, person, by=adviser, now=now)

    response = desk.post(f"/{centre.code}/activites/{activity.public_id}/modifier/", {**typed, "seats": "1"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["seats"]


@pytest.fixture
def published(desk, centre, adviser, typed, now):
    """A published activity where one person is registered, with nothing waiting in the outbox."""
    desk.post(f"/{centre.code}/activites/nouvelle/", typed)
    activity = actions.publish_activity(Activity.objects.get(), by=adviser, now=now)
    person = PersonFactory(centre=centre)
    actions.register(activity, person, by=actor(person), now=now)
    Message.objects.all().delete()
    return activity


def test_a_moved_date_shows_first_what_people_will_be_told(desk, centre, published, typed):
    path = f"/{centre.code}/activites/{published.public_id}/modifier/"
    moved = {**typed, "day": "2026-11-26"}

    shown = desk.post(path, moved)
    published.refresh_from_db()
    assert shown.status_code == 200
    assert [one.person.pk for one in shown.context["preview"].told] == [published.registrations.get().person_id]
    assert "26 novembre 2026" in shown.context["preview"].text
    assert published.day == date(2026, 11, 24)

    assert desk.post(path, {**moved, "tell": "no"}).status_code == 303
    published.refresh_from_db()
    assert (published.day, Message.objects.count()) == (date(2026, 11, 26), 0)

    desk.post(path, {**typed, "tell": "yes"})
    assert list(Message.objects.values_list("kind", flat=True)) == ["activities.changed"]


def test_a_better_title_needs_no_announcement(desk, centre, published, typed):
    path = f"/{centre.code}/activites/{published.public_id}/modifier/"

    assert desk.post(path, {**typed, "title": "Un CV relu"}).status_code == 303
    assert Message.objects.count() == 0


def test_cancelling_shows_who_is_told_and_can_be_undone_before_it_leaves(desk, centre, published):
    path = f"/{centre.code}/activites/{published.public_id}"
    assert len(desk.get(f"{path}/annuler/").context["preview"].told) == 1
    assert desk.post(f"{path}/annuler/", {"reason": " ", "tell": "yes"}).status_code == 422

    desk.post(f"{path}/annuler/", {"reason": "Intervenante souffrante.", "tell": "yes"})
    assert published.registrations.get().status == Status.ENDED
    assert list(Message.objects.values_list("state", flat=True)) == ["waiting"]

    desk.post(f"{path}/retablir/")
    published.refresh_from_db()
    assert published.cancelled_at is None
    assert published.registrations.get().status == Status.REQUESTED
    assert list(Message.objects.values_list("state", flat=True)) == ["recalled"]


def test_cancelling_quietly_sends_nothing(desk, centre, published):
    desk.post(f"/{centre.code}/activites/{published.public_id}/annuler/", {"reason": "Doublon.", "tell": "no"})

    published.refresh_from_db()
    assert (published.cancelled_reason, Message.objects.count()) == ("Doublon.", 0)


def test_a_cancelling_already_announced_is_not_taken_back(desk, centre, published):
    path = f"/{centre.code}/activites/{published.public_id}"
    desk.post(f"{path}/annuler/", {"reason": "Grève.", "tell": "yes"})
    Message.objects.update(state="sent", sent_at=published.published_at)

    desk.post(f"{path}/retablir/")

    published.refresh_from_db()
    assert published.cancelled_at is not None


def test_publishing_is_undone_only_while_nobody_registered(desk, centre, published, adviser, now):
    path = f"/{centre.code}/activites/{published.public_id}"
    desk.post(f"{path}/depublier/")
    published.refresh_from_db()
    assert published.published_at is not None

    copy = actions.duplicate_activity(published, day=date(2026, 12, 1), by=adviser, now=now)
    desk.post(f"/{centre.code}/activites/{copy.public_id}/publier/")
    desk.post(f"/{centre.code}/activites/{copy.public_id}/depublier/")
    copy.refresh_from_db()
    assert copy.published_at is None


def test_a_copy_is_a_draft_on_the_day_asked_a_week_later_when_nothing_is_said(desk, centre, published):
    path = f"/{centre.code}/activites/{published.public_id}/dupliquer/"

    assert desk.get(path).context["form"]["day"].value() == published.day + timedelta(days=7)
    desk.post(path, {"day": "2026-12-08"})

    copy = Activity.objects.get(duplicated_from=published)
    assert (copy.day, copy.published_at, copy.registrations.count()) == (date(2026, 12, 8), None, 0)
    assert desk.post(path, {"day": "2031-12-08"}).status_code == 422
    assert ActivityFactory._meta.model.objects.count() == 2
