"""What nothing points to goes a day after its last reference, never sooner."""

import os
import time
from datetime import timedelta

import pytest

from jalon.documents.models import Produced
from jalon.files import media, storage
from jalon.files.models import Content, File
from jalon.files.sweep import sweep
from jalon.structures.models import Centre
from tests.files.conftest import PDF, noon

day = timedelta(days=1)


def age(sha256: str, days: float = 2) -> None:
    """Make the bytes look received some days ago."""
    then = time.time() - days * 86_400
    os.utime(storage.path_of(sha256), (then, then))


def point_to(file: File) -> Produced:
    centre = Centre.objects.create(code="c", name="Centre", created_at=noon)
    return Produced.objects.create(
        centre=centre,
        model="T05",
        kind="thing",
        object_id=1,
        file=file,
        language="fr",
        issued_at=noon,
        author_kind="system",
    )


@pytest.mark.django_db
def test_a_content_goes_a_day_after_its_last_reference(keep):
    file = keep()
    holder = point_to(file)
    path = storage.path_of(file.content.sha256)
    age(file.content.sha256)

    assert sweep(now=noon + 10 * day) == 0
    holder.delete()
    assert sweep(now=noon + 11 * day) == 0
    assert sweep(now=noon + 12 * day - timedelta(minutes=1)) == 0
    assert path.exists()
    assert sweep(now=noon + 12 * day) == 1
    assert not path.exists()
    assert not File.objects.exists()
    assert not Content.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_pointed_to_again_starts_anew(keep):
    file = keep()
    age(file.content.sha256)
    sweep(now=noon)
    holder = point_to(file)
    sweep(now=noon + 2 * day)
    file.refresh_from_db()
    assert file.unheld_since is None
    holder.delete()
    assert sweep(now=noon + 3 * day) == 0
    assert storage.read_bytes(file) == PDF


@pytest.mark.django_db
def test_bytes_received_today_are_spared_even_when_their_row_is_old(keep):
    file = keep()
    sha256 = file.content.sha256
    sweep(now=noon)
    age(sha256)
    storage.receive(PDF, allowed=[media.PDF], max_size=1000)

    assert sweep(now=noon + 5 * day) == 0
    assert storage.path_of(sha256).exists()


@pytest.mark.django_db
def test_bytes_that_were_never_held_and_copies_left_halfway_go_too(folder):
    received = storage.receive(PDF, allowed=[media.PDF], max_size=1000)
    half = folder / "incoming" / "half"
    half.write_bytes(b"x")
    sweep(now=noon)
    assert storage.path_of(received.sha256).exists()
    assert half.exists()

    age(received.sha256)
    os.utime(half, (0, 0))
    sweep(now=noon)
    assert not storage.path_of(received.sha256).exists()
    assert not half.exists()
