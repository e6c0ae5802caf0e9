"""A produced document is kept with what it is about, and read by those who may read that."""

import pytest
from django.db import transaction

from jalon.core.actor import Actor, ActorKind, system
from jalon.documents import subjects
from jalon.documents.actions import keep_document, write_document
from jalon.documents.models import Produced
from jalon.files import queries, storage
from jalon.journal.models import Entry
from jalon.structures.models import Room, Site
from tests.documents.conftest import noon

PDF = b"%PDF-1.7\n% a certificate\n"


@pytest.fixture
def room(centre) -> Room:
    """Anything that documents may be about."""
    site = Site.objects.create(centre=centre, name="Site")
    return Room.objects.create(centre=centre, site=site, name="Salle B12")


def keep(room, centre) -> Produced:
    received = write_document(PDF)
    with transaction.atomic():
        return keep_document(
            received,
            subject=room,
            centre=centre,
            model="T05",
            name="Attestation 2026-00042",
            language="fr",
            by=system(centre.pk),
            now=noon,
            params={"number": "2026-00042"},
        )


@pytest.mark.django_db
def test_the_document_its_subject_and_its_entry_are_written_together(room, centre):
    produced = keep(room, centre)

    assert (produced.model, produced.kind, produced.object_id, produced.language) == ("T05", "room", room.pk, "fr")
    assert (produced.issued_at, produced.author_kind, produced.params) == (noon, "system", {"number": "2026-00042"})
    assert produced.file.name == "Attestation 2026-00042.pdf"
    assert storage.read_bytes(produced.file) == PDF
    assert list(Produced.objects.of("room", room.pk)) == [produced]
    (entry,) = Entry.objects.about("room", room.pk)
    assert (entry.act, entry.object_id) == ("documents.produced", produced.pk)


@pytest.mark.django_db
def test_whoever_may_read_the_subject_may_read_its_documents(room, centre, monkeypatch):
    produced = keep(room, centre)
    adviser = Actor(kind=ActorKind.PERSON, centre_id=centre.pk, person_id=7)
    stranger = Actor(kind=ActorKind.PERSON, centre_id=centre.pk, person_id=8)
    assert queries.readable(produced.file.public_id, by=adviser) is None

    monkeypatch.setitem(subjects._subjects, "room", lambda actor, pk: actor.person_id == 7 and pk == room.pk)

    assert queries.readable(produced.file.public_id, by=adviser) == produced.file
    assert queries.readable(produced.file.public_id, by=stranger) is None


def test_documents_about_a_kind_have_one_answer():
    subjects.register("tests", subjects.may_read)
    with pytest.raises(ValueError, match="two answers"):
        subjects.register("tests", lambda actor, pk: True)
    del subjects._subjects["tests"]
