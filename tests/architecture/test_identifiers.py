"""Identifiers longer than any database holds are refused in words, wherever they arrive."""

import re

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from jalon.accounts.actions import create_account
from jalon.core.actor import system
from jalon.kits.actions import install_kit
from jalon.people.models import Mandate
from jalon.structures.models import Role
from tests.answers import whole
from tests.factories import NOON, ActivityFactory, CentreFactory, PersonFactory

SOURCE = settings.SOURCE_ROOT / "src" / "jalon"
LONG = "9" * 40
NAMES = re.compile(r'\b(?:GET|POST)(?:\.get|\.getlist)?[(\[]"(\w+)"')
FIELD = re.compile(r"^    (\w+) = [\w.]+\(", re.MULTILINE)


def names() -> list[str]:
    """Every name that a form or an address of Jalon may carry."""
    found = {"chosen", "page", "tri", "roles"}
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(NAMES.findall(text))
        if "forms" in path.name:
            found |= set(FIELD.findall(text))
    return sorted(found)


def addresses(patterns, prefix="", arguments=()):
    for pattern in patterns:
        own = (*arguments, *pattern.pattern.converters.items())
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route, own)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "access"):
            yield route, own


def filled(route: str, arguments, known: dict[str, str]) -> str:
    for name, converter in arguments:
        value = known.get(name) or (LONG if type(converter).__name__ == "IntConverter" else LONG[:20])
        route = re.sub(rf"<(?:\w+:)?{name}>", value, route)
    return "/" + route


@pytest.fixture
def manager(db, client):
    centre = CentreFactory(code="essai")
    install_kit(centre, "centre-de-carriere", by=system(centre.pk), now=NOON)
    person = PersonFactory(centre=centre)
    Mandate.objects.create(
        centre=centre, person=person, role=Role.objects.get(centre=centre, code="manager"), starts_on=NOON.date()
    )
    by = system(centre.pk)
    client.force_login(create_account(email="m@essai.example", password=None, person=person, by=by, now=NOON))
    client.raise_request_exception = False
    return person


def test_no_address_and_no_form_breaks_on_an_identifier_of_forty_digits(manager, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    activity = ActivityFactory(centre=manager.centre)
    sent = dict.fromkeys(names(), LONG)
    broken = []
    for route, arguments in addresses(get_resolver().url_patterns):
        if "deconnecter" in route or route.startswith(("composants", "sante")):
            continue
        known = activity if "activites" in route or "programme" in route else manager
        address = filled(route, arguments, {"centre_code": "essai", "public_id": known.public_id})
        for method in ("get", "post"):
            answer = getattr(client, method)(address, sent)
            whole(answer)
            if answer.status_code >= 500:
                broken.append((method, address))

    assert broken == []


def test_several_rows_are_always_chosen_by_the_field_that_refuses_long_identifiers():
    plain = [
        path.relative_to(SOURCE)
        for path in SOURCE.rglob("*.py")
        if "ModelMultipleChoiceField" in path.read_text(encoding="utf-8") and path.name != "forms.py"
    ]

    assert plain == []
    for path in SOURCE.rglob("forms.py"):
        if path != SOURCE / "ui" / "forms.py":
            assert "ModelMultipleChoiceField" not in path.read_text(encoding="utf-8"), path


def test_a_list_of_forty_digits_is_an_error_of_the_field(manager, client):
    sent = {"roles": [LONG], "first_name": "A", "last_name": "B", "email": "a@essai.example"}
    answer = client.post("/essai/equipe/inviter/", sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["roles"]
