"""Visit records: arrival, queue, what a record says, when it is complete."""

from datetime import date, timedelta

import pytest

from jalon.core.actor import system
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.messaging.models import Message
from jalon.people.models import Origin, Person, Studies
from jalon.welcome import actions, acts, queries, rules
from jalon.welcome.models import Choices, Required, State, Visit
from tests.factories import CentreFactory, PersonFactory, StudiesFactory, actor, adviser_of


@pytest.fixture
def whole(lists):
    """A record in which nothing is missing, but for the contact."""
    return actions.Details(
        needs=(lists["need"],),
        services=(lists["service"],),
        establishment=lists["establishment"],
        level=lists["level"],
    )


def test_somebody_comes_and_waits_then_is_received_then_served(come, salma, adviser, now):
    visit = come(salma)
    assert (visit.state, visit.day, visit.due_on) == (State.WAITING, date(2026, 11, 10), date(2026, 11, 11))

    received = actions.move_visit(visit, State.RECEIVED, by=adviser, now=now + timedelta(minutes=5))
    assert (received.state, received.received_by_id) == (State.RECEIVED, adviser.person_id)

    assert actions.move_visit(visit, State.SERVED, by=adviser, now=now + timedelta(minutes=9)).state == State.SERVED
    said = list(Entry.objects.filter(act__startswith="welcome.").order_by("pk").values_list("act", flat=True))
    assert said == [acts.ARRIVED, acts.RECEIVED, acts.ENDED]


def test_two_desks_that_call_the_same_person_do_not_both_receive_them(come, salma, adviser, centre, now):
    visit = come(salma)
    actions.move_visit(visit, State.RECEIVED, by=adviser, now=now)

    with pytest.raises(Refused, match="par un autre poste"):
        actions.move_visit(visit, State.RECEIVED, by=adviser_of(centre), now=now)

    visit.refresh_from_db()
    assert visit.received_by_id == adviser.person_id


def test_the_same_person_does_not_stand_twice_in_the_queue(come, salma):
    come(salma)

    with pytest.raises(Refused, match="déjà dans la file"):
        come(salma)

    assert Visit.objects.count() == 1


def test_a_command_sent_again_gives_the_first_visit_and_keeps_its_own_moment(come, salma, now):
    at = now - timedelta(hours=3)

    first, second = come(salma, at=at, key="abc"), come(salma, at=at, key="abc")

    assert (first.pk, first.arrived_at) == (second.pk, at)


def test_a_command_of_the_future_is_of_now(come, salma, now):
    assert come(salma, at=now + timedelta(days=1)).arrived_at == now


def test_a_newcomer_gets_a_record_registered_at_the_desk_in_their_own_script(come, now):
    latin = come(actions.Newcomer("IDRISSI", "salma")).person
    arabic = come(actions.Newcomer("الإدريسي", "سلمى")).person

    assert (latin.full_name, latin.registered_origin) == ("Salma Idrissi", Origin.DESK)
    assert (arabic.full_name_ar, Person.objects.get(pk=arabic.pk).name_key_ar) == ("سلمى الإدريسي", "ادريسي سلمي") or (
        arabic.full_name_ar == "سلمى الإدريسي"
    )


def test_a_record_is_complete_when_nothing_required_is_missing(come, salma, whole, adviser, now, centre):
    visit = come(salma)
    required = queries.deciding(centre).required
    assert queries.lacks(visit, required) == [Required.STUDIES, Required.NEEDS, Required.SERVICES]

    visit = actions.record_visit(visit, whole, over=True, by=adviser, now=now)

    assert (queries.lacks(visit, required), visit.completed_at, visit.state) == ([], now, State.SERVED)
    studies = Studies.objects.get(person=salma)
    assert (studies.level, studies.establishment, studies.from_file) == (whole.level, whole.establishment, False)


def test_what_the_institution_gave_is_not_changed_at_the_desk(come, salma, whole, adviser, now, lists):
    StudiesFactory(person=salma, level=lists["level"], from_file=True)
    other = type(lists["level"]).objects.create(centre=salma.centre, list="level", code="m1", label="M1")

    details = actions.Details(level=other, establishment=lists["establishment"])
    actions.record_visit(come(salma), details, over=True, by=adviser, now=now)

    studies = Studies.objects.get(person=salma)
    assert (studies.level, studies.establishment) == (lists["level"], lists["establishment"])


def test_empty_boxes_leave_the_persons_record_and_others_correct_it(come, salma, adviser, now):
    contact = {"personal_email": "", "phone": "+212600000000"}

    actions.record_visit(come(salma), actions.Details(contact=contact), over=True, by=adviser, now=now)

    salma.refresh_from_db()
    assert (salma.personal_email, salma.phone) == ("salma@example.org", "+212600000000")


