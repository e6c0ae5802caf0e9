"""Bytes come in once, whole or not at all, and never change."""

import errno
import hashlib
import os

import pytest
from django.db import transaction

from jalon.core.refusals import Refused
from jalon.files import media, storage
from jalon.files.models import Content, File
from tests.files.conftest import PDF, PNG, noon


def receive(data: bytes, *allowed: str, max_size: int = 1000) -> storage.Received:
    return storage.receive(data, allowed=allowed or (media.PDF,), max_size=max_size)


@pytest.mark.django_db
def test_the_same_bytes_under_two_names_are_kept_once(keep, folder):
    first, second = keep(PDF, "Compte rendu.pdf"), keep(PDF, "copie.pdf")

    digest = hashlib.sha256(PDF).hexdigest()
    assert [c.sha256 for c in Content.objects.all()] == [digest]
    assert (first.name, second.name) == ("Compte rendu.pdf", "copie.pdf")
    assert (folder / digest[:2] / digest[2:4] / digest).read_bytes() == PDF
    assert storage.read_bytes(second) == PDF
    assert list((folder / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Ce fichier est vide."),
        (PDF + b"x" * 2_000_000, "Ce fichier pèse 2 Mo ; la limite est de 1,5 Mo."),
        (PNG, "Ce fichier est de type image PNG ; sont acceptés ici : PDF, texte CSV."),
        (
            b"MZ\x00\x00",
            "Ce fichier n’est d’aucun type connu, quel que soit son nom ; sont acceptés ici : PDF, texte CSV.",
        ),
    ],
)
def test_what_is_refused_is_refused_with_its_reason_and_leaves_nothing(data, sentence, folder):
    with pytest.raises(Refused) as refusal:
        receive(data, media.PDF, media.CSV, max_size=1_572_864)

    assert str(refusal.value) == sentence
    assert not folder.exists() or list(folder.rglob("*")) == [folder / "incoming"]


def test_a_full_disk_is_said_and_leaves_no_half_file(folder, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="le disque du serveur est plein"):
        receive(PDF)
    assert list(folder.rglob("*")) == [folder / "incoming"]


@pytest.mark.django_db(transaction=True)
def test_a_file_is_held_only_in_the_transaction_of_its_act(readers):
    received = receive(PDF)
    with pytest.raises(RuntimeError):
        storage.hold(received, name="a.pdf", holder="tests.thing", centre_id=1, now=noon)
    with pytest.raises(LookupError), transaction.atomic():
        storage.hold(received, name="a.pdf", holder="tests.unknown", centre_id=1, now=noon)
    assert not File.objects.exists()


@pytest.mark.django_db
def test_bytes_that_vanished_before_they_were_held_are_asked_for_again(readers):
    received = receive(PDF)
    storage.path_of(received.sha256).unlink()
    with pytest.raises(Refused, match="envoyez-le à nouveau"), transaction.atomic():
        storage.hold(received, name="a.pdf", holder="tests.thing", centre_id=1, now=noon)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Attestation N’Diaye – الإدريسي.pdf", "Attestation N’Diaye – الإدريسي.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\cv.docx", "cv.pdf"),
        ("photo.exe\u202efdp.pdf", "photo.exe fdp.pdf"),
        ('a<b>"c"|d?.pdf', "a-b--c--d-.pdf"),
        ("Compte rendu v1.2", "Compte rendu v1.2.pdf"),
        ("", "fichier.pdf"),
        (".pdf", "fichier.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_the_content_says(given, kept):
    assert storage.clean_name(given, media.PDF) == kept
