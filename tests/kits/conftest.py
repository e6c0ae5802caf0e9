"""A centre without anything, and kits written for one test."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

from jalon.core.actor import Actor, system
from jalon.structures.models import Centre, HostInstitution

noon = datetime(2026, 10, 6, 12, tzinfo=UTC)
SHEET = "code: essai\nlabel: Essai\nversion: 1\n"
ROLES = """\
- code: manager
  label: Manager
  kind: internal
  capabilities: [structures.configure]
- code: business-developer
  label: Business Developer
  kind: internal
  substitute: manager
"""


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def centre(db) -> Centre:
    centre = Centre.objects.create(code="essai", name="Centre d’essai", created_at=noon)
    HostInstitution.objects.create(centre=centre, name="Université d’essai")
    return centre


@pytest.fixture
def jalon(centre: Centre) -> Actor:
    return system(centre.pk)


@pytest.fixture
def kit(tmp_path: Path) -> Callable[..., str]:
    """Writes a kit and gives its folder."""
    folder = tmp_path / "essai"
    folder.mkdir()

    def write(**files: str) -> str:
        for name, text in ({"kit": SHEET} | files).items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return str(folder)

    return write
