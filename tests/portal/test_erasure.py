"""Asking to be erased, and thinking better of it."""

from jalon.journal.models import Entry
from jalon.people import erasing
from jalon.people.models import ErasureRequest
from tests.factories import NOON, actor

ASK, WITHDRAW = "/essai/mes-donnees/effacement/", "/essai/mes-donnees/effacement/retirer/"


def test_a_request_is_taken_back_and_can_be_made_again(record, signed_in):
    salma = record()
    browser = signed_in(salma)
    browser.post(ASK)
    assert "Retirer ma demande" in browser.get("/essai/mes-donnees/").content.decode()

    page = browser.post(WITHDRAW, follow=True).content.decode()
    assert "Votre demande est retirée" in page and "Demander l’effacement de ma fiche" in page
    assert erasing.open_request(salma) is None
    assert ErasureRequest.objects.get().withdrawn_at == NOON
    assert Entry.objects.of_act("people.erasure_withdrawn").count() == 1

    browser.post(ASK)
    assert erasing.open_request(salma) is not None


def test_taking_back_twice_or_after_the_answer_changes_nothing(record, signed_in, centre):
    salma, manager = record(), record("Rim", "Alami")
    browser = signed_in(salma)
    browser.post(ASK)
    request = erasing.open_request(salma)
    erasing.refuse_erasure(request, reason="Attestation à garder.", by=actor(manager, "people.erase"), now=NOON)

    assert "déjà répondu" in browser.post(WITHDRAW, follow=True).content.decode()
    request.refresh_from_db()
    assert (request.withdrawn_at, request.refusal) == (None, "Attestation à garder.")


def test_nobody_takes_back_the_request_of_another(record, signed_in):
    salma, rim = record(), record("Rim", "Alami")
    signed_in(salma).post(ASK)
    signed_in(rim).post(WITHDRAW)

    assert erasing.open_request(salma) is not None
