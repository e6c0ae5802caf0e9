"""The roster, and those who help: during their shift only, and without reading anything back."""

from datetime import date, datetime, time, timedelta

import pytest

from jalon.accounts.access import person_actor
from jalon.core.actor import Actor
from jalon.core.refusals import Forbidden, Refused
from jalon.people.actions import dismiss
from jalon.people.models import Mandate, Person
from jalon.structures.models import Role
from jalon.structures.models.role import RoleKind
from jalon.welcome import actions, faces, policies, queries
from jalon.welcome.models import Place, Shift, State, Visit
from tests.factories import CentreFactory, PersonFactory, actor, adviser_of

DAY = date(2026, 11, 10)


@pytest.fixture
def role(centre):
    return Role.objects.create(
        centre=centre, code="amb", label="Ambassadeur", kind=RoleKind.BENEFICIARY, capabilities=["welcome.help"]
    )


@pytest.fixture
def ambassador(centre, role):
    """Somebody who helps, and what they may do."""

    def make(first: str = "Ilham") -> Person:
        person = PersonFactory(centre=centre, first_name=first)
        Mandate.objects.create(centre=centre, person=person, role=role, starts_on=date(2026, 9, 1))
        return person

    return make


@pytest.fixture
def ilham(ambassador):
    return ambassador()


def right_of(person: Person) -> Actor:
    return person_actor(person, DAY)


@pytest.fixture
def shift(centre, adviser, ilham, now) -> Shift:
    """Two hours around now, at the desk: noon in UTC is one o'clock there."""
    return actions.plan_shift(
        centre, ilham, day=DAY, starts_clock=time(12), ends_clock=time(14), by=adviser, now=now - timedelta(days=3)
    )


def at(now: datetime, hours: float) -> datetime:
    return now + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("who", "hours", "may_help"),
    [
        ("mine", 0, True),
        ("mine", -1, True),
        ("mine", -1.1, False),
        ("mine", 0.9, True),
        ("mine", 1, False),
        ("cancelled", 0, False),
        ("replaced", 0, False),
        ("replacement", 0, True),
        ("dismissed", 0, False),
        ("another", 0, False),
        ("elsewhere", 0, False),
        ("adviser", 0, False),
        ("nobody", 0, False),
    ],
)
def test_the_right_to_help_begins_and_ends_with_the_shift_and_the_mandate(
    who, hours, may_help, shift, ilham, ambassador, adviser, now, centre
):
    by = right_of(ilham)
    if who == "cancelled":
        shift = actions.cancel_shift(shift, by=adviser, now=now)
    elif who in {"replaced", "replacement"}:
        other = ambassador("Hind")
        shift = actions.replace_welcomer(shift, other, by=by, now=at(now, -2))
        by = right_of(other) if who == "replacement" else by
    elif who == "dismissed":
        dismiss(Mandate.objects.get(person=ilham), by=actor(ilham, "people.appoint"), now=now)
        by = right_of(ilham)
    elif who == "another":
        by = right_of(ambassador("Hind"))
    elif who == "elsewhere":
        by = actor(PersonFactory(centre=CentreFactory()), "welcome.help")
    elif who == "adviser":
        by = adviser
    elif who == "nobody":
        by = actor(ilham)
    moment = at(now, hours)

    assert policies.shift.can_help(by, policies.Duty(shift, moment, moment)) is may_help
    if may_help:
        assert faces.faces(shift, "nobody", by=by, now=moment) == []
    else:
        for attempt in (
            lambda: faces.faces(shift, "salma", by=by, now=moment),
            lambda: faces.face_of(shift, "x", by=by, now=moment),
            lambda: actions.welcome_on_shift(
                shift, actions.Newcomer("A"), actions.Details(), by=by, now=moment, at=moment, key=None
            ),
        ):
            with pytest.raises(Forbidden):
                attempt()


def test_somebody_who_helps_sees_a_face_and_nothing_to_reach_it_by(shift, ilham, salma, now):
    by = right_of(ilham)

    (face,) = faces.faces(shift, "4567", by=by, now=now)

    assert vars(face) == {
        "public_id": salma.public_id,
        "full_name": "Salma Idrissi",
        "full_name_ar": "الإدريسي",
        "field": "",
        "level": "",
        "birth_year": 2004,
    }
    assert faces.faces(shift, "salma@example.org", by=by, now=now) == []


