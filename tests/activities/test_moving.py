"""An activity moves from the calendar: told before, refused when taken, and taken back."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.activities import actions
from jalon.activities.actions.occupying import occupy
from jalon.bookings.models import Holiday, HolidayKind
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.messaging.models import Message, State
from tests.factories import ActivityFactory, PersonFactory, RoomFactory, actor

WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def room(centre):
    return RoomFactory(centre=centre, name="Atlantique")


@pytest.fixture
def talk(centre, room):
    """Tuesday 17 November from 14 to 16, in the room."""
    activity = ActivityFactory(centre=centre, room=room, title="Le réseau")
    occupy(activity)
    return activity


@pytest.fixture
def other(centre, room):
    """Wednesday from 10 to 12, in the same room."""
    activity = ActivityFactory(
        centre=centre, room=room, title="L’entretien", day=WEDNESDAY, starts_clock=time(10), ends_clock=time(12)
    )
    occupy(activity)
    return activity


def address(activity, name: str) -> str:
    return f"/{activity.centre.code}/activites/{activity.public_id}/{name}/"


def when(activity):
    activity.refresh_from_db()
    return activity.day, activity.starts_clock, activity.ends_clock


HERE = (date(2026, 11, 17), time(14), time(16))


def test_an_activity_moves_at_once_when_nobody_would_be_told_and_comes_back(talk, desk):
    back = "vue=semaine&jour=2026-11-17"
    answer = desk.post(address(talk, "deplacer"), {"day": "2026-11-18", "starts_clock": "09:30", "retour": back})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{talk.centre.code}/calendrier/?{back}")
    assert when(talk) == (WEDNESDAY, time(9, 30), time(11, 30))
    entry = Entry.objects.filter(act="activities.postponed").get()
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "déplacée au mercredi 18 novembre 2026 à 9" in page
    assert f'name="entry" value="{entry.pk}"' in page

    undone = desk.post(address(talk, "replacer"), {"entry": entry.pk, "retour": back})
    assert undone.headers["Location"] == answer.headers["Location"]
    assert when(talk) == HERE


def test_people_are_told_only_after_somebody_read_what_they_would_be_told(talk, centre, adviser, desk, now):
    actions.add_registration(talk, PersonFactory(centre=centre), by=adviser, now=now)
    Message.objects.all().delete()
    sent = {"day": "2026-11-18", "starts_clock": "14:00"}
    preview = desk.post(address(talk, "deplacer"), sent)

    assert preview.status_code == 200
    assert preview.context["preview"] is not None
    assert when(talk) == HERE
    desk.post(address(talk, "deplacer"), sent | {"tell": "no"})
    assert (when(talk)[0], Message.objects.count()) == (WEDNESDAY, 0)
    desk.post(address(talk, "deplacer"), {"day": "2026-11-19", "starts_clock": "14:00", "tell": "yes"})
    assert Message.objects.filter(state=State.WAITING).count() == 1


def test_taking_a_move_back_holds_its_messages_and_is_refused_once_they_left(talk, centre, adviser, now):
    actions.add_registration(talk, PersonFactory(centre=centre), by=adviser, now=now)
    Message.objects.all().delete()
    actions.move_activity(talk, day=WEDNESDAY, starts_clock=time(9), by=adviser, now=now)
    first = actions.last_move(talk)
    actions.move_back(talk, entry_id=first.pk, by=adviser, now=now)

    assert when(talk) == HERE
    assert list(Message.objects.values_list("state", flat=True)) == [State.RECALLED]
    with pytest.raises(Refused, match="de nouveau entre-temps"):
        actions.move_back(talk, entry_id=first.pk, by=adviser, now=now)

    actions.move_activity(talk, day=WEDNESDAY, starts_clock=time(9), by=adviser, now=now)
    second = actions.last_move(talk)
    Message.objects.filter(state=State.WAITING).update(state=State.SENT, sent_at=now)
    with pytest.raises(Refused, match="déjà annoncé"):
        actions.move_back(talk, entry_id=second.pk, by=adviser, now=now)
    assert when(talk)[0] == WEDNESDAY


def test_a_taken_room_refuses_the_move_and_may_be_shared_knowingly(talk, other, desk):
    sent = {"day": "2026-11-18", "starts_clock": "11:00"}
    refused = desk.post(address(talk, "deplacer"), sent)

    assert refused.status_code == 422
    assert "La salle est déjà prise à ce moment-là par « L’entretien »." in refused.content.decode()
    assert 'value="2026-11-18"' in refused.content.decode()
    assert when(talk) == HERE
    desk.post(address(talk, "deplacer"), sent | {"accept": "1"})
    assert when(talk) == (WEDNESDAY, time(11), time(13))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"day": "2026-11-18", "starts_clock": "23:00"}, "passerait minuit"),
        ({"day": "2031-01-01", "starts_clock": "10:00"}, "aucune année universitaire"),
        ({"day": "demain", "starts_clock": "10:00"}, "date"),
        ({"day": "2026-11-18", "starts_clock": "25:00"}, "heure"),
        ({}, "obligatoire"),
    ],
)
def test_a_wrong_time_is_refused_beside_its_field_and_nothing_is_lost(sent, sentence, talk, desk):
    answer = desk.post(address(talk, "deplacer"), sent | {"retour": "vue=mois"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'name="retour" value="vue=mois"' in answer.content.decode()
    assert when(talk) == HERE


def test_what_is_closed_or_cancelled_does_not_move(talk, desk, adviser, now):
    actions.cancel_activity(talk, reason="Grève.", by=adviser, now=now)
    answer = desk.post(address(talk, "deplacer"), {"day": "2026-11-18", "starts_clock": "10:00"})

    assert (answer.status_code, when(talk)) == (303, HERE)


def test_the_way_back_always_leads_to_the_calendar(talk, desk):
    page = desk.get(f"{address(talk, 'deplacer')}?retour=//mal.example/%22%3E")

    assert page.context["back"] == f'/{talk.centre.code}/calendrier/?//mal.example/">'
    assert 'example/">' not in page.content.decode()


def test_only_those_who_may_edit_move(talk, signed_in, centre, now):
    reader = PersonFactory(centre=centre)
    client = signed_in(reader, "activities.read")

    for name in ("deplacer", "replacer", "creneaux"):
        assert client.post(address(talk, name)).status_code == 403
    with pytest.raises(Forbidden):
        actions.move_activity(talk, day=WEDNESDAY, starts_clock=time(9), by=actor(reader), now=now)
    with pytest.raises(Forbidden):
        actions.move_back(talk, entry_id=1, by=actor(reader), now=now)
    assert "move-form" not in client.get(f"/{centre.code}/calendrier/").content.decode()


def test_while_dragging_one_learns_what_is_taken_and_which_days_are_off(talk, other, desk, centre):
    Holiday.objects.create(
        centre=centre, kind=HolidayKind.HOLIDAY, label="Fête", starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 20)
    )
    answer = desk.get(f"{address(talk, 'creneaux')}?du=2026-11-16&au=2026-11-22").json()

    why = "La salle est déjà prise à ce moment-là par « L’entretien »."
    assert answer["taken"] == [{"day": "2026-11-18", "from": 600, "to": 720, "why": why}]
    assert answer["off"] == {"2026-11-20": "Fête (à confirmer)"}
    assert desk.get(f"{address(talk, 'creneaux')}?du=x").status_code == 400


def test_what_is_taken_costs_the_same_for_one_time_and_for_five(talk, other, desk, room, centre):
    asked = f"{address(talk, 'creneaux')}?du=2026-11-16&au=2026-11-29"
    costs = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert len(desk.get(asked).json()["taken"]) == 1 + 4 * number
        costs.append(len(queries))
        for day in range(4) if not number else ():
            occupy(ActivityFactory(centre=centre, room=room, day=date(2026, 11, 23) + timedelta(days=day)))

    assert costs[0] == costs[1]
