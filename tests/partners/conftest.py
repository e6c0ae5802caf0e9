"""A centre with the lists of its kit, somebody who works with partners, and a few organisations."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from jalon.accounts.actions import create_account
from jalon.core.actor import Actor, system
from jalon.kits.actions import install_kit
from jalon.people.models import Mandate
from jalon.structures.models import Centre, Reference, Role
from tests.factories import NOON, CentreFactory, PersonFactory, actor

RIGHTS = ("partners.read", "partners.edit", "partners.import", "partners.merge")


@pytest.fixture(autouse=True)
def _in_french(settings: Any, tmp_path: Path):
    settings.JALON_FILES_DIR = tmp_path / "files"
    with translation.override("fr"):
        yield


@pytest.fixture
def campus(db: Any) -> Centre:
    centre = CentreFactory(code="essai")
    install_kit(centre, "centre-de-carriere", by=system(centre.pk), now=NOON)
    return centre


@pytest.fixture
def business(campus: Centre) -> Actor:
    """The Business Developer."""
    return actor(PersonFactory(centre=campus, last_name="Sqalli", first_name="Houda"), *RIGHTS, "people.erase")


@pytest.fixture
def item(campus: Centre) -> Callable[[str, str], Reference]:
    """An item of the centre's lists."""
    return lambda list_code, code: campus.references.get(list=list_code, code=code)


@pytest.fixture
def signed_in(campus: Centre, monkeypatch: Any) -> Callable[..., Client]:
    """The browser of somebody with these capabilities, at NOON."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)

    def make(*capabilities: str) -> Client:
        person = PersonFactory(centre=campus, last_name="Fassi", first_name="Leïla")
        role = Role.objects.create(
            centre=campus, code="essai", label="Rôle", kind="internal", capabilities=[*capabilities]
        )
        Mandate.objects.create(centre=campus, person=person, role=role, starts_on=date(2020, 1, 1))
        client = Client()
        by = system(campus.pk)
        client.force_login(create_account(email="l@essai.example", password=None, person=person, by=by, now=NOON))
        return client

    return make
