"""Addresses of static files, worked out once per process: a page names some fifteen of them."""

from functools import cache
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class _Remembered:
    """`url` of a name never changes while the process lives."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.url = cache(super().url)  # type: ignore[misc]


class PlainStorage(_Remembered, StaticFilesStorage):
    """For tests and development: the files as they are."""


class HashedStorage(_Remembered, CompressedManifestStaticFilesStorage):
    """For service: compressed, and named after their content so that browsers keep them for ever."""
