"""A centre, its letterhead, and people whose names are easily spoilt."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

from jalon.documents.issuers import Issuer, Letterhead
from jalon.structures.models import Centre

noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#0b5563"/></svg>'
)
LETTERHEAD = Letterhead(
    Issuer("Career Center de l’Université Ibn Battouta", "مركز المهن بجامعة ابن بطوطة", LOGO),
    Issuer("Université Ibn Battouta"),
)


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    """Where this test's files lie."""
    settings.JALON_FILES_DIR = tmp_path / "files"
    return settings.JALON_FILES_DIR


@pytest.fixture
def centre(db) -> Centre:
    """A centre of the career-centre kit."""
    return Centre.objects.create(code="demo", name="Career Center", kit="centre-de-carriere", created_at=noon)
