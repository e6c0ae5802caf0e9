"""What a young person reads about themselves, and takes away."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from jalon.accounts.models import User
from jalon.activities import actions as activities
from jalon.people.erasing import refuse_erasure
from jalon.people.models import ErasureRequest
from tests.factories import NOON, ActivityFactory, PersonFactory, actor
from tests.privacy.conftest import IDENTITY, SIGN_IN


@pytest.fixture
def own(somebody):
    client = Client()
    client.force_login(User.objects.get(email=SIGN_IN))
    return client


def test_the_page_says_in_french_what_is_held_why_and_for_how_long(own):
    page = own.get("/essai/mes-donnees/").content.decode().replace("\xa0", " ")

    for words in (
        *("Ma fiche", "Date de naissance", "19 juil. 2003", "Nom en arabe", "بنكيران", "+212661998877"),
        *("Mes études", "2026-2027", "Mes inscriptions", "Demandée le", "10 nov. 2026, 13 h"),
        *("Mes présences", "Mes attestations", "Ce qui est imprimé", "Messages que le centre m’a envoyés"),
        *("Mon compte", SIGN_IN, "Lignes de fichiers à mon sujet", "3 ans après la dernière inscription ou activité"),
    ):
        assert words in page, words
    for english in ("last name", "name key", "requested at", "personal email", "True", "None"):
        assert english not in page


def test_the_download_holds_everything_and_no_secret(own, somebody):
    answer = own.get("/essai/mes-donnees/telecharger/")
    data = json.loads(answer.content)

    assert answer["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    row = data["people.Person"]["rows"][0]
    assert {name: row[name] for name in IDENTITY} == {
        **IDENTITY,
        "born_on": "2003-07-19",
    }
    assert {"people.Studies", "activities.Registration", "activities.Attendance", "activities.Certificate"} <= set(data)
    assert data["messaging.Message"]["rows"][0]["text"], "messages are there with their text"
    held = answer.content.decode()
    user = User.objects.get(email=SIGN_IN)
    assert user.password not in held
    for table in data.values():
        for found in table["rows"]:
            assert not {"password", "digest", "code", "session_epoch", "public_id", "html"} & set(found)


def test_nobody_reads_somebody_elses_data(own, centre, workshop):
    other = PersonFactory(centre=centre, last_name="Wwautre")
    activities.register(ActivityFactory(centre=centre, type=workshop.type), other, by=actor(other), now=NOON)

    assert "Wwautre" not in own.get("/essai/mes-donnees/telecharger/").content.decode()
    assert Client().get("/essai/mes-donnees/telecharger/").status_code == 302


def test_a_request_for_erasure_is_made_once_and_its_answer_is_read(own, somebody, manager):
    asked = ErasureRequest.objects.get(person=somebody)
    assert "Votre demande est enregistrée" in own.get("/essai/mes-donnees/").content.decode()

    refuse_erasure(asked, reason="Un dossier est en cours.", by=manager, now=NOON + timedelta(days=2))
    page = own.get("/essai/mes-donnees/").content.decode()
    assert "Le centre a gardé votre fiche" in page
    assert "Un dossier est en cours." in page

    for _time in range(2):
        own.post("/essai/mes-donnees/effacement/")
    assert ErasureRequest.objects.filter(person=somebody, answered_at=None).count() == 1