def test_what_is_written_on_duty_goes_to_the_queue_and_corrects_without_reading(shift, ilham, salma, now, lists):
    by = right_of(ilham)
    details = actions.Details(needs=(lists["need"],), contact={"phone": "+212600000000", "personal_email": ""})

    visit = actions.welcome_on_shift(shift, salma, details, by=by, now=now, at=now, key="k")
    again = actions.welcome_on_shift(shift, salma, details, by=by, now=now, at=now, key="k")

    salma.refresh_from_db()
    assert (visit.pk, visit.state, visit.recorded_by) == (again.pk, State.WAITING, ilham)
    assert (salma.phone, salma.personal_email) == ("+212600000000", "salma@example.org")
    assert list(policies.visit.visible_to(by)) == []


def test_what_was_gathered_while_the_network_was_down_arrives_after_the_shift(shift, ilham, now):
    by, gathered = right_of(ilham), at(now, 0.5)

    visit = actions.welcome_on_shift(
        shift, actions.Newcomer("Naciri", "Aya"), actions.Details(), by=by, now=at(now, 5), at=gathered, key="k"
    )

    assert visit.arrived_at == gathered
    for moment, made in ((at(now, 5), at(now, 2)), (at(now, 14), gathered)):
        with pytest.raises(Forbidden):
            actions.welcome_on_shift(
                shift, actions.Newcomer("B"), actions.Details(), by=by, now=moment, at=made, key=None
            )


def test_a_stand_writes_contacts_that_are_over(centre, adviser, ilham, now):
    shift = actions.plan_shift(
        centre,
        ilham,
        day=DAY,
        starts_clock=time(12),
        ends_clock=time(14),
        place=Place.STAND,
        occasion="Forum de Tétouan",
        by=adviser,
        now=now,
    )

    actions.welcome_on_shift(
        shift, actions.Newcomer("Naciri"), actions.Details(), by=right_of(ilham), now=now, at=now, key=None
    )

    visit = Visit.objects.get()
    assert (visit.where, visit.state, visit.received_by) == ("Forum de Tétouan", State.SERVED, ilham)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_clock": time(11)}, "La fin du créneau"),
        ({"place": Place.STAND}, "Dites où se tient le stand"),
        ({"starts_clock": time(13), "ends_clock": time(15)}, "tient déjà un créneau"),
        ({"day": date(2026, 8, 1)}, "pas de rôle"),
    ],
)
def test_what_cannot_be_planned_is_said(change, sentence, shift, centre, adviser, ilham, now):
    wanted = {"day": DAY, "starts_clock": time(12), "ends_clock": time(14), **change}

    with pytest.raises(Refused, match=sentence):
        actions.plan_shift(centre, ilham, **wanted, by=adviser, now=now)

    assert Shift.objects.count() == 1


def test_only_who_plans_plans_and_only_the_planned_find_a_replacement(shift, centre, ilham, ambassador, now):
    other = ambassador("Hind")

    with pytest.raises(Forbidden):
        actions.plan_shift(
            centre, other, day=DAY, starts_clock=time(9), ends_clock=time(10), by=right_of(other), now=now
        )
    with pytest.raises(Forbidden):
        actions.replace_welcomer(shift, other, by=right_of(other), now=now)
    with pytest.raises(Forbidden):
        actions.cancel_shift(shift, by=right_of(ilham), now=now)
    assert list(queries.own_shifts(right_of(other), now=now)) == []
    assert list(queries.own_shifts(right_of(ilham), now=now)) == [shift]


def test_a_shift_taken_off_comes_back_unless_another_took_its_time(shift, centre, ilham, adviser, now):
    gone = actions.cancel_shift(shift, by=adviser, now=now)
    assert actions.restore_shift(gone, by=adviser, now=now).cancelled_at is None

    gone = actions.cancel_shift(shift, by=adviser, now=now)
    actions.plan_shift(centre, ilham, day=DAY, starts_clock=time(13), ends_clock=time(15), by=adviser, now=now)
    with pytest.raises(Refused, match="en tient un autre"):
        actions.restore_shift(gone, by=adviser, now=now)


