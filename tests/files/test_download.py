"""A file is read only by those whom its holder's policy lets in."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from jalon.core.actor import Actor, ActorKind
from jalon.files import holders, queries
from jalon.files.views import download
from tests.files.conftest import PDF, PNG


class SignedIn:
    is_authenticated = True


def ask(file, actor: Actor, *, signed_in: bool = True, query: str = ""):
    request = RequestFactory().get(f"/demo/fichiers/{file.public_id}/{query}")
    request.actor = actor
    request.user = SignedIn() if signed_in else AnonymousUser()
    answer = download(request, public_id=file.public_id)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.streaming:
        answer.file_to_stream.close()
    return answer


def person(pk: int, centre_id: int = 1) -> Actor:
    return Actor(kind=ActorKind.PERSON, centre_id=centre_id, person_id=pk)


@pytest.mark.django_db
def test_the_download_cannot_run_anything_in_the_browser(keep, readers):
    readers.add(7)
    answer = ask(keep(PDF, "Attestation N’Diaye.pdf"), person(7))

    assert answer.body == PDF
    assert dict(answer.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": "attachment; filename*=utf-8''Attestation%20N%E2%80%99Diaye.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
    }


@pytest.mark.django_db
def test_a_picture_may_be_shown_in_place_and_nothing_else_may(keep, readers):
    readers.add(7)
    picture = ask(keep(PNG, "photo.png"), person(7), query="?voir")
    document = ask(keep(PDF, "note.pdf"), person(7), query="?voir")
    drawing = ask(keep(b"<svg onload='x()'/>", "logo.svg"), person(7), query="?voir")

    assert picture["Content-Disposition"] == 'inline; filename="photo.png"'
    assert document["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert drawing["Content-Disposition"] == 'attachment; filename="logo.svg"'


@pytest.mark.django_db
def test_others_learn_nothing_not_even_that_the_file_exists(keep, readers):
    readers.add(7)
    file = keep()
    for stranger in (person(8), person(7, centre_id=2)):
        with pytest.raises(Http404):
            ask(file, stranger)
    passer_by = ask(file, Actor(kind=ActorKind.VISITOR, centre_id=1), signed_in=False)
    assert passer_by.status_code == 302


@pytest.mark.django_db
def test_a_holder_that_nobody_registered_opens_to_no_one(keep, readers, monkeypatch):
    readers.add(7)
    file = keep()
    monkeypatch.delitem(holders._holders, "tests.thing")
    assert queries.readable(file.public_id, by=person(7)) is None


def test_a_kind_of_holder_has_one_answer():
    with pytest.raises(ValueError, match="package"):
        holders.register("thing", lambda actor, file: True)
