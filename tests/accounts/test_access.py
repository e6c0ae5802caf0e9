"""Grants from real rows, and what a request costs before its view."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from jalon.accounts import access
from jalon.accounts.middleware import ActorMiddleware
from jalon.accounts.models import Link
from jalon.core.actor import EVERYWHERE, ActorKind, Scope
from jalon.people.models import Absence, Mandate, Person
from jalon.structures.models import Centre, HostInstitution, Role, Unit
from tests.accounts.conftest import NOON, TODAY

pytestmark = pytest.mark.django_db


def codes(person, day=TODAY):
    return sorted(access.grants_of(person, day))


def test_own_mandate(roles, member, manager):
    assert codes(member(roles["conseiller"])) == ["accounts.read", "people.read"]


def test_a_mandate_in_a_unit_reaches_that_unit(centre, roles, member, manager):
    pole = Unit.objects.create(centre=centre, kind="pole", name="Pôle sud")
    adviser = member(roles["conseiller"], unit=pole)
    assert access.grants_of(adviser, TODAY)["people.read"] == Scope(units=frozenset({pole.pk}))


def test_a_mandate_counts_from_its_first_to_its_last_day(roles, member, manager):
    adviser = member(roles["conseiller"], starts_on=date(2026, 11, 10), ends_on=date(2026, 11, 20))
    days = [date(2026, 11, day) for day in (9, 10, 20, 21)]
    assert [bool(codes(adviser, day)) for day in days] == [False, True, True, False]


def test_a_mandate_taken_back_counts_no_more(roles, member, manager):
    assert codes(member(roles["conseiller"], ended_at=NOON)) == []


def test_whoever_replaces_acts_with_the_roles_of_the_absent_person_on_those_days(roles, member, manager):
    adviser = member(roles["conseiller"])
    Absence.objects.create(
        centre=adviser.centre,
        person=manager,
        replacement=adviser,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=1),
        declared_at=NOON,
    )
    can_appoint = ["people.appoint" in codes(adviser, TODAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
    assert can_appoint == [False, True, True, False]


def test_the_replaced_person_keeps_their_own_roles(roles, member, manager):
    adviser = member(roles["conseiller"])
    Absence.objects.create(
        centre=adviser.centre, person=manager, replacement=adviser, starts_on=TODAY, ends_on=TODAY, declared_at=NOON
    )
    assert "people.appoint" in codes(manager)


def test_a_cancelled_absence_gives_nothing(roles, member, manager):
    adviser = member(roles["conseiller"])
    Absence.objects.create(
        centre=adviser.centre,
        person=manager,
        replacement=adviser,
        starts_on=TODAY,
        ends_on=TODAY,
        declared_at=NOON,
        cancelled_at=NOON,
    )
    assert "people.appoint" not in codes(adviser)


def test_without_business_developer_the_manager_acts(roles, manager):
    assert "people.import" in codes(manager)


def test_with_a_business_developer_the_manager_does_not(roles, member, manager):
    member(roles["business"])
    assert "people.import" not in codes(manager)


def test_the_head_of_communication_also_is_a_career_adviser(roles, member, manager):
    assert codes(member(roles["communication"])) == ["accounts.read", "people.read", "structures.configure"]


def test_an_archived_role_gives_nothing(roles, member, manager):
    adviser = member(roles["conseiller"])
    Role.objects.filter(pk=roles["conseiller"].pk).update(archived_at=NOON)
    assert codes(adviser) == []


def test_somebody_without_role_has_no_capability(roles, manager, person):
    assert codes(person("Rim", "Alami")) == []


def test_grants_are_read_once_until_the_centre_changes(roles, manager, django_assert_num_queries):
    access.grants_of(manager, TODAY)
    with django_assert_num_queries(1):  # the centre's revision
        access.grants_of(manager, TODAY)


def answer(user, code, path="/essai/equipe/"):
    """What the middleware makes of a request, without a view."""
    request = RequestFactory().get(path)
    request.user = user
    middleware = ActorMiddleware(lambda r: HttpResponse())
    middleware(request)
    middleware.process_view(request, None, (), {"centre_code": code})
    return request


def test_in_another_centre_the_account_is_a_visitor(centre, roles, manager, account):
    other = Centre.objects.create(code="autre", name="Autre centre", created_at=NOON)
    HostInstitution.objects.create(centre=other, name="Autre université")
    user = account(manager)

    here, there = answer(user, "essai"), answer(user, "autre")

    assert (here.actor.kind, here.person) == (ActorKind.PERSON, manager)
    assert (there.actor.kind, there.person, dict(there.actor.grants)) == (ActorKind.VISITOR, None, {})
    assert there.actor.user_id == user.pk


def test_an_account_in_two_centres_is_somebody_else_in_each(centre, roles, manager, account):
    other = Centre.objects.create(code="autre", name="Autre centre", created_at=NOON)
    HostInstitution.objects.create(centre=other, name="Autre université")
    twin = Person.objects.create(centre=other, last_name="Berrada", first_name="Nadia", created_at=NOON)
    role = Role.objects.create(
        centre=other, code="invite", label="Invitée", kind="external", capabilities=["people.read"]
    )
    Mandate.objects.create(centre=other, person=twin, role=role, starts_on=date(2026, 9, 1))
    user = account(manager)
    Link.objects.create(centre=other, user=user, person=twin, created_at=NOON)

    there = answer(user, "autre")

    assert (there.person, dict(there.actor.grants)) == (twin, {"people.read": EVERYWHERE})
    assert answer(user, "essai").person == manager


def test_an_ended_link_leaves_a_visitor(roles, manager, account):
    user = account(manager)
    Link.objects.update(ended_at=NOON)
    assert answer(user, "essai").actor.kind == ActorKind.VISITOR


def test_the_corner_of_the_page_names_the_first_own_role(roles, member, manager, account):
    adviser = member(roles["conseiller"])
    Mandate.objects.create(centre=adviser.centre, person=adviser, role=roles["communication"], starts_on=TODAY)
    assert answer(account(adviser), "essai").role == "Conseiller carrière"


def test_a_signed_in_request_costs_four_queries_before_its_view(
    manager_browser, roles, member, monkeypatch, django_assert_num_queries
):
    for n in range(5):
        member(roles["conseiller"], f"Prénom{n}", f"Nom{n}")
    view = resolve("/essai/equipe/").func
    monkeypatch.setattr("jalon.accounts.team_views.queries.team", lambda *a, **k: None)
    monkeypatch.setattr("jalon.accounts.team_views.ui.render", lambda *a, **k: HttpResponse("ok"))
    assert view.access == "accounts.read"
    manager_browser.get("/essai/equipe/")
    with django_assert_num_queries(4):
        assert manager_browser.get("/essai/equipe/").status_code == 200


def test_a_visitor_costs_one_query_before_the_view(client, centre, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/essai/equipe/").status_code == 302
