"""Requests as the browser and as htmx send them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from jalon.ui.samples import SampleCentre


@pytest.fixture
def centre() -> SampleCentre:
    """A centre in Morocco, one hour ahead of UTC in November."""
    return SampleCentre()


@pytest.fixture
def ask() -> Callable[..., HttpRequest]:
    """A request; `part=True` as htmx asks for a part of the page, `method` and `data` as wanted."""

    def make(path: str = "/liste/", part: bool = False, method: str = "get", data: Any = None) -> HttpRequest:
        headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if part else {}
        request = getattr(RequestFactory(), method)(path, data, headers=headers)
        request.htmx = HtmxDetails(request)
        request._messages = CookieStorage(request)
        return request

    return make