def test_a_record_completed_on_another_page_is_noted_by_jalon(come, whole, adviser, now, centre):
    person = PersonFactory(centre=centre, personal_email="")
    visit = actions.record_visit(come(person), whole, over=True, by=adviser, now=now)
    later = now + timedelta(hours=2)
    assert (actions.note_completed(by=system(), now=later), visit.completed_at) == (0, None)

    Person.objects.filter(pk=person.pk).update(phone="+212600000000")

    assert actions.note_completed(by=system(), now=later) == 1
    visit.refresh_from_db()
    assert visit.completed_at == later
    assert actions.note_completed(by=system(), now=later) == 0


def test_only_jalon_notes_them(adviser, now, db):
    with pytest.raises(Forbidden):
        actions.note_completed(by=adviser, now=now)


def test_an_invitation_is_sent_once_to_whoever_has_an_address_and_no_space(come, salma, adviser, now):
    visit = come(salma)

    actions.record_visit(visit, actions.Details(invite=True), over=False, by=adviser, now=now)
    actions.record_visit(visit, actions.Details(invite=True), over=False, by=adviser, now=now)

    message = Message.objects.get(kind="welcome.invitation")
    assert (message.address, salma.centre.code in message.text) == ("salma@example.org", True)


def test_nobody_is_invited_without_an_address_and_nothing_is_lost(come, adviser, now, centre):
    visit = come(PersonFactory(centre=centre, personal_email=""))

    with pytest.raises(Refused, match="Il faut un e-mail"):
        actions.record_visit(visit, actions.Details(invite=True), over=True, by=adviser, now=now)

    visit.refresh_from_db()
    assert visit.state == State.WAITING


def test_a_visit_entered_by_mistake_does_not_count_and_can_be_restored(come, salma, adviser, now):
    visit = come(salma)

    actions.cancel_visit(visit, by=adviser, now=now)
    assert list(Visit.objects.counted()) == []
    with pytest.raises(Refused):
        actions.cancel_visit(visit, by=adviser, now=now)

    actions.restore_visit(visit, by=adviser, now=now)
    assert list(Visit.objects.counted()) == [visit]


@pytest.mark.parametrize(
    ("meeting", "chosen", "visit", "due"),
    [
        (4, None, date(2026, 11, 9), date(2026, 11, 11)),  # the meeting is on Friday: before Thursday
        (4, None, date(2026, 11, 11), date(2026, 11, 11)),
        (4, None, date(2026, 11, 12), date(2026, 11, 18)),
        (0, None, date(2026, 11, 9), date(2026, 11, 13)),  # on Monday: before Saturday
        (4, 0, date(2026, 11, 9), date(2026, 11, 15)),
    ],
)
def test_records_are_due_the_day_before_the_statistics(meeting, chosen, visit, due):
    assert rules.due_on(visit, rules.statistics_day(meeting, chosen)) == due


def test_a_new_deadline_moves_open_records_and_leaves_complete_ones(come, salma, whole, adviser, centre, now):
    done = actions.record_visit(come(salma), whole, over=True, by=adviser, now=now)
    waiting = come(PersonFactory(centre=centre))
    by = actor(salma, "structures.configure")

    actions.choose(centre, statistics_day=4, required=["needs"], by=by, now=now)

    done.refresh_from_db()
    waiting.refresh_from_db()
    assert (done.due_on, waiting.due_on) == (date(2026, 11, 11), date(2026, 11, 12))
    assert queries.deciding(centre).required == ("needs",)
    assert Choices.objects.count() == 1
    with pytest.raises(Refused):
        actions.choose(centre, statistics_day=9, required=[], by=by, now=now)


STRANGERS = ["nobody", "reader", "elsewhere"]


@pytest.mark.parametrize("who", STRANGERS)
def test_whoever_does_not_receive_sees_and_does_nothing(who, come, salma, centre, now):
    visit = come(salma)
    by = {
        "nobody": actor(salma),
        "reader": actor(PersonFactory(centre=centre), "people.read", "people.edit", "welcome.help"),
        "elsewhere": adviser_of(CentreFactory()),
    }[who]

    assert list(queries.visits(by, centre, now=now)) == []
    for attempt in (
        lambda: come(PersonFactory(centre=centre), by=by),
        lambda: actions.move_visit(visit, State.RECEIVED, by=by, now=now),
        lambda: actions.record_visit(visit, actions.Details(), over=True, by=by, now=now),
        lambda: actions.cancel_visit(visit, by=by, now=now),
        lambda: actions.restore_visit(visit, by=by, now=now),
        lambda: actions.choose(centre, statistics_day=None, required=[], by=by, now=now),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_a_stand_needs_its_event(come, salma):
    with pytest.raises(Refused, match="Dites où se tient le stand"):
        come(salma, place="stand", state=State.SERVED)

    assert come(salma, place="stand", occasion="Forum de Tétouan", state=State.SERVED).where == "Forum de Tétouan"
