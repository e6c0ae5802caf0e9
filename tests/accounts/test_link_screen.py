"""The personal links that live: seen and ended by whoever manages the team."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jalon.accounts import actions, policies
from jalon.accounts.access import person_actor
from jalon.accounts.models import AccessLink
from jalon.core.actor import system
from jalon.core.refusals import Forbidden
from tests.accounts.conftest import NOON, TODAY

ADDRESS = "/essai/equipe/liens/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def give(person, centre):
    """A link of one of the capabilities, for a new person."""

    def make(first="Salma", *, days=2, capability="accounts.invite"):
        someone = person(first)
        until = NOON + timedelta(days=days)
        by = system(centre.pk)
        actions.issue_link(someone, capability=capability, obj=someone, expires_at=until, by=by, now=NOON)
        return AccessLink.objects.latest("pk")

    return make


@pytest.fixture
def browser(roles, member, account):
    def make(role="manager"):
        holder = member(roles[role], role.title(), "Essai")
        client = Client()
        client.force_login(account(holder, f"{role}@essai.example"))
        client.person = holder
        return client

    return make


def shown(client, address=ADDRESS):
    return [link.person.first_name for link in client.get(address).context["links"]]


def test_the_list_shows_who_can_do_what_until_when_and_only_what_lives(browser, give):
    give("Salma")
    give("Rim", days=-1)
    actions.revoke_link(give("Aya"), by=system(), now=NOON)
    manager = browser()

    page = manager.get(ADDRESS).content.decode()
    assert shown(manager) == ["Salma"]
    assert "Inviter dans l’équipe" in page and "Retirer ce lien" in page
    assert shown(manager, f"{ADDRESS}?q=rim") == []
    assert shown(manager, f"{ADDRESS}?q=SÁLMA") == ["Salma"]


def test_a_link_is_ended_and_given_back(browser, give):
    link, manager = give(), browser()

    manager.post(f"{ADDRESS}retirer/", {"link": str(link.pk)})
    link.refresh_from_db()
    assert (link.revoked_at, shown(manager)) == (NOON, [])

    manager.post(f"{ADDRESS}rendre/", {"link": str(link.pk)})
    assert shown(manager) == ["Salma"]


@pytest.mark.parametrize("asked", ["", "x", "9" * 40, "0"])
def test_a_link_that_is_none_is_not_there(asked, browser, give):
    give()

    assert browser().post(f"{ADDRESS}retirer/", {"link": asked}).status_code == 404


def test_only_who_manages_the_team_sees_and_ends_links(browser, give):
    link, adviser = give(), browser("conseiller")
    by = person_actor(adviser.person, TODAY)

    assert adviser.get(ADDRESS).status_code == 403
    assert adviser.post(f"{ADDRESS}retirer/", {"link": str(link.pk)}).status_code == 403
    assert list(policies.link.visible_to(by)) == []
    for act in (actions.revoke_link, actions.restore_link):
        with pytest.raises(Forbidden):
            act(link, by=by, now=NOON)


def test_the_list_costs_the_same_for_one_link_and_for_five(browser, give):
    manager, costs = browser(), []
    for more in (1, 4):
        for number in range(more):
            give(f"Salma {more}{number}")
        manager.get(ADDRESS)  # what the centre settles is read once after a change
        with CaptureQueriesContext(connection) as queries:
            manager.get(ADDRESS)
        costs.append(len(queries))

    assert costs[0] == costs[1]
