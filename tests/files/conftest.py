"""A folder for the bytes, a kind of holder, and files as tests need them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from jalon.files import holders, media, storage
from jalon.files.models import File

noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
PDF = b"%PDF-1.7\n% a document\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    """Where this test's bytes lie."""
    settings.JALON_FILES_DIR = tmp_path / "files"
    return settings.JALON_FILES_DIR


@pytest.fixture
def readers(monkeypatch) -> Iterator[set[int]]:
    """The persons who may read what the kind `tests.thing` holds."""
    allowed: set[int] = set()
    monkeypatch.setitem(holders._holders, "tests.thing", lambda actor, file: actor.person_id in allowed)
    return allowed


@pytest.fixture
def keep(readers) -> Callable[..., File]:
    """Keep bytes as a file of the kind `tests.thing`."""

    def keep(data: bytes = PDF, name: str = "note.pdf", *, centre_id: int = 1, now: datetime = noon) -> File:
        received = storage.receive(data, allowed=media.LABELS, max_size=10_000_000)
        with transaction.atomic():
            return storage.hold(received, name=name, holder="tests.thing", centre_id=centre_id, now=now)

    return keep
