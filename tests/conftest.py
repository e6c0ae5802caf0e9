"""What every test finds: an empty cache, and no network."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in the test's own thread


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and what pages remember do not pass from one test to the next."""
    cache.clear()
    yield
