"""Calling the roll on screen: commands with their own moments, walk-ins, numbers of the paper sheet, closing."""

from datetime import date, time, timedelta

import pytest

from jalon.activities import actions, calling, queries, rules
from jalon.activities.models import Attendance
from jalon.journal.models import Entry
from jalon.people.models import Person
from tests.factories import ActivityFactory, PersonFactory


@pytest.fixture
def held(centre, adviser, now):
    """An activity of this morning with three people, by name: Alami, Bennis, Chraibi."""
    activity = ActivityFactory(
        centre=centre, day=date(2026, 11, 10), starts_clock=time(9), ends_clock=time(11), seats=None
    )
    for last in ("Chraibi", "Alami", "Bennis"):
        person = PersonFactory(
            centre=centre, last_name=last, name_key=f"{last.lower()} salma", identity_key=f"{last.lower()}salma"
        )
        actions.add_registration(activity, person, by=adviser, now=now)
    return activity


@pytest.fixture
def path(held):
    return f"/{held.centre.code}/activites/{held.public_id}/appel"


def someone(last: str) -> Person:
    return Person.objects.get(last_name=last)


def presences(activity) -> dict[str, str]:
    return dict(Attendance.objects.filter(activity=activity).values_list("person__last_name", "status"))


def tick(client, path, last, status="present", **more):
    return client.post(f"{path}/noter/", {"person": someone(last).public_id, "status": status, **more})


def test_a_tick_is_noted_and_can_be_taken_back(desk, held, path):
    assert tick(desk, path, "Alami").status_code == 303
    assert presences(held) == {"Alami": "present"}

    tick(desk, path, "Alami", "")
    assert presences(held) == {"Alami": ""}


def test_with_htmx_only_the_row_and_the_counts_come_back(desk, held, path):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = desk.post(f"{path}/noter/", {"person": someone("Bennis").public_id, "status": "absent"}, headers=headers)
    text = answer.content.decode()

    assert answer.status_code == 200
    assert text.count("<li") == 1
    assert 'id="roll-counts"' in text and "1 absent" in text
    assert "<html" not in text


def test_an_older_tick_that_arrives_late_does_not_undo_a_newer_one(desk, held, path, clock, now):
    clock.now = now + timedelta(minutes=30)
    tick(desk, path, "Alami", "present", at=(now + timedelta(minutes=20)).isoformat())
    tick(desk, path, "Alami", "absent", at=(now + timedelta(minutes=10)).isoformat())
    tick(desk, path, "Alami", "", at=(now + timedelta(minutes=15)).isoformat())

    assert presences(held) == {"Alami": "present"}


def test_a_tick_confirmed_later_outlives_one_in_between(desk, held, path, clock, now):
    clock.now = now + timedelta(minutes=30)
    for minutes, status in ((5, "present"), (20, "present"), (10, "absent")):
        tick(desk, path, "Alami", status, at=(now + timedelta(minutes=minutes)).isoformat())

    assert presences(held) == {"Alami": "present"}


def test_a_device_whose_clock_runs_ahead_does_not_block_those_who_come_after(desk, held, path, clock, now):
    tick(desk, path, "Alami", "absent", at=(now + timedelta(days=3)).isoformat())
    clock.now = now + timedelta(minutes=1)
    tick(desk, path, "Alami", "present", at=clock.now.isoformat())

    assert presences(held) == {"Alami": "present"}


@pytest.mark.parametrize("at", ["", "hier", "2026-11-10T12:00", "2026-13-45T99:99:99Z", "x" * 3000])
def test_a_moment_that_cannot_be_read_is_now(at, desk, held, path, now):
    tick(desk, path, "Alami", at=at)

    assert Attendance.objects.get().marked_at == now


def test_the_same_command_twice_is_noted_once(desk, held, path):
    for _time in range(2):
        tick(desk, path, "Alami", arrival_key="k" * 24)

    assert Entry.objects.of_act("activities.marked").count() == 1


def test_another_answer_with_the_key_of_the_same_row_is_another_command(desk, held, path):
    tick(desk, path, "Alami", "present", arrival_key="k" * 24)
    tick(desk, path, "Alami", "absent", arrival_key="k" * 24)

    assert presences(held) == {"Alami": "absent"}


