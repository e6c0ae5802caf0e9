"""A body that is too big is refused by its announced length to whoever may send no file."""

import io

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory

from jalon.core.actor import visitor
from jalon.core.uploads import LimitHandler
from tests.factories import PersonFactory, actor

MB = 1024 * 1024


class Read:
    """A body that must not be read."""

    def read(self, *_size):
        raise AssertionError("a byte was read")


class View:
    access = "people.import"


def handled(by, *, length, access="people.import", signed_in=True):
    request = RequestFactory().post("/")
    request.actor = by
    request.user = type("User", (), {"is_authenticated": signed_in})()
    request.resolver_match = type("Match", (), {"func": type("View", (), {"access": access})()})()
    handler = LimitHandler(request)
    handler.handle_raw_input(Read(), request.META, length, "x")
    return handler


@pytest.mark.parametrize("access", ["people.import", "ActivityPolicy.mark", "member", "public", ""])
@pytest.mark.parametrize("length", [2 * MB, 300 * MB])
def test_a_passer_by_is_refused_before_anything_is_read(access, length):
    with pytest.raises(RequestDataTooBig):
        handled(visitor(1), length=length, access=access, signed_in=False)


@pytest.mark.django_db
def test_without_the_right_of_the_page_nothing_is_read_either():
    young, other = PersonFactory(), PersonFactory()

    for by in (actor(young), actor(other, "activities.mark")):
        with pytest.raises(RequestDataTooBig):
            handled(by, length=2 * MB)
    with pytest.raises(RequestDataTooBig):
        handled(actor(young), length=2 * MB, access="ActivityPolicy.mark")


@pytest.mark.django_db
def test_whoever_may_is_told_in_words_and_small_forms_pass_for_all(settings):
    manager = actor(PersonFactory(), "people.import")

    assert handled(manager, length=300 * MB).is_over
    assert not handled(manager, length=2 * MB).is_over
    assert not handled(visitor(1), length=MB, signed_in=False).is_over


@pytest.mark.django_db
def test_the_page_answers_400_and_leaves_the_body_alone(client):
    body = io.BytesIO(b"x" * 100)
    answer = client.generic(
        "POST",
        "/compte/connexion/",
        b"x" * 100,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(300 * MB), "wsgi.input": body},
    )

    assert (answer.status_code, body.tell()) == (400, 0)
