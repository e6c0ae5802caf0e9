"""The team's pages: roles, substitutions, absences, invitations."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jalon.accounts import actions, queries
from jalon.accounts.access import person_actor
from jalon.accounts.models import Invitation
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.people.models import Absence, Mandate
from tests.accounts.conftest import NOON, TODAY

pytestmark = pytest.mark.django_db


def absent(person, by=None, first=0, last=2, **fields):
    return Absence.objects.create(
        centre=person.centre,
        person=person,
        replacement=by,
        starts_on=TODAY + timedelta(days=first),
        ends_on=TODAY + timedelta(days=last),
        declared_at=NOON,
        **fields,
    )


@pytest.fixture
def today():
    """The real day: pages read the clock."""
    return timezone.now().date()


# What the team page says


def test_the_team_lists_people_with_all_their_roles(centre, roles, member, manager, as_manager):
    salma = member(roles["conseiller"])
    Mandate.objects.create(centre=centre, person=salma, role=roles["communication"], starts_on=TODAY)
    member(roles["conseiller"], "Omar", "Tazi", ends_on=date(2026, 10, 1))

    team = queries.team(centre, by=as_manager, today=TODAY)

    assert [(m.person, [str(x.role) for x in m.mandates], m.since) for m in team.members] == [
        (manager, ["Manager"], date(2026, 9, 1)),
        (salma, ["Conseiller carrière", "Responsable communication"], date(2026, 9, 1)),
    ]


def test_a_vacant_role_says_who_acts(centre, roles, manager):
    found = [(str(v.role), str(v.deputy) if v.deputy else None) for v in queries.vacancies(centre, TODAY)]
    assert found == [
        ("Conseiller carrière", None),
        ("Responsable communication", None),
        ("Business Developer", "Manager"),
    ]


def test_a_role_included_in_a_held_one_is_not_vacant(centre, roles, manager, member):
    member(roles["communication"])
    assert [str(v.role) for v in queries.vacancies(centre, TODAY)] == ["Business Developer"]


def test_absences_say_who_replaces_whom_now_and_next(centre, roles, member, manager, as_manager):
    salma = member(roles["conseiller"])
    now, later = absent(manager, salma), absent(salma, None, first=10, last=12)
    absent(salma, first=1, cancelled_at=NOON)
    absent(salma, first=-5, last=-1)

    team = queries.team(centre, by=as_manager, today=TODAY)

    boss, adviser = team.members
    assert team.absences == [now, later]
    assert (boss.absent, boss.next_absence, boss.replaces) == (now, None, [])
    assert (adviser.absent, adviser.next_absence, adviser.replaces) == (None, later, [now])


def test_the_team_costs_the_same_for_one_or_many(centre, roles, member, as_manager, django_assert_num_queries):
    def look():
        team = queries.team(centre, by=as_manager, today=TODAY)
        return [str(m.role) for person in team.members for m in person.mandates]

    with django_assert_num_queries(5):
        look()
    for n in range(12):
        absent(member(roles["conseiller"], f"Prénom{n}", f"Nom{n}"))
    with django_assert_num_queries(5):
        look()


def test_account_and_invitation_are_told(centre, roles, member, manager, as_manager, account):
    account(manager, "nadia@essai.example")
    actions.invite(
        centre, email="rim@essai.example", roles=[roles["conseiller"]], by=as_manager, now=NOON, last_name="Alami"
    )
    team = queries.team(centre, by=as_manager, today=TODAY)
    assert [(m.has_account, m.is_invited) for m in team.members] == [(True, False)]
    assert [i.email for i in team.invitations] == ["rim@essai.example"]


def test_the_page_shows_it_all(manager_browser, centre, roles, member, manager, as_manager, today):
    salma = member(roles["conseiller"])
    Absence.objects.create(
        centre=centre, person=salma, replacement=manager, starts_on=today, ends_on=today, declared_at=NOON
    )
    actions.invite(
        centre, email="rim@essai.example", roles=[roles["business"]], by=as_manager, now=NOON, last_name="Alami"
    )
    page = manager_browser.get("/essai/equipe/").text
    for words in (
        "Salma Idrissi",
        "Nadia Berrada remplace",
        "Remplace Salma Idrissi",
        "Personne ; agit à la place : Manager",
        "rim@essai.example",
        "Compte actif",
    ):
        assert words in page


def test_a_young_person_does_not_see_the_team(client, roles, person, account):
    client.force_login(account(person()))
    assert client.get("/essai/equipe/").status_code == 403
    assert client.get("/essai/equipe/inviter/").status_code == 403


# Giving and taking roles


def test_a_role_given_on_the_page_can_be_undone(manager_browser, roles, member, manager):
    salma = member(roles["conseiller"])
    page = f"/essai/equipe/{salma.public_id}/"
    assert "Confier un rôle" in manager_browser.get(page).text

    answer = manager_browser.post(page, {"role": roles["business"].pk, "starts_on": "2026-11-18", "ends_on": ""})
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    mandate = Mandate.objects.get(role=roles["business"])
    assert (mandate.person, mandate.ended_at) == (salma, None)
    assert "/essai/equipe/roles/retirer/" in manager_browser.get(page).text

    manager_browser.post("/essai/equipe/roles/retirer/", {"mandate": mandate.pk})
    mandate.refresh_from_db()
    assert mandate.ended_at is not None


def test_a_refused_role_is_said_beside_the_field(manager_browser, roles, member):
    salma = member(roles["conseiller"])
    answer = manager_browser.post(
        f"/essai/equipe/{salma.public_id}/", {"role": roles["conseiller"].pk, "starts_on": "2026-11-18"}
    )
    assert (answer.status_code, "tient déjà ce rôle" in answer.text) == (422, True)


def test_a_role_taken_back_can_be_given_again_with_its_days(roles, member, manager, as_manager):
    salma = member(roles["conseiller"], ends_on=date(2027, 6, 30))
    mandate = Mandate.objects.get(person=salma)

    taken = actions.withdraw_role(mandate, by=as_manager, now=NOON)
    again = actions.restore_role(taken, by=as_manager, now=NOON)

    assert taken.ended_at == NOON
    assert (again.role, again.starts_on, again.ends_on) == (mandate.role, mandate.starts_on, mandate.ends_on)
    acts = list(Entry.objects.about("person", salma.pk).order_by("pk").values_list("act", flat=True))
    assert acts == ["people.dismissed", "people.appointed"]


def test_the_last_who_can_give_roles_keeps_that_role(roles, member, manager, as_manager):
    mandate = Mandate.objects.get(person=manager)
    with pytest.raises(Refused, match="Confiez d’abord ce rôle"):
        actions.withdraw_role(mandate, by=as_manager, now=NOON)
    mandate.refresh_from_db()
    assert mandate.ended_at is None
    member(roles["manager"], "Driss", "Fassi")
    assert actions.withdraw_role(mandate, by=as_manager, now=NOON).ended_at == NOON


def test_an_adviser_takes_no_role_back(roles, member, manager):
    adviser = person_actor(member(roles["conseiller"]), TODAY)
    with pytest.raises(Forbidden):
        actions.withdraw_role(Mandate.objects.get(person=manager), by=adviser, now=NOON)


def test_an_adviser_sees_a_colleague_without_the_buttons(client, roles, member, manager, account):
    client.force_login(account(member(roles["conseiller"])))
    page = client.get(f"/essai/equipe/{manager.public_id}/")
    assert (page.status_code, "Confier un rôle" in page.text, "Retirer" in page.text) == (200, False, False)
    assert client.post(f"/essai/equipe/{manager.public_id}/", {"role": 1}).status_code == 403


# Invitations


def test_inviting_sending_again_and_taking_back_on_the_page(manager_browser, roles, mailoutbox):
    form = {"first_name": "Rim", "last_name": "Alami", "email": "rim@essai.example", "roles": [roles["conseiller"].pk]}
    key = {"arrival_key": "a-key-of-a-form-0001"}

    for _twice in range(2):
        answer = manager_browser.post("/essai/equipe/inviter/", form | key)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/essai/equipe/")
    invitation = Invitation.objects.get()
    assert len(mailoutbox) == 1

    manager_browser.post("/essai/equipe/invitations/renvoyer/", {"invitation": invitation.public_id})
    assert len(mailoutbox) == 2
    manager_browser.post("/essai/equipe/invitations/retirer/", {"invitation": invitation.public_id})
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert manager_browser.post("/essai/equipe/invitations/retirer/", {"invitation": "x"}).status_code == 404


def test_an_invitation_without_role_is_refused_beside_the_field(manager_browser, roles):
    answer = manager_browser.post(
        "/essai/equipe/inviter/", {"first_name": "Rim", "last_name": "Alami", "email": "rim@essai.example"}
    )
    assert (answer.status_code, "Choisissez au moins un rôle." in answer.text) == (422, True)


# Absences


def test_an_absence_takes_one_form_with_defaults_and_can_be_undone(client, roles, member, manager, account, today):
    salma = member(roles["conseiller"])
    client.force_login(account(salma))
    form = client.get("/essai/mon-absence/").text
    assert f'value="{today:%Y-%m-%d}"' in form
    assert "Nadia Berrada" in form

    data = {"starts_on": f"{today}", "ends_on": f"{today}", "replacement": str(manager.pk)}
    answer = client.post("/essai/mon-absence/", data)
    assert answer.status_code == 303
    absence = Absence.objects.get()
    assert (absence.person, absence.replacement) == (salma, manager)

    client.post("/essai/mon-absence/annuler/", {"absence": absence.pk})
    absence.refresh_from_db()
    assert absence.cancelled_at is not None


def test_whoever_replaced_last_time_is_proposed(client, roles, member, manager, account):
    salma, omar = member(roles["conseiller"]), member(roles["conseiller"], "Omar", "Tazi")
    absent(salma, omar, first=-30, last=-20)
    client.force_login(account(salma))
    assert f'<option value="{omar.pk}" selected>' in client.get("/essai/mon-absence/").text


def test_an_absence_that_ends_before_it_starts_is_refused(client, roles, member, manager, account):
    client.force_login(account(member(roles["conseiller"])))
    answer = client.post("/essai/mon-absence/", {"starts_on": "2026-11-20", "ends_on": "2026-11-19", "replacement": ""})
    assert (answer.status_code, "est avant le premier" in answer.text) == (422, True)
    assert Absence.objects.count() == 0


def test_the_manager_notes_a_colleague_s_absence_and_an_adviser_does_not(
    manager_browser, roles, member, manager, account
):
    salma = member(roles["conseiller"])
    page = f"/essai/mon-absence/?pour={salma.public_id}"
    data = {"starts_on": "2026-11-20", "ends_on": "2026-11-21", "replacement": ""}
    assert manager_browser.post(page, data).status_code == 303
    assert Absence.objects.get().person == salma

    adviser = Client()
    adviser.force_login(account(salma))
    assert adviser.post(f"/essai/mon-absence/?pour={manager.public_id}", data).status_code == 403


def test_somebody_else_s_absence_is_not_cancelled_by_an_adviser(client, roles, member, manager, account):
    absence = absent(manager)
    client.force_login(account(member(roles["conseiller"])))
    assert client.post("/essai/mon-absence/annuler/", {"absence": absence.pk}).status_code == 403
    absence.refresh_from_db()
    assert absence.cancelled_at is None