def test_somebody_who_is_not_on_the_list_is_refused_and_an_unknown_answer_too(desk, held, path, centre):
    stranger = PersonFactory(centre=centre, last_name="Inconnu")

    tick(desk, path, "Inconnu")
    tick(desk, path, "Alami", "maybe")

    assert presences(held) == {}
    assert stranger.attendances.count() == 0


def test_ticking_all_leaves_those_who_have_an_answer(desk, held, path):
    tick(desk, path, "Alami", "excused")
    desk.post(f"{path}/noter/", {"all": "1", "status": "present"})

    assert presences(held) == {"Alami": "excused", "Bennis": "present", "Chraibi": "present"}


def test_the_numbers_of_the_sheet_are_those_of_the_screen(desk, held, path):
    assert [person.last_name for _number, person in desk.get(f"{path}/").context["rows"]] == [
        "Alami",
        "Bennis",
        "Chraibi",
    ]

    desk.post(f"{path}/numeros/", {"numbers": "1, 3"})
    desk.post(f"{path}/autres/")

    assert presences(held) == {"Alami": "present", "Bennis": "absent", "Chraibi": "present"}


@pytest.mark.parametrize("numbers", ["", "4", "0", "1-99", "tous", "3-1", "1;;x", "9" * 40, "1-2-3"])
def test_wrong_numbers_are_refused_and_stay_in_the_box(numbers, desk, held, path):
    answer = desk.post(f"{path}/numeros/", {"numbers": numbers})

    assert answer.status_code == 422
    assert answer.context["numbers"]["numbers"].value() == numbers
    assert presences(held) == {}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1-3, 5", [1, 2, 3, 5]), ("5;1 – 2\n2", [1, 2, 5]), ("1 à 2.", [1, 2]), ("", []), ("a", None), ("1-99999", None)],
)
def test_numbers_are_read_as_people_type_them(text, numbers):
    assert rules.numbers_typed(text) == numbers


def test_a_walk_in_stands_last_so_that_printed_numbers_hold(desk, held, path, centre):
    newcomer = PersonFactory(centre=centre, last_name="Aaron")
    desk.post(f"{path}/arrivee/", {"person": newcomer.public_id})

    assert [person.last_name for person in queries.roll(held)] == ["Alami", "Bennis", "Chraibi", "Aaron"]
    assert presences(held) == {"Aaron": "present"}


def test_somebody_registered_who_is_looked_up_at_the_door_is_no_walk_in(desk, held, path):
    desk.post(f"{path}/arrivee/", {"person": someone("Alami").public_id})

    assert list(Attendance.objects.values_list("status", "is_walk_in")) == [("present", False)]


def test_somebody_new_is_made_registered_and_present_in_one_go_and_once(desk, held, path):
    typed = {"first_name": "RIM", "last_name": "el fassi", "contact": "06 61 23 45 67", "arrival_key": "n" * 24}
    for _time in range(2):
        desk.post(f"{path}/arrivee/", {**typed, "sure": "1"})

    person = Person.objects.get(last_name="El Fassi")
    assert (person.first_name, person.phone, person.registered_origin) == ("Rim", "+212661234567", "activity")
    assert presences(held) == {"El Fassi": "present"}


def test_a_homonym_is_shown_before_a_second_record_is_made(desk, held, path, centre):
    PersonFactory(centre=centre, last_name="Tazi", first_name="Rim", name_key="tazi rim")
    typed = {"first_name": "Rim", "last_name": "Tazi", "contact": "rim@example.org"}

    asked = desk.post(f"{path}/arrivee/", typed)

    assert asked.status_code == 422
    assert [person.last_name for person in asked.context["homonyms"]] == ["Tazi"]
    assert desk.post(f"{path}/arrivee/", {**typed, "sure": "1"}).status_code == 303
    assert Person.objects.filter(last_name="Tazi").count() == 2


def test_a_phone_that_is_none_is_said(desk, held, path):
    answer = desk.post(f"{path}/arrivee/", {"first_name": "A", "last_name": "Bc", "contact": "12"})

    assert (answer.status_code, list(answer.context["newcomer"].errors)) == (422, ["contact"])


