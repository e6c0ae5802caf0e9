"""Inviting into the team: sent, sent again, taken back, accepted."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client

from jalon.accounts import access, actions
from jalon.accounts.models import Invitation, Link, User
from jalon.core.actor import Actor, ActorKind, visitor
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.people.models import Mandate, Person
from tests.accounts.conftest import NOON, PASSWORD, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def invite(centre, roles, as_manager):
    """Sends an invitation and returns it with its secret, read from the letter."""

    def send(email="rim@essai.example", role="conseiller", **fields):
        names = {"first_name": "Rim", "last_name": "Alami"} | fields
        invitation = actions.invite(centre, email=email, roles=[roles[role]], by=as_manager, now=NOON, **names)
        return invitation, secret()

    return send


def secret() -> str:
    """The secret of the last letter's link."""
    return re.search(r"/invitation/([\w-]+)/", mail.outbox[-1].body)[1]


def test_an_invitation_leaves_as_a_secret_letter_that_says_why(invite, manager):
    invitation, token = invite()

    letter = mail.outbox[0]
    assert letter.to == ["rim@essai.example"]
    assert letter.subject == "Centre d’essai vous invite dans son équipe"
    assert "Bonjour Rim," in letter.body
    assert "Nadia Berrada vous invite dans l’équipe de Centre d’essai." in letter.body
    assert "Votre rôle : Conseiller carrière" in letter.body
    assert f"http://localhost:8000/invitation/{token}/" in letter.body
    assert "jusqu’au mercredi 2 décembre 2026" in letter.body
    assert letter.extra_headers == {
        "X-Jalon-Reason": "Vous recevez ce message parce que l’équipe de Centre d’essai souhaite vous accueillir.",
        "X-Jalon-Centre": "essai",
        "X-Jalon-Secret": "1",
    }
    assert (invitation.digest, invitation.expires_at) == (access.digest_of(token), NOON + timedelta(days=14))
    assert token not in str(Invitation.objects.values().get())


def test_the_journal_says_who_invited_whom(invite, manager):
    invitation, _token = invite()
    entry = Entry.objects.get(act="accounts.invited")
    assert (entry.author_id, entry.object_id) == (manager.pk, invitation.person_id)


def test_accepting_opens_the_account_and_gives_the_roles(invite, roles):
    invitation, token = invite()

    user = actions.accept_invitation(token, by=visitor(invitation.centre_id), now=NOON, password=PASSWORD)

    link = Link.objects.get(user=user)
    assert (link.person, link.centre_id) == (invitation.person, invitation.centre_id)
    mandate = Mandate.objects.get(person=invitation.person)
    assert (mandate.role, mandate.starts_on, mandate.ends_on) == (roles["conseiller"], date(2026, 11, 18), None)
    assert list(
        Entry.objects.filter(object_id=invitation.person_id, kind="person").order_by("pk").values_list("act", flat=True)
    ) == ["people.added", "accounts.invited", "accounts.created", "people.appointed", "accounts.joined"]


def test_an_invited_role_counts_only_once_accepted(invite, manager):
    invite(role="business")
    assert "people.import" in access.grants_of(manager, TODAY)


@pytest.mark.parametrize(
    ("change", "later", "sentence"),
    [
        ({}, timedelta(days=14), "arrivée à son terme"),
        ({"revoked_at": NOON}, timedelta(0), "a été retirée"),
        ({"accepted_at": NOON}, timedelta(0), "a déjà servi"),
    ],
)
def test_an_invitation_that_is_over_says_so(invite, change, later, sentence):
    invitation, token = invite()
    Invitation.objects.update(**change)
    with pytest.raises(Refused, match=sentence):
        actions.accept_invitation(token, by=visitor(invitation.centre_id), now=NOON + later)
    assert User.objects.filter(email="rim@essai.example").count() == 0


def test_an_invitation_holds_until_its_last_second(invite):
    invitation, token = invite()
    almost = invitation.expires_at - timedelta(seconds=1)
    assert actions.accept_invitation(token, by=visitor(invitation.centre_id), now=almost).email == "rim@essai.example"


def test_an_invitation_is_accepted_once(invite):
    invitation, token = invite()
    actions.accept_invitation(token, by=visitor(invitation.centre_id), now=NOON)
    with pytest.raises(Refused, match="a déjà servi"):
        actions.accept_invitation(token, by=visitor(invitation.centre_id), now=NOON)
    assert Mandate.objects.filter(person=invitation.person).count() == 1


def test_an_existing_account_joins_after_signing_in(invite, person, account, roles):
    centre_person = person("Rim", "Alami", personal_email="rim@essai.example")
    user = account(centre_person, "rim@essai.example")
    invitation, token = invite()
    assert invitation.person == centre_person

    with pytest.raises(Refused, match="connectez-vous"):
        actions.accept_invitation(token, by=visitor(invitation.centre_id), now=NOON)
    signed_in = Actor(ActorKind.VISITOR, centre_id=invitation.centre_id, user_id=user.pk)
    assert actions.accept_invitation(token, by=signed_in, now=NOON) == user

    assert Mandate.objects.get(person=centre_person).role == roles["conseiller"]
    assert Link.objects.filter(user=user).count() == 1


def test_another_account_cannot_accept_in_somebody_s_place(invite, person, account):
    stranger = account(person("Hiba", "Tazi"), "hiba@essai.example")
    invitation, token = invite()
    signed_in = Actor(ActorKind.VISITOR, centre_id=invitation.centre_id, user_id=stranger.pk)
    with pytest.raises(Refused, match="autre adresse"):
        actions.accept_invitation(token, by=signed_in, now=NOON)


