"""Opening and closing accounts."""

import pytest
from allauth.account.models import EmailAddress

from jalon.accounts import access, actions, queries
from jalon.accounts.models import AccessLink, Link, User
from jalon.core.actor import system, visitor
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.people.models import Person
from jalon.structures.models import Centre, HostInstitution
from tests.accounts.conftest import NOON, PASSWORD, TODAY

pytestmark = pytest.mark.django_db


def test_an_account_is_born_with_a_proven_address(person, account):
    rim = person("Rim", "Alami")

    user = account(rim, " Rim@Essai.example ")

    assert (user.email, user.check_password(PASSWORD)) == ("rim@essai.example", True)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("rim@essai.example", True, True)
    assert queries.user_of(rim) == user
    assert Entry.objects.about("person", rim.pk).values_list("act", flat=True).get() == "accounts.created"


def test_an_account_without_password_cannot_sign_in_with_one(person, account):
    assert not account(person(), password=None).has_usable_password()


def test_a_weak_password_is_refused_and_nothing_is_written(person, account):
    with pytest.raises(Refused) as refusal:
        account(person(), password="azerty")
    assert refusal.value.field == "password"
    assert (User.objects.count(), Link.objects.count()) == (0, 0)


def test_a_person_has_one_account(person, account):
    rim = person()
    account(rim)
    with pytest.raises(Refused, match="a déjà un compte"):
        account(rim, "autre@essai.example")


def test_an_address_is_one_person_s_in_a_centre(person, account):
    account(person("Rim"))
    with pytest.raises(Refused, match="quelqu’un d’autre"):
        account(person("Hiba"))


def test_the_account_of_another_centre_joins_and_keeps_its_password(centre, person, account):
    other = Centre.objects.create(code="autre", name="Autre centre", created_at=NOON)
    HostInstitution.objects.create(centre=other, name="Autre université")
    twin = Person.objects.create(centre=other, last_name="Idrissi", created_at=NOON)
    first = account(person())

    second = actions.create_account(
        email=first.email, password="une-autre-phrase-longue", person=twin, by=system(other.pk), now=NOON
    )

    assert (second, second.check_password(PASSWORD)) == (first, True)
    assert [link.centre.code for link in queries.places_of(first)] == ["autre", "essai"]


def test_a_visitor_opens_no_account(person):
    rim = person()
    with pytest.raises(Forbidden):
        actions.create_account(
            email="rim@essai.example", password=None, person=rim, by=visitor(rim.centre_id), now=NOON
        )


def test_closing_the_only_account_forgets_the_address_and_ends_links(person, account):
    rim = person()
    user = account(rim)
    actions.issue_link(
        rim, capability="people.read", obj=rim, expires_at=NOON.replace(year=2027), by=system(rim.centre_id), now=NOON
    )

    actions.close_account(rim, by=access.person_actor(rim, TODAY), now=NOON)

    user.refresh_from_db()
    assert (user.email, user.is_active, user.has_usable_password()) == (f"ferme-{user.pk}@invalid", False, False)
    assert EmailAddress.objects.count() == 0
    assert AccessLink.objects.get().revoked_at == NOON
    assert queries.user_of(rim) is None
    account(person("Hiba"), "salma@essai.example")


def test_signing_out_everywhere_ends_each_session(client, person, account, django_user_model):
    from django.test import Client

    rim = person()
    user = account(rim)
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(user)
    assert [b.get("/essai/mon-compte/").status_code for b in browsers] == [200, 200]

    answer = browsers[0].post("/essai/mon-compte/deconnecter-partout/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/compte/connexion/")
    assert [b.get("/essai/mon-compte/").status_code for b in browsers] == [302, 302]


def test_a_changed_password_signs_the_other_devices_out(person, account):
    from django.test import Client

    user = account(person())
    here, elsewhere = Client(), Client()
    here.force_login(user)
    elsewhere.force_login(user)

    answer = here.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": "encore-une-autre-phrase"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/compte/")
    assert (here.get("/essai/mon-compte/").status_code, elsewhere.get("/essai/mon-compte/").status_code) == (200, 302)
    user.refresh_from_db()
    assert user.check_password("encore-une-autre-phrase")


def test_erasing_a_person_ends_their_account(person, account):
    from django.db import transaction

    from jalon.privacy.erasing import erase

    rim = person()
    user = account(rim)
    with transaction.atomic():
        erase(rim, now=NOON)
    user.refresh_from_db()
    assert (user.email, user.is_active, EmailAddress.objects.count()) == (f"ferme-{user.pk}@invalid", False, 0)


def test_erasing_a_person_of_one_centre_leaves_the_account_to_the_other(centre, person, account):
    from django.db import transaction

    from jalon.privacy.erasing import erase

    other = Centre.objects.create(code="autre", name="Autre centre", created_at=NOON)
    twin = Person.objects.create(centre=other, last_name="Idrissi", created_at=NOON)
    rim = person()
    user = account(rim)
    Link.objects.create(centre=other, user=user, person=twin, created_at=NOON)
    with transaction.atomic():
        erase(rim, now=NOON)
    user.refresh_from_db()
    assert (user.email, user.is_active) == ("salma@essai.example", True)
    assert [link.centre.code for link in queries.places_of(user)] == ["autre"]


def test_what_is_held_about_somebody_includes_the_account_but_no_secret(person, account):
    from jalon.privacy.holding import as_json

    rim = person()
    account(rim)
    assert as_json(rim.pk)["accounts.User"]["rows"] == [{"email": "salma@essai.example"}]
