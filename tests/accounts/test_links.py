"""Personal links: one person, one capability, one object, for a time."""

from datetime import timedelta
from types import MappingProxyType

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from jalon.accounts import access, actions
from jalon.accounts.models import AccessLink
from jalon.accounts.pages import link_page
from jalon.core.actor import EVERYWHERE, ActorKind, system, visitor
from jalon.core.readonly import WroteWhileReading
from jalon.core.refusals import Forbidden
from jalon.people.models import Person
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db


def issue(person, now=NOON, lasts=timedelta(days=2)):
    return actions.issue_link(
        person, capability="people.read", obj=person, expires_at=now + lasts, by=system(person.centre_id), now=now
    )


def test_the_secret_is_given_once_and_only_its_digest_is_kept(person):
    token = issue(person())
    link = AccessLink.objects.get()
    assert (link.digest, token in str(AccessLink.objects.values().get())) == (access.digest_of(token), False)


def test_a_link_gives_an_actor_of_one_capability(person):
    rim = person()
    actor, link = access.link_actor(issue(rim), "people.read", NOON)
    assert (actor.kind, actor.person_id, actor.link_id, actor.user_id) == (ActorKind.LINK, rim.pk, link.pk, None)
    assert actor.grants == MappingProxyType({"people.read": EVERYWHERE})
    assert access.object_of(link) == rim


def test_a_link_opens_nothing_else(person):
    assert access.link_actor(issue(person()), "people.edit", NOON) is None


def test_a_link_ends_at_its_end(person):
    token = issue(person())
    moments = [timedelta(days=2, seconds=-1), timedelta(days=2)]
    assert [access.link_actor(token, "people.read", NOON + m) is not None for m in moments] == [True, False]


def test_a_revoked_link_opens_nothing(person):
    token = issue(person())
    actions.revoke_link(AccessLink.objects.get(), by=system(), now=NOON)
    assert access.link_actor(token, "people.read", NOON) is None


def test_a_capability_that_nobody_declared_is_a_mistake(person):
    rim = person()
    with pytest.raises(ValueError, match="declared by no package"):
        actions.issue_link(rim, capability="people.fly", obj=rim, expires_at=NOON, by=system(), now=NOON)


@link_page("people.read")
def greet(request, obj):
    """A page as packages write them: shows on GET, acts on POST."""
    if request.method == "POST":
        Person.objects.filter(pk=obj.pk).update(phone="+212600000000")
    if request.method == "DELETE":
        raise Forbidden("non")
    return HttpResponse(f"{request.actor.kind} {request.centre.code} {request.person.first_name}")


def visit(method, token, **attributes):
    request = getattr(RequestFactory(), method)("/essai/lien/")
    request.actor, request.centre, request.person, request.htmx = visitor(), None, None, None
    for name, value in attributes.items():
        setattr(request, name, value)
    return greet(request, token=token)


def test_get_shows_and_post_acts(person):
    rim = person("Rim")
    token = issue(rim, now=timezone.now())

    shown = visit("get", token)
    assert (shown.content.decode(), Person.objects.get().phone) == ("link essai Rim", "")
    visit("post", token)
    assert Person.objects.get().phone == "+212600000000"
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in shown.headers["Cache-Control"]


def test_a_link_of_another_centre_is_not_valid_here(person):
    from jalon.structures.models import Centre

    other = Centre.objects.create(code="autre", name="Autre", created_at=NOON)
    assert visit("get", issue(person(), now=timezone.now()), centre=other).status_code == 410


def test_an_ended_or_unknown_link_answers_one_sentence(person):
    ended = issue(person(), now=timezone.now() - timedelta(days=3))
    assert [visit("get", token).status_code for token in (ended, "inconnu")] == [410, 410]


def test_what_the_policy_refuses_is_forbidden(person):
    with pytest.raises(PermissionDenied):
        visit("delete", issue(person(), now=timezone.now()))


def test_the_view_says_who_may_open_it():
    assert greet.access == "link:people.read"


def test_a_page_that_writes_on_get_is_stopped_by_the_guard(person):
    from jalon.core import readonly

    @link_page("people.read")
    def wrong(request, obj):
        Person.objects.filter(pk=obj.pk).update(phone="1")
        return HttpResponse("")

    token = issue(person(), now=timezone.now())
    request = RequestFactory().get("/")
    request.actor, request.centre, request.person, request.htmx = visitor(), None, None, None
    with readonly.guarded(True), pytest.raises(WroteWhileReading):
        wrong(request, token=token)