def test_closing_forgets_nobody_and_keeps_what_was_chosen(desk, held, path):
    address = path.replace("appel", "cloture/")
    tick(desk, path, "Alami")
    half = {f"status_{someone('Bennis').pk}": "excused", "remarks": "Bon groupe."}

    answer = desk.post(address, half)
    assert answer.status_code == 422
    assert [person.last_name for person, _field in answer.context["missing"]] == ["Chraibi"]
    assert "Bon groupe." in answer.content.decode()
    assert presences(held) == {"Alami": "present"}

    assert desk.post(address, {**half, f"status_{someone('Chraibi').pk}": "cancelled"}).status_code == 303
    held.refresh_from_db()
    assert (held.closed_at is not None, held.remarks) == (True, "Bon groupe.")
    assert presences(held) == {"Alami": "present", "Bennis": "excused", "Chraibi": "cancelled"}


def test_a_tick_made_while_the_closing_page_is_open_is_not_undone_by_it(desk, held, path, clock, now):
    for last in ("Alami", "Bennis", "Chraibi"):
        tick(desk, path, last, "absent")
    shown = {f"{name}_{person.pk}": "absent" for person in queries.roll(held) for name in ("status", "shown")}
    clock.now = now + timedelta(minutes=1)
    tick(desk, path, "Alami", "present")

    clock.now = now + timedelta(minutes=2)
    assert desk.post(path.replace("appel", "cloture/"), shown).status_code == 303
    assert presences(held)["Alami"] == "present"


def test_closing_takes_only_the_answers_of_the_list(desk, held, path, centre):
    stranger = PersonFactory(centre=centre)
    answers = {f"status_{person.pk}": "present" for person in [*queries.roll(held), stranger]}
    wrong = {**answers, f"status_{someone('Alami').pk}": "perhaps"}

    assert desk.post(path.replace("appel", "cloture/"), wrong).status_code == 422
    assert desk.post(path.replace("appel", "cloture/"), answers).status_code == 303
    assert stranger.attendances.count() == 0


def test_a_closed_roll_is_reopened_before_it_changes(desk, held, path, adviser, now):
    actions.mark_rest_absent(held, by=adviser, now=now)
    actions.close_activity(held, by=adviser, now=now)

    tick(desk, path, "Alami")
    assert presences(held)["Alami"] == "absent"

    desk.post(path.replace("appel", "rouvrir/"))
    tick(desk, path, "Alami")
    assert presences(held)["Alami"] == "present"


def numbers(activity) -> dict[str, int]:
    activity.refresh_from_db()
    return {person.last_name: number for number, person in calling.numbered(activity)}


def followed(client, answer):
    """The page to which the answer leads."""
    return client.get(answer["Location"])


def print_sheet(client, path):
    return followed(client, client.post(path.replace("appel", "presence/imprimer/")))


def test_the_sheet_to_sign_is_a_pdf_for_the_eyes_of_the_team(desk, held, path):
    answer = print_sheet(desk, path)

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]


def cancel(activity, last, adviser, now):
    registration = activity.registrations.get(person=someone(last))
    actions.cancel_registration(registration, by=adviser, now=now - timedelta(hours=5))


def test_printed_numbers_stay_whoever_comes_or_goes(desk, held, path, centre, adviser, now):
    print_sheet(desk, path)
    actions.cancel_registration(
        held.registrations.get(person=someone("Bennis")), by=adviser, now=now - timedelta(hours=5)
    )
    for last in ("Zniber", "Aaron"):
        late = PersonFactory(centre=centre, last_name=last, name_key=f"{last.lower()} salma")
        actions.add_registration(held, late, by=adviser, now=now + timedelta(seconds=len(last)))

    assert numbers(held) == {"Alami": 1, "Chraibi": 3, "Aaron": 4, "Zniber": 5}

    print_sheet(desk, path)
    cancel(held, "Aaron", adviser, now)
    newcomer = PersonFactory(centre=centre, last_name="Abbadi")
    desk.post(f"{path}/arrivee/", {"person": newcomer.public_id})
    assert numbers(held) == {"Alami": 1, "Chraibi": 3, "Zniber": 5, "Abbadi": 6}


