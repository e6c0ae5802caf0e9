"""GET never writes: the guard stands around every page."""

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from jalon.core.middleware import ReadOnlyMiddleware
from jalon.core.models import PeriodicRun
from jalon.core.readonly import WroteWhileReading


def writes(request) -> HttpResponse:
    """A page that writes."""
    PeriodicRun.objects.create(name="x", due=timezone.now())
    return HttpResponse("written")


def test_every_page_is_answered_under_the_guard():
    assert "jalon.core.middleware.ReadOnlyMiddleware" in settings.MIDDLEWARE


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_page_that_writes_while_reading_fails(rf, method):
    with pytest.raises(WroteWhileReading), transaction.atomic():
        ReadOnlyMiddleware(writes)(getattr(rf, method)("/x"))

    assert not PeriodicRun.objects.exists()


@pytest.mark.django_db
def test_a_form_that_was_sent_may_write(rf):
    assert ReadOnlyMiddleware(writes)(rf.post("/x")).content == b"written"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["update", "delete"])
def test_changing_and_deleting_are_writing_too(rf, method):
    def page(request):
        rows = PeriodicRun.objects.all()
        return rows.update(name="y") if method == "update" else rows._raw_delete(rows.db)

    with pytest.raises(WroteWhileReading):
        ReadOnlyMiddleware(page)(rf.get("/x"))
