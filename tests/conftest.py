"""What every test finds: an empty cache, and no network."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from jalon.journal import triggers

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in the test's own thread


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and what pages remember do not pass from one test to the next."""
    cache.clear()
    yield


@pytest.fixture(scope="session", autouse=True)
def _journal_can_be_emptied() -> Iterator[None]:
    """Tests that commit empty all tables afterwards: the journal's seal is broken for that moment only."""
    teardown = TransactionTestCase._fixture_teardown

    def emptied(case: TransactionTestCase) -> None:
        triggers.remove(connection)
        try:
            teardown(case)
        finally:
            triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