def test_somebody_who_comes_back_to_the_list_finds_their_printed_number(desk, held, path, adviser, now):
    print_sheet(desk, path)
    cancel(held, "Bennis", adviser, now)
    actions.add_registration(held, someone("Bennis"), by=adviser, now=now)

    assert numbers(held) == {"Alami": 1, "Bennis": 2, "Chraibi": 3}


def test_printing_again_gives_no_number_twice_and_says_nothing_more(desk, held, path):
    for _time in range(2):
        print_sheet(desk, path)

    assert Entry.objects.of_act("activities.sheet_numbered").count() == 1
    assert sorted(held.registrations.values_list("sheet_number", flat=True)) == [1, 2, 3]


def test_the_number_of_a_cancelled_registration_is_refused_in_a_sentence(desk, held, path, adviser, now):
    print_sheet(desk, path)
    cancel(held, "Bennis", adviser, now)
    answer = desk.post(f"{path}/numeros/", {"numbers": "1-3"})

    assert answer.status_code == 422
    (sentence,) = answer.context["numbers"].errors["numbers"]
    assert sentence.startswith("Le numéro 2 n’est plus sur la liste : son inscription a été annulée après l’impression")
    assert desk.post(f"{path}/numeros/", {"numbers": "3"}).status_code == 303
    assert presences(held) == {"Chraibi": "present"}


def test_a_sheet_whose_list_changed_is_printed_by_its_button(desk, held, path):
    answer = followed(desk, desk.get(path.replace("appel", "presence.pdf")))

    assert "imprimez la feuille avec le bouton" in answer.content.decode()
    assert list(held.registrations.exclude(sheet_number=None)) == []


def take_back(client, path):
    """The button of the toast on the next page."""
    (toast,) = [toast for toast in client.get(f"{path}/").context["ui"].toasts if toast.undo]
    return followed(client, client.post(toast.undo.url, dict(toast.undo.fields)))


def test_ticking_all_is_taken_back_in_one_gesture(desk, held, path):
    tick(desk, path, "Alami", "excused")
    desk.post(f"{path}/noter/", {"all": "1", "status": "present"})
    answer = take_back(desk, path)

    assert presences(held) == {"Alami": "excused", "Bennis": "", "Chraibi": ""}
    assert "2 réponses reprises." in answer.content.decode()


def test_numbers_and_absences_are_taken_back_to_what_was_noted_before(desk, held, path, clock, now):
    tick(desk, path, "Alami", "absent")
    clock.now = now + timedelta(minutes=1)
    desk.post(f"{path}/numeros/", {"numbers": "1-2"})
    take_back(desk, path)
    assert presences(held) == {"Alami": "absent", "Bennis": ""}

    clock.now = now + timedelta(minutes=2)
    desk.post(f"{path}/autres/")
    take_back(desk, path)
    assert presences(held) == {"Alami": "absent", "Bennis": "", "Chraibi": ""}


def test_taking_back_leaves_what_was_noted_since_and_is_done_once(desk, held, path, clock, now):
    desk.post(f"{path}/noter/", {"all": "1", "status": "present"})
    (toast,) = desk.get(f"{path}/").context["ui"].toasts
    clock.now = now + timedelta(minutes=1)
    tick(desk, path, "Alami", "absent")
    desk.post(toast.undo.url, dict(toast.undo.fields))
    again = followed(desk, desk.post(toast.undo.url, dict(toast.undo.fields)))

    assert presences(held) == {"Alami": "absent", "Bennis": "", "Chraibi": ""}
    assert "Ces réponses ont changé depuis" in again.content.decode()


@pytest.mark.parametrize("entry", ["", "x", "9" * 40, "-1", "0"])
def test_an_entry_that_is_none_takes_nothing_back(entry, desk, held, path):
    tick(desk, path, "Alami")

    assert desk.post(f"{path}/reprendre/", {"entry": entry}).status_code == 303
    assert presences(held) == {"Alami": "present"}