@pytest.fixture
def helper(signed_in, ilham):
    return signed_in(ilham)


def test_the_page_of_a_shift_opens_closes_and_shows_no_contact(helper, centre, shift, salma, clock, now, lists):
    page = f"/{centre.code}/accueil/creneaux/{shift.public_id}/"

    found = helper.get(f"{page}?q=idrissi").content.decode()
    chosen = helper.get(f"{page}?personne={salma.public_id}").content.decode()
    for text in (found, chosen):
        assert "Salma Idrissi" in text
        assert not any(secret in text for secret in ("salma@example.org", "661234567", "20001234", "06/05/2004"))

    answer = helper.post(page, {"person": salma.public_id, "phone": "0600000001", "needs": [lists["need"].pk]})
    assert (answer.status_code, Visit.objects.count()) == (303, 1)
    wrong = helper.post(page, {"first_name": "Aya", "last_name": "", "phone": "12"})
    assert (wrong.status_code, "Aya" in wrong.content.decode()) == (422, True)

    clock.now = at(now, 2)
    closed = helper.get(f"{page}?q=idrissi").content.decode()
    assert ("Votre créneau est terminé" in closed, "Salma" in closed) == (True, False)
    assert helper.post(page, {"first_name": "Aya", "last_name": "Naciri"}).status_code == 403
    for path in ("", "fiches/", "fiches.xlsx", "planning/", "stand/"):
        assert helper.get(f"/{centre.code}/accueil/{path}").status_code == 403


def test_ones_own_shifts_are_listed_and_given_to_somebody_else(helper, centre, shift, ambassador):
    other = ambassador("Hind")
    assert "Accueillir" in helper.get(f"/{centre.code}/accueil/creneaux/").content.decode()

    helper.post(f"/{centre.code}/accueil/creneaux/{shift.public_id}/remplacer/", {"replacement": other.pk})

    shift.refresh_from_db()
    assert shift.replacement == other
    assert "vous remplace" in helper.get(f"/{centre.code}/accueil/creneaux/").content.decode()


def test_the_team_plans_a_week_on_one_page(desk, centre, ilham):
    page = f"/{centre.code}/accueil/planning/"
    wanted = {"person": ilham.pk, "day": "2026-11-12", "starts_clock": "09:00", "ends_clock": "12:00", "place": "desk"}

    assert desk.post(page, wanted).status_code == 303
    assert ilham.full_name in desk.get(page).content.decode()
    assert desk.post(page, {**wanted, "ends_clock": "08:00"}).status_code == 422
    shift = Shift.objects.get()
    desk.post(f"{page}{shift.public_id}/retirer/")
    shift.refresh_from_db()
    assert shift.cancelled_at is not None


def test_forty_contacts_follow_one_another_on_a_stand(desk, centre, salma, lists):
    page = f"/{centre.code}/accueil/stand/"
    assert "Où tenez-vous le stand" in desk.get(page).content.decode()

    here = f"{page}?evenement=Forum"
    for number in range(3):
        contact = {"first_name": "Aya", "last_name": f"Naciri {number}", "personal_email": f"aya{number}@example.org"}
        assert desk.post(here, contact)["Location"] == here
    known = {"first_name": "salma", "last_name": "IDRISSI", "personal_email": "SALMA@example.org"}
    desk.post(here, known)

    assert Visit.objects.filter(place="stand", occasion="Forum").count() == 4
    assert Visit.objects.filter(person=salma).count() == 1
    assert "4 contacts notés" in desk.get(here).content.decode()
    assert desk.post(here, {"first_name": "Aya", "last_name": ""}).status_code == 422
    assert "Salma Idrissi" in desk.get(f"{here}&q=idrissi").content.decode()


def test_advisers_of_another_centre_see_no_shift(shift):
    assert list(queries.roster(adviser_of(CentreFactory()), DAY, DAY)) == []