def test_sending_again_makes_a_new_secret_and_ends_the_former(invite, as_manager):
    invitation, former = invite()
    later = NOON + timedelta(days=20)

    actions.resend_invitation(invitation, by=as_manager, now=later)

    token = secret()
    assert token != former
    with pytest.raises(Refused, match="n’existe pas"):
        actions.accept_invitation(former, by=visitor(invitation.centre_id), now=later)
    assert actions.accept_invitation(token, by=visitor(invitation.centre_id), now=later).email == "rim@essai.example"


def test_an_address_has_one_pending_invitation(invite, as_manager):
    invitation, _token = invite()
    with pytest.raises(Refused, match="attend déjà une réponse"):
        invite()
    actions.revoke_invitation(invitation, by=as_manager, now=NOON)
    invite()
    assert Invitation.objects.pending().count() == 1


def test_the_record_with_the_same_name_and_address_is_the_person_invited(invite, person):
    known = person("Rim", "ALAMI", personal_email="rim@essai.example")
    invitation, _token = invite()
    assert invitation.person == known


def test_an_address_with_another_name_makes_another_record(invite, person):
    known = person("Youssef", "Tazi", personal_email="rim@essai.example")
    invitation, _token = invite()
    assert invitation.person != known
    assert Person.objects.filter(personal_email="rim@essai.example").count() == 2


def test_an_adviser_invites_nobody(centre, roles, member):
    adviser = access.person_actor(member(roles["conseiller"]), TODAY)
    with pytest.raises(Forbidden):
        actions.invite(centre, email="rim@essai.example", roles=[roles["manager"]], by=adviser, now=NOON, last_name="X")
    assert mail.outbox == []


def test_roles_of_another_centre_are_refused(centre, as_manager):
    from jalon.structures.models import Centre, Role

    other = Centre.objects.create(code="autre", name="Autre", created_at=NOON)
    role = Role.objects.create(centre=other, code="manager", label="Manager", kind="internal")
    with pytest.raises(Refused, match="n’existe pas dans ce centre"):
        actions.invite(centre, email="rim@essai.example", roles=[role], by=as_manager, now=NOON, last_name="Alami")


# The pages


def on_page(centre, roles, as_manager):
    """An invitation that is open when the pages are looked at."""
    from django.utils import timezone

    actions.invite(
        centre,
        email="rim@essai.example",
        roles=[roles["conseiller"]],
        by=as_manager,
        now=timezone.now(),
        last_name="Alami",
        first_name="Rim",
    )
    return f"/invitation/{secret()}/"


def test_opening_the_link_changes_nothing(client, centre, roles, as_manager):
    page = on_page(centre, roles, as_manager)
    for _scan in range(3):
        answer = client.get(page)
    assert (answer.status_code, "Rejoindre Centre d’essai" in answer.text) == (200, True)
    assert (User.objects.count(), Invitation.objects.pending().count()) == (0, 1)
    assert "no-store" in answer.headers["Cache-Control"]


def test_accepting_by_code_signs_in_and_leads_to_the_centre(client, centre, roles, as_manager):
    page = on_page(centre, roles, as_manager)

    answer = client.post(page, {"way": "code"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    user = User.objects.get()
    assert (user.has_usable_password(), client.session["_auth_user_id"]) == (False, str(user.pk))


def test_accepting_with_a_password_lets_one_sign_in_with_it(client, centre, roles, as_manager):
    page = on_page(centre, roles, as_manager)
    assert client.post(page, {"way": "password", "password": PASSWORD}).status_code == 302
    answer = Client().post("/compte/connexion/", {"login": "rim@essai.example", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_weak_password_is_said_beside_the_field(client, centre, roles, as_manager):
    page = on_page(centre, roles, as_manager)
    answer = client.post(page, {"way": "password", "password": "azerty"})
    assert (answer.status_code, "Ce mot de passe est trop court" in answer.text) == (422, True)
    assert User.objects.count() == 0


def test_who_has_an_account_is_led_to_sign_in_and_back(client, centre, roles, as_manager, person, account):
    user = account(person("Rim", "Alami"), "rim@essai.example")
    page = on_page(centre, roles, as_manager)

    assert f"/compte/connexion/?next={page}" in client.get(page).text
    client.force_login(user)
    assert client.post(page).headers["Location"] == "/essai/"
    assert Mandate.objects.filter(person__first_name="Rim").count() == 1


def test_who_is_signed_in_with_another_address_is_told(client, centre, roles, as_manager, person, account):
    page = on_page(centre, roles, as_manager)
    client.force_login(account(person("Hiba", "Tazi"), "hiba@essai.example"))
    answer = client.get(page)
    assert "Vous êtes connecté·e avec hiba@essai.example" in answer.text
    assert client.post(page, {"way": "code"}).status_code == 422
    assert Invitation.objects.pending().count() == 1


def test_an_unknown_secret_answers_one_sentence(client, db):
    answer = client.get("/invitation/inconnu/")
    assert (answer.status_code, "Ce lien n’est plus valable" in answer.text) == (410, True)


def test_a_revoked_invitation_says_so_on_its_page(client, centre, roles, as_manager):
    page = on_page(centre, roles, as_manager)
    Invitation.objects.update(revoked_at=NOON)
    answer = client.get(page)
    assert (answer.status_code, "Cette invitation a été retirée." in answer.text) == (410, True)
