"""What the tests of imports share: a centre in its year, somebody who imports, and the whole way of a file."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from jalon.core.actor import EVERYWHERE, Actor, ActorKind
from jalon.people.imports import actions, work
from jalon.people.models import ImportBatch, ImportState, Person
from jalon.structures.models import Centre
from tests.factories import CentreFactory, PersonFactory
from tests.people.imports.files import HEADINGS, workbook

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


class Clock:
    """A moment that advances by a second each time it is asked."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def centre(db) -> Centre:
    return CentreFactory(code="fes")


@pytest.fixture
def manager_person(centre) -> Person:
    return PersonFactory(centre=centre, last_name="Mansouri", first_name="Nadia", personal_email="nadia@centre.example")


@pytest.fixture
def manager(centre, manager_person) -> Actor:
    grants = {
        "people.import": EVERYWHERE,
        "people.read": EVERYWHERE,
        "people.edit": EVERYWHERE,
        "people.merge": EVERYWHERE,
    }
    return Actor(ActorKind.PERSON, centre.pk, manager_person.pk, grants=MappingProxyType(grants))


@pytest.fixture
def bring(centre, manager, clock, tmp_path) -> Callable[..., ImportBatch]:
    """Bring lines (or a file) in, up to the verdicts, or up to the end with `confirm=True`."""
    count = 0

    def _bring(rows, *, confirm: bool = True, headings=HEADINGS, name: str = "liste.xlsx", **options) -> ImportBatch:
        nonlocal count
        count += 1
        path = rows if isinstance(rows, Path) else workbook(tmp_path / f"{count}.xlsx", {"Inscrits": [headings, *rows]})
        batch = actions.start_import(centre, path, name=name, by=manager, now=clock(), **options)
        batch = actions.map_columns(batch, {}, by=manager, now=clock(), in_background=False)
        work.check(batch, clock=clock)
        if confirm and batch.state == ImportState.READY:
            batch = actions.confirm_import(batch, by=manager, now=clock(), in_background=False)
            work.apply(batch, clock=clock)
            batch.refresh_from_db()
        return batch

    return _bring


@pytest.fixture
def undo(manager, clock) -> Callable[[ImportBatch], ImportBatch]:
    """Take an import back, up to the end."""

    def _undo(batch: ImportBatch) -> ImportBatch:
        batch = actions.undo_import(batch, by=manager, now=clock(), in_background=False)
        work.undo(batch, clock=clock)
        batch.refresh_from_db()
        return batch

    return _undo
